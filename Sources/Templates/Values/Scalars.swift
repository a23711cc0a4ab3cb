/// Text as Python sees it: a sequence of code points, never of the graphemes of Swift's `String`.
extension String {
    init(scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}

extension Unicode.Scalar {
    /// Whether Python's `str.isspace` holds, which is also what `strip` takes off.
    var isPythonSpace: Bool {
        switch value {
        case 0x9...0xD, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    var isDigit: Bool { ("0"..."9").contains(self) }

    var isHexadecimal: Bool { isDigit || ("a"..."f").contains(self) || ("A"..."F").contains(self) }

    var isNameStart: Bool { self == "_" || (isASCII ? properties.isAlphabetic : properties.isXIDStart) }

    var isNamePart: Bool { isNameStart || (isASCII ? isDigit : properties.isXIDContinue) }
}

extension Collection where Element == Unicode.Scalar {
    /// Where another text starts in this one, or nil.
    func firstRange(of other: [Unicode.Scalar], from start: Index) -> Range<Index>? {
        guard let first = other.first else { return start..<start }
        var index = start
        while let hit = self[index...].firstIndex(of: first) {
            if self[hit...].starts(with: other) {
                return hit..<self.index(hit, offsetBy: other.count)
            }
            index = self.index(after: hit)
        }
        return nil
    }
}
