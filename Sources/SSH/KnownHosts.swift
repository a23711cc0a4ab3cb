import Digests
import FoundationEssentials

/// The keys by which hosts are known: OpenSSH's `known_hosts` files, as sshd(8) describes them.
///
/// Read here rather than by libssh2, which knows no wildcards and cannot say on which line a key stands.
struct KnownHosts: Sendable {
    /// What the files say of a key that a host showed.
    enum Judgement: Sendable, Hashable {
        case known
        case unknown
        /// Another key of the type is known; where.
        case changed(file: String, line: Int)
        case revoked(file: String, line: Int)
    }

    private struct Entry: Sendable {
        let file: String
        let line: Int
        let type: String
        let key: String
        let isRevoked: Bool
    }

    /// What stands under the host's name.
    private let entries: [Entry]

    /// - Parameters:
    ///   - files: read in order; those that are not there are passed over.
    ///   - host: as it was asked for, or its alias.
    init(files: [String], host: String, port: Int) {
        let name = Self.name(host, port)
        entries = files.flatMap { file -> [Entry] in
            guard let bytes = FileManager.default.contents(atPath: file) else { return [] }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            return lines.enumerated().compactMap { Self.entry($0.element, name, file, $0.offset + 1) }
        }
    }

    /// `host`, or `[host]:port` for another port than 22.
    static func name(_ host: String, _ port: Int) -> String {
        port == 22 ? host.lowercased() : "[\(host.lowercased())]:\(port)"
    }

    /// The types of key under which the host is known, to be asked for first.
    var types: [String] { entries.filter { !$0.isRevoked }.map(\.type) }

    /// - Parameter key: the public key in Base64.
    func judge(type: String, key: String) -> Judgement {
        if let entry = entries.first(where: { $0.isRevoked && $0.key == key }) {
            return .revoked(file: entry.file, line: entry.line)
        }
        let same = entries.filter { !$0.isRevoked }
        if same.contains(where: { $0.key == key }) { return .known }
        if let entry = same.first(where: { $0.type == type }) ?? same.first {
            return .changed(file: entry.file, line: entry.line)
        }
        return .unknown
    }

    private static func entry(_ text: Substring, _ name: String, _ file: String, _ line: Int) -> Entry? {
        var words = text.split { $0 == " " || $0 == "\t" || $0 == "\r" }[...]
        guard let first = words.first, !first.hasPrefix("#") else { return nil }
        // Keys of certificate authorities vouch for certificates, which the system's ssh is left to check.
        if first == "@cert-authority" { return nil }
        let isRevoked = first == "@revoked"
        if isRevoked { words = words.dropFirst() }
        guard words.count >= 3, let names = words.first, matches(names, name) else { return nil }
        let (type, key) = (words[words.startIndex + 1], words[words.startIndex + 2])
        return Entry(file: file, line: line, type: String(type), key: String(key), isRevoked: isRevoked)
    }

    /// Whether a line's first word names the host: a hash, or patterns of which none with `!` matches.
    private static func matches(_ names: Substring, _ name: String) -> Bool {
        if names.hasPrefix("|1|") {
            let parts = names.split(separator: "|")
            guard parts.count == 3, let salt = Data(base64Encoded: String(parts[1])) else { return false }
            return Data(HMACSHA1.digest(Array(name.utf8), key: Array(salt))).base64EncodedString() == parts[2]
        }
        var found = false
        for pattern in names.split(separator: ",") {
            if pattern.hasPrefix("!") {
                if matches(pattern.dropFirst().lowercased()[...], against: name[...]) { return false }
            } else if matches(pattern.lowercased()[...], against: name[...]) {
                found = true
            }
        }
        return found
    }

    /// `*` and `?` as ssh_config(5) has them.
    private static func matches(_ pattern: Substring, against text: Substring) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "*": return text.indices.contains { matches(rest, against: text[$0...]) } || matches(rest, against: "")
        case "?": return !text.isEmpty && matches(rest, against: text.dropFirst())
        default: return text.first == first && matches(rest, against: text.dropFirst())
        }
    }
}
