import FoundationEssentials
import Nodes

/// The keys that may let a user into a host: where they are, which of them libssh2 can use, in which order.
struct LoginKeys: Sendable {
    enum Key: Sendable, Hashable {
        case ofAgent([UInt8])
        case inFile(PrivateKeyFile)
    }

    /// Key files that are there, in the configuration's order.
    let files: [PrivateKeyFile]
    /// The key file that the inventory names, in full.
    private let named: String?
    /// Only keys that are configured are shown, also of those that the agent holds.
    private let isLimited: Bool
    let hasAgent: Bool
    /// Nil for the one that `SSH_AUTH_SOCK` names.
    let agentSocket: String?

    init(
        _ settings: ConnectionSettings, _ configuration: HostConfiguration,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        var paths: [String] = []
        for path in configuration.identityFiles.map(\.expandingHome) where !paths.contains(path) { paths.append(path) }
        files = paths.compactMap { PrivateKeyFile(path: $0) }
        named = settings.identityFile?.expandingHome
        isLimited = configuration.usesIdentitiesOnly
        let agent = configuration.identityAgent ?? "SSH_AUTH_SOCK"
        switch agent {
        case "none": (hasAgent, agentSocket) = (false, nil)
        case "SSH_AUTH_SOCK": (hasAgent, agentSocket) = (environment["SSH_AUTH_SOCK"]?.isEmpty == false, nil)
        default:
            let variable = agent.hasPrefix("$") ? environment[String(agent.dropFirst())] : nil
            (hasAgent, agentSocket) = (true, variable ?? agent.expandingHome)
        }
    }

    /// The key file that the inventory names, where it is not there.
    var missingFile: String? { named.flatMap { name in files.contains { $0.path == name } ? nil : name } }

    /// The keys that libssh2 can use, each once: the agent's copies of configured keys, the key that the inventory
    /// names, the agent's others, the other files.
    func order(agent held: [[UInt8]]) -> [Key] {
        let held = held.filter { Self.isUsable(PublicKey.type(of: $0)) }
        let usable = files.filter { Self.isUsable($0.type) }
        let configured = usable.compactMap(\.publicKey).filter(held.contains)
        let namedFirst = usable.filter { $0.path == named } + usable.filter { $0.path != named }
        let onlyInFiles = namedFirst.filter { file in !(file.publicKey.map(held.contains) ?? false) }
        let others = isLimited ? [] : held.filter { !configured.contains($0) }
        return configured.map { .ofAgent($0) } + onlyInFiles.filter { $0.path == named }.map { .inFile($0) }
            + others.map { .ofAgent($0) } + onlyInFiles.filter { $0.path != named }.map { .inFile($0) }
    }

    /// Why only the system's ssh can use the keys for this host; nil where libssh2 may do.
    var needOpenSSH: String? {
        if let key = files.first(where: \.hasCertificate) { return "'\(key.path)' has a certificate" }
        if let key = files.first(where: { $0.path == named }) { return Self.weakness(key) }
        guard !hasAgent, !files.contains(where: { Self.isUsable($0.type) }) else { return nil }
        return files.lazy.compactMap(Self.weakness).first
    }

    /// Why it is worth trying the system's ssh after the host took none of libssh2's keys.
    var mayHoldOthers: String? {
        let reason = "the host took no key that libssh2 could show it"
        if let weakness = files.lazy.compactMap(Self.weakness).first { return "\(reason), and \(weakness)" }
        return hasAgent && !isLimited ? "\(reason), and the agent may hold others" : nil
    }

    private static func weakness(_ key: PrivateKeyFile) -> String? {
        isUsable(key.type) ? nil : "'\(key.path)' is of type \(key.type ?? "unknown"), which this libssh2 cannot use"
    }

    /// RSA needs rsa-sha2 signatures, which libssh2 knows from 1.11 on; keys in hardware it does not know.
    ///
    /// A file that does not say its type is tried.
    private static func isUsable(_ type: String?) -> Bool {
        switch type {
        case nil, "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521": true
        case "ssh-rsa": Session.libraryVersion >= 0x010b00
        default: false
        }
    }
}

extension String {
    /// The path with a leading `~/` put in full.
    var expandingHome: String {
        guard hasPrefix("~/") else { return self }
        return (ProcessInfo.processInfo.environment["HOME"] ?? "") + dropFirst(1)
    }
}
