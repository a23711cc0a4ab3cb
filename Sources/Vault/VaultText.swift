internal import Digests

/// An encrypted text in the format of Ansible Vault, version 1.1 or 1.2, taken apart.
///
/// A header line `$ANSIBLE_VAULT;VERSION;AES256[;ID]` is followed by lines of 80 hexadecimal digits. They stand for
/// three lines, again of hexadecimal digits: the salt, the HMAC of the ciphertext, the ciphertext.
struct VaultText: Equatable {
    static let marker = "$ANSIBLE_VAULT"
    private static let cipher = "AES256"
    private static let width = 80

    /// The label of the password that it wants; the default one where version 1.1 names none.
    var id = VaultKey.defaultID
    var salt: [UInt8]
    var digest: [UInt8]
    var ciphertext: [UInt8]

    /// The file's text, with a line break at its end; an id other than the default one takes version 1.2.
    var bytes: [UInt8] {
        let parts = [salt.hexadecimal, digest.hexadecimal, ciphertext.hexadecimal]
        let digits = Array(Array(parts.joined(separator: "\n").utf8).hexadecimal.utf8)
        let header =
            id == VaultKey.defaultID
            ? "\(Self.marker);1.1;\(Self.cipher)\n" : "\(Self.marker);1.2;\(Self.cipher);\(id)\n"
        var result = Array(header.utf8)
        for start in stride(from: 0, to: digits.count, by: Self.width) {
            result += digits[start..<min(start + Self.width, digits.count)]
            result.append(UInt8(ascii: "\n"))
        }
        return result
    }
}

extension VaultText {
    /// Whether bytes are an encrypted text, or what is left of one.
    static func isMarked(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: marker.utf8) }

    /// Takes a text apart, or throws what it is not.
    init(_ bytes: [UInt8]) throws(VaultFlaw) {
        var lines = Lines(bytes)
        id = try Self.id(in: lines.next() ?? Line(bytes: [], number: 1))
        var digits: [UInt8] = []
        var last = Line(bytes: [], number: 1)
        while let line = lines.next() {
            if let bad = line.bytes.firstIndex(where: { $0.hexadecimalValue == nil }) {
                throw .foreign(line: line.number, column: bad + 1)
            }
            digits += line.bytes
            last = line
        }
        guard let inner = digits.pairs?.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) else {
            throw .cut(line: last.number, column: last.bytes.count + 1)
        }
        let parts = inner.map { Array($0).pairs }
        guard parts.count <= 3 else { throw .foreign(line: 2, column: 1) }
        guard parts.count == 3, let salt = parts[0], let digest = parts[1], let ciphertext = parts[2] else {
            // Digits in the middle that stand for no digits were changed; at the end they are missing.
            let isForeign = inner.contains { $0.contains { $0.hexadecimalValue == nil } }
            throw isForeign ? .foreign(line: 2, column: 1) : .cut(line: last.number, column: last.bytes.count + 1)
        }
        guard digest.count == 32, !salt.isEmpty else { throw .foreign(line: 2, column: 1) }
        guard !ciphertext.isEmpty, ciphertext.count.isMultiple(of: VaultCipher.blockSize) else {
            throw .cut(line: last.number, column: last.bytes.count + 1)
        }
        (self.salt, self.digest, self.ciphertext) = (salt, digest, ciphertext)
    }

    /// The label that a header names.
    private static func id(in header: Line) throws(VaultFlaw) -> String {
        let fields = header.bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self).blanksTrimmed
        }
        guard fields.count >= 3, fields[0] == marker else { throw .header }
        guard fields[1] == "1.1" || fields[1] == "1.2", fields[2] == cipher else {
            throw .unknownFormat(version: fields[1], cipher: fields[2])
        }
        return fields.count > 3 && !fields[3].isEmpty ? fields[3] : VaultKey.defaultID
    }
}

/// What keeps a text from being taken apart, with a place counted from its first line.
enum VaultFlaw: Error, Equatable {
    /// The first line is no complete header.
    case header
    case unknownFormat(version: String, cipher: String)
    /// Something there cannot stand in an encrypted text.
    case foreign(line: Int, column: Int)
    /// It ends there, too early.
    case cut(line: Int, column: Int)
}

private struct Line {
    var bytes: [UInt8]
    var number: Int
}

/// The lines of a text with what they do not mean taken off: blanks around them, and empty lines at the end.
private struct Lines {
    private var rest: ArraySlice<Line>

    init(_ bytes: [UInt8]) {
        var lines: [Line] = []
        var line: [UInt8] = []
        func trimmed() -> [UInt8] {
            Array(line.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
        }
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                lines.append(Line(bytes: trimmed(), number: lines.count + 1))
                line = []
            } else {
                line.append(byte)
            }
        }
        lines.append(Line(bytes: trimmed(), number: lines.count + 1))
        while let last = lines.last, last.bytes.isEmpty { lines.removeLast() }
        rest = lines[...]
    }

    mutating func next() -> Line? { rest.popFirst() }
}

extension UInt8 {
    /// A blank, a tab or a carriage return.
    fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }

    fileprivate var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension [UInt8] {
    /// The bytes that pairs of hexadecimal digits stand for; nil if they are none, or one is left over.
    fileprivate var pairs: [UInt8]? {
        guard count.isMultiple(of: 2) else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(count / 2)
        for index in stride(from: 0, to: count, by: 2) {
            guard let high = self[index].hexadecimalValue, let low = self[index + 1].hexadecimalValue else {
                return nil
            }
            result.append(high << 4 | low)
        }
        return result
    }
}

extension String {
    fileprivate var blanksTrimmed: String {
        let blanks: Set<Unicode.Scalar> = [" ", "\t", "\r"]
        let scalars = unicodeScalars.drop { blanks.contains($0) }
        return String(String.UnicodeScalarView(scalars.reversed().drop { blanks.contains($0) }.reversed()))
    }
}
