import Digests
import FoundationEssentials

/// The keys by which a host is known: OpenSSH's `known_hosts` files, as sshd(8) describes them.
///
/// Read here rather than by libssh2, which knows no wildcards and cannot say on which line a key stands.
struct KnownHosts: Sendable {
    /// What the files say of a key that a host showed.
    enum Judgement: Sendable, Hashable {
        case known
        case unknown
        /// Another key is known; where.
        case changed(Place)
        case revoked(Place)
    }

    struct Place: Sendable, Hashable, CustomStringConvertible {
        let file: String
        let line: Int
        var description: String { "\(file):\(line)" }
    }

    private enum Marker { case revoked, authority }

    private struct Entry: Sendable {
        let place: Place
        let names: Substring
        let marker: Marker?
        let key: HostKey
    }

    /// What stands under the host's name.
    private let entries: [Entry]
    /// What stands under its name without the port, which OpenSSH lets vouch for it too.
    private let withoutPort: [Entry]

    /// Reads the files in order; those that are not there are passed over.
    init(files: [String], name: HostName) {
        let all = files.flatMap { file -> [Entry] in
            guard let bytes = FileManager.default.contents(atPath: file) else { return [] }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            return lines.enumerated().compactMap { Self.entry($0.element, Place(file: file, line: $0.offset + 1)) }
        }
        entries = all.filter { Self.matches($0.names, name.known) }
        withoutPort = name.bare == name.known ? [] : all.filter { Self.matches($0.names, name.bare) }
    }

    /// The types of key under which the host is known, to be asked for first.
    var types: [String] {
        let own = entries.filter { $0.marker == nil }
        return (own.isEmpty ? withoutPort.filter { $0.marker == nil } : own).map(\.key.type)
    }

    /// A certificate authority vouches for the host.
    var hasAuthority: Bool { entries.contains { $0.marker == .authority } }

    func judge(_ key: HostKey) -> Judgement {
        if let entry = (entries + withoutPort).first(where: { $0.marker == .revoked && $0.key.base64 == key.base64 }) {
            return .revoked(entry.place)
        }
        let own = entries.filter { $0.marker == nil }
        if (own.isEmpty ? withoutPort : own).contains(where: { $0.marker == nil && $0.key == key }) { return .known }
        // Known types are asked for first, so a host that shows another type is not the known one either.
        return (own.first { $0.key.type == key.type } ?? own.first).map { .changed($0.place) } ?? .unknown
    }

    private static func entry(_ text: Substring, _ place: Place) -> Entry? {
        var words = text.split { $0 == " " || $0 == "\t" || $0 == "\r" }[...]
        var marker: Marker?
        switch words.first {
        case "@revoked": marker = .revoked
        case "@cert-authority": marker = .authority
        case let word where word?.hasPrefix("#") ?? true || word?.hasPrefix("@") ?? true: return nil
        default: break
        }
        if marker != nil { words = words.dropFirst() }
        guard words.count >= 3, let names = words.first else { return nil }
        let (type, key) = (words[words.startIndex + 1], words[words.startIndex + 2])
        return Entry(place: place, names: names, marker: marker, key: HostKey(type: String(type), base64: String(key)))
    }

    /// Whether a line's first word names the host: a hash, or patterns of which none with `!` matches.
    private static func matches(_ names: Substring, _ name: String) -> Bool {
        if names.hasPrefix("|1|") {
            let parts = names.split(separator: "|")
            guard parts.count == 3, let salt = Data(base64Encoded: String(parts[1])) else { return false }
            return HostName.hash(name, salt: Array(salt)) == names
        }
        let patterns = names.split(separator: ",").map { $0.lowercased() }
        let isExcluded = patterns.contains { $0.hasPrefix("!") && matches($0.dropFirst(), against: name[...]) }
        return !isExcluded && patterns.contains { matches($0[...], against: name[...]) }
    }

    /// Matches `*` and `?` as ssh_config(5) has them.
    private static func matches(_ pattern: Substring, against text: Substring) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        switch first {
        case "*": return matches(rest, against: text) || !text.isEmpty && matches(pattern, against: text.dropFirst())
        case "?": return !text.isEmpty && matches(rest, against: text.dropFirst())
        default: return text.first == first && matches(rest, against: text.dropFirst())
        }
    }
}

/// The name under which a host's keys are kept.
struct HostName: Sendable, Hashable {
    /// `host`, `[host]:port` for another port than 22, or the alias that the configuration gives it.
    let known: String
    /// Without the port.
    let bare: String

    init(host: String, port: Int, alias: String?) {
        bare = (alias ?? host).lowercased()
        known = alias == nil && port != 22 ? "[\(bare)]:\(port)" : bare
    }

    /// A name that only those recognise who know it: `|1|salt|hash`.
    static func hash(_ name: String, salt: [UInt8]) -> String {
        let digest = HMACSHA1.digest(Array(name.utf8), key: salt)
        return "|1|\(Data(salt).base64EncodedString())|\(Data(digest).base64EncodedString())"
    }
}
