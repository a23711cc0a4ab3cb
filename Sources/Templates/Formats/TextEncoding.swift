/// The encodings that templates can ask for, by Python's names.
enum TextEncoding {
    case utf8, ascii, latin1
    case utf16(isBig: Bool, hasMark: Bool)

    init?(_ name: String) {
        switch name.lowercased().replacing("_", with: "-") {
        case "utf-8", "utf8": self = .utf8
        case "ascii", "us-ascii": self = .ascii
        case "latin-1", "latin1", "iso-8859-1", "l1": self = .latin1
        case "utf-16-le", "utf-16le": self = .utf16(isBig: false, hasMark: false)
        case "utf-16-be", "utf-16be": self = .utf16(isBig: true, hasMark: false)
        case "utf-16", "utf16": self = .utf16(isBig: false, hasMark: true)
        default: return nil
        }
    }

    /// Nil where the encoding has no place for a character.
    func bytes(of text: String) -> [UInt8]? {
        switch self {
        case .utf8: return Array(text.utf8)
        case .ascii, .latin1:
            var limit: UInt32 = 0x100
            if case .ascii = self { limit = 0x80 }
            guard text.unicodeScalars.allSatisfy({ $0.value < limit }) else { return nil }
            return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        case .utf16(let isBig, let hasMark):
            return ((hasMark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                return isBig ? [high, low] : [low, high]
            }
        }
    }

    /// Nil where the bytes are no text of the encoding.
    func text(of bytes: [UInt8]) -> String? {
        switch self {
        case .utf8: return String(validating: bytes, as: UTF8.self)
        case .ascii, .latin1:
            if case .ascii = self, bytes.contains(where: { $0 >= 0x80 }) { return nil }
            return String(scalars: bytes.map { Unicode.Scalar($0) })
        case .utf16(var isBig, let hasMark):
            guard bytes.count % 2 == 0 else { return nil }
            var pairs = stride(from: 0, to: bytes.count, by: 2).map { (bytes[$0], bytes[$0 + 1]) }
            if hasMark, let mark = pairs.first, mark == (0xFE, 0xFF) || mark == (0xFF, 0xFE) {
                isBig = mark.0 == 0xFE
                pairs.removeFirst()
            }
            return String(
                validating: pairs.map { UInt16($0.0) << (isBig ? 8 : 0) | UInt16($0.1) << (isBig ? 0 : 8) },
                as: UTF16.self)
        }
    }
}
