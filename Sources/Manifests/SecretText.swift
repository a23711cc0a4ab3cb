/// A text looked through for secrets, byte by byte.
struct SecretText {
    struct Finding {
        let noun: String
        let range: Range<Int>
    }

    private let bytes: [UInt8]
    /// The shapes by the first byte of what begins them.
    private static let shapes: [[(beginning: [UInt8], shape: SecretShape)]] = {
        var table = [[(beginning: [UInt8], shape: SecretShape)]](repeating: [], count: 256)
        for shape in SecretShape.tokens {
            for beginning in shape.beginnings {
                let bytes = Array(beginning.utf8)
                table[Int(bytes[0])].append((bytes, shape))
            }
        }
        return table
    }()

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var findings: [Finding] {
        var found: [Finding] = []
        var place = 0
        while place < bytes.count {
            if let finding = finding(at: place) {
                found.append(finding)
                place = finding.range.upperBound
            } else {
                place += 1
            }
        }
        return found
    }

    private func finding(at place: Int) -> Finding? {
        let byte = bytes[place]
        if byte == UInt8(ascii: "-") { return privateKey(at: place) }
        if byte == UInt8(ascii: "e") { return webToken(at: place) }
        for (beginning, shape) in Self.shapes[Int(byte)] where starts(with: beginning, at: place) {
            if let finding = token(shape, from: place, body: place + beginning.count) { return finding }
        }
        return nil
    }

    private func token(_ shape: SecretShape, from start: Int, body: Int) -> Finding? {
        guard isBoundary(before: start) else { return nil }
        var end = body
        while end < bytes.count, shape.holds(bytes[end]) { end += 1 }
        guard shape.isExact ? end - body == shape.least : end - body >= shape.least, isBoundary(after: end),
            isRandom(body..<end)
        else { return nil }
        return Finding(noun: shape.noun, range: start..<end)
    }

    /// Examples and stand-ins repeat themselves, or say what they are.
    private func isRandom(_ range: Range<Int>) -> Bool {
        Set(bytes[range]).count >= 8 && !bytes[range].suffix(7).elementsEqual("EXAMPLE".utf8)
    }

    private func starts(with beginning: [UInt8], at place: Int) -> Bool {
        place + beginning.count <= bytes.count && bytes[place..<(place + beginning.count)].elementsEqual(beginning)
    }

    private func isBoundary(before place: Int) -> Bool { place == 0 || !Self.isWord(bytes[place - 1]) }
    private func isBoundary(after place: Int) -> Bool { place >= bytes.count || !Self.isWord(bytes[place]) }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension SecretText {
    /// A JSON Web Token: three parts in base64url, of which two are JSON objects.
    private func webToken(at place: Int) -> Finding? {
        guard starts(with: Array("eyJ".utf8), at: place), isBoundary(before: place) else { return nil }
        let header = endOfBase64URL(from: place)
        guard header - place >= 12, starts(with: Array(".eyJ".utf8), at: header) else { return nil }
        let body = endOfBase64URL(from: header + 1)
        guard body - header >= 12, body < bytes.count, bytes[body] == UInt8(ascii: ".") else { return nil }
        let end = endOfBase64URL(from: body + 1)
        return end - body >= 12 ? Finding(noun: "a JSON Web Token", range: place..<end) : nil
    }

    private func endOfBase64URL(from start: Int) -> Int {
        var end = start
        while end < bytes.count, Self.isWord(bytes[end]) || bytes[end] == UInt8(ascii: "-") { end += 1 }
        return end
    }

    /// A private key in PEM that no passphrase protects, as far as its kind shows that.
    private func privateKey(at place: Int) -> Finding? {
        guard starts(with: Array("-----BEGIN ".utf8), at: place) else { return nil }
        let line = bytes[place...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\\") }
        let title = String(decoding: line, as: UTF8.self)
        guard title.contains("PRIVATE KEY"), !title.contains("ENCRYPTED") else { return nil }
        var start = place + line.count
        // What may stand before the body: line breaks, also written as `\n`, indentation.
        while start < bytes.count, " \t\r\n\\nr".utf8.contains(bytes[start]), start - place < 400 { start += 1 }
        var end = start
        while end < bytes.count, Self.isWord(bytes[end]) || bytes[end] == 43 || bytes[end] == 47 { end += 1 }
        // OpenSSH's keys say first what they are encrypted with: nothing, here.
        let body = String(decoding: bytes[start..<end], as: UTF8.self)
        let isOpenSSH = body.hasPrefix("b3BlbnNzaC1rZXktdjEA")
        guard end - start >= 16, !isOpenSSH || body.contains("AAAABG5vbmU") else { return nil }
        return Finding(noun: "a private key", range: place..<endOfKey(from: end))
    }

    private func endOfKey(from start: Int) -> Int {
        let marker = Array("-----END ".utf8)
        var place = start
        while place < bytes.count, place - start < 20_000 {
            if bytes[place] == marker[0], starts(with: marker, at: place) {
                return place + bytes[place...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\"") }.count
            }
            place += 1
        }
        return start
    }
}
