import FoundationEssentials

/// What can be told of a private key without opening it.
///
/// OpenSSH's own format (PROTOCOL.key in its sources) has the public key in clear before the encrypted part.
struct PrivateKeyFile: Sendable, Hashable {
    let path: String
    /// `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`, `sk-ssh-ed25519@openssh.com` …; nil where the file does not say.
    let type: String?
    /// The public key, as an agent names it.
    let publicKey: [UInt8]?
    let isEncrypted: Bool
    /// A certificate for the key lies beside it.
    let hasCertificate: Bool

    /// Nil where there is no private key that can be read.
    init?(path: String) {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        self.path = path
        hasCertificate = FileManager.default.fileExists(atPath: path + "-cert.pub")
        if let body = Self.body(of: text, named: "OPENSSH PRIVATE KEY"), let key = Self.readOpenSSH(body) {
            (type, publicKey, isEncrypted) = (key.type, key.publicKey, key.isEncrypted)
            return
        }
        guard text.contains("PRIVATE KEY-----") else { return nil }
        publicKey = nil
        isEncrypted = text.contains("ENCRYPTED")
        type = text.contains("BEGIN RSA ") ? "ssh-rsa" : text.contains("BEGIN EC ") ? "ecdsa-sha2-nistp256" : nil
    }

    private static func body(of text: String, named name: String) -> [UInt8]? {
        guard let start = text.firstRange(of: "-----BEGIN \(name)-----"),
            let end = text.firstRange(of: "-----END \(name)-----"), start.upperBound <= end.lowerBound
        else { return nil }
        let base64 = String(text[start.upperBound..<end.lowerBound].filter { !$0.isWhitespace })
        return Data(base64Encoded: base64).map { Array($0) }
    }

    private static func readOpenSSH(_ bytes: [UInt8]) -> (type: String, publicKey: [UInt8], isEncrypted: Bool)? {
        var reader = WireReader(bytes)
        guard reader.skip(Array("openssh-key-v1\0".utf8)), let cipher = reader.string(), reader.string() != nil,
            reader.string() != nil, reader.integer() != nil, let publicKey = reader.string(),
            let type = PublicKey.type(of: publicKey)
        else { return nil }
        return (type, publicKey, String(decoding: cipher, as: UTF8.self) != "none")
    }
}

/// A public key as SSH writes it: its type, then its numbers.
enum PublicKey {
    static func type(of bytes: [UInt8]) -> String? {
        var reader = WireReader(bytes)
        return reader.string().map { String(decoding: $0, as: UTF8.self) }
    }
}

/// SSH's basic types (RFC 4251, section 5).
private struct WireReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func skip(_ expected: [UInt8]) -> Bool {
        guard rest.starts(with: expected) else { return false }
        rest = rest.dropFirst(expected.count)
        return true
    }

    mutating func integer() -> Int? {
        guard rest.count >= 4 else { return nil }
        defer { rest = rest.dropFirst(4) }
        return rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }

    mutating func string() -> [UInt8]? {
        guard let count = integer(), rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}
