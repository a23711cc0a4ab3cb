import Nodes

/// What OpenSSH makes of its configuration for one host: the words that `ssh -G` prints.
struct HostConfiguration: Sendable, Hashable {
    private var words: [String: [String]] = [:]

    /// Reads what `ssh -G` printed: a keyword and its value on each line.
    init(parsing text: String) {
        for line in text.split(separator: "\n") {
            let keyword = line.prefix { $0 != " " }
            words[String(keyword), default: []].append(String(line.dropFirst(keyword.count + 1)))
        }
    }

    var hostName: String { first("hostname") ?? "" }
    var port: Int { first("port").flatMap { Int($0) } ?? 22 }
    var user: String { first("user") ?? "" }
    /// With `~` still in front.
    var identityFiles: [String] { words["identityfile"] ?? [] }
    var certificateFiles: [String] { words["certificatefile"] ?? [] }
    var usesIdentitiesOnly: Bool { first("identitiesonly") == "yes" }
    /// A socket, `SSH_AUTH_SOCK`, or `none`; nil leaves it to the environment.
    var identityAgent: String? { first("identityagent") }
    var jumpHosts: String? { meaningful("proxyjump") }
    var proxyCommand: String? { meaningful("proxycommand") }
    var hostKeyAlias: String? { meaningful("hostkeyalias") }
    var userKnownHostsFiles: [String] { files("userknownhostsfile") }
    var globalKnownHostsFiles: [String] { files("globalknownhostsfile") }
    /// The configuration lets new keys in without asking.
    var acceptsNewHostKeys: Bool { ["accept-new", "no", "off", "false"].contains(first("stricthostkeychecking") ?? "") }

    private func first(_ keyword: String) -> String? { words[keyword]?.first }

    private func meaningful(_ keyword: String) -> String? {
        first(keyword).flatMap { $0.isEmpty || $0 == "none" ? nil : $0 }
    }

    private func files(_ keyword: String) -> [String] {
        (first(keyword) ?? "").split(separator: " ").map(String.init)
    }
}

extension HostConfiguration {
    /// Asks OpenSSH, which knows its own configuration best; what inventory and command line say goes before.
    /// - Throws: `NodeError` when ssh is not installed, or does not understand its configuration.
    static func asking(about settings: ConnectionSettings) async throws -> HostConfiguration {
        var words = ["ssh", "-G"]
        if let file = settings.configFile { words += ["-F", file] }
        if let port = settings.port { words += ["-p", "\(port)"] }
        if let user = settings.user { words += ["-l", user] }
        if let file = settings.identityFile { words += ["-i", file] }
        let child = try ChildProcess(words + ["--", settings.address])
        var output: [UInt8] = []
        var errors: [UInt8] = []
        reading: while true {
            switch try await child.read(within: .seconds(10)) {
            case .output(let bytes): output += bytes
            case .errors(let bytes): errors += bytes
            case .end, .silence: break reading
            }
        }
        await child.close()
        guard await child.exitStatus(within: .seconds(1)) == 0 else {
            let said = String(decoding: errors, as: UTF8.self).split(separator: "\n").first ?? "it printed nothing"
            throw NodeError(.unreachable, "ssh does not understand its configuration: \(said)")
        }
        return HostConfiguration(parsing: String(decoding: output, as: UTF8.self))
    }
}
