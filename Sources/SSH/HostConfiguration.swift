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
    /// In full; `ssh -G` leaves `~` and tokens in these.
    var identityFiles: [String] { (words["identityfile"] ?? []).map { expandingTokens(in: $0.expandingHome) } }
    var usesIdentitiesOnly: Bool { first("identitiesonly") == "yes" }
    /// A socket, `SSH_AUTH_SOCK`, or `none`; nil leaves it to the environment.
    var identityAgent: String? { first("identityagent") }
    var hostKeyAlias: String? { meaningful("hostkeyalias") }
    var userKnownHostsFiles: [String] { files("userknownhostsfile") }
    var globalKnownHostsFiles: [String] { files("globalknownhostsfile") }
    /// The configuration lets new keys in without asking.
    var acceptsNewHostKeys: Bool {
        ["accept-new", "no", "off", "false"].contains(first("stricthostkeychecking") ?? "")
    }

    /// New names are written so that only those recognise them who know them.
    var hashesKnownHosts: Bool { first("hashknownhosts") == "yes" }

    /// Why only the system's ssh can reach this host; nil where libssh2 may do.
    var needsOpenSSH: String? {
        if let jump = meaningful("proxyjump") { return "it is reached through '\(jump)'" }
        if meaningful("proxycommand") != nil { return "it is reached through a ProxyCommand" }
        return words["certificatefile"] == nil ? nil : "a certificate is configured for it"
    }

    private func first(_ keyword: String) -> String? { words[keyword]?.first }

    private func meaningful(_ keyword: String) -> String? {
        first(keyword).flatMap { $0.isEmpty || $0 == "none" ? nil : $0 }
    }

    /// Those of ssh_config(5)'s tokens that make sense in the name of a key file.
    private func expandingTokens(in text: String) -> String {
        guard text.contains("%") else { return text }
        let tokens: [Character: String] = [
            "%": "%", "d": String("~/".expandingHome.dropLast()), "h": hostName, "n": first("host") ?? hostName,
            "p": "\(port)", "r": user,
            "u": currentUser ?? "",
        ]
        var (expanded, rest) = ("", text[...])
        while let start = rest.firstIndex(of: "%") {
            let letter = rest[rest.index(after: start)...].first
            expanded += rest[..<start] + (letter.flatMap { tokens[$0] } ?? "%\(letter.map(String.init) ?? "")")
            rest = rest[start...].dropFirst(2)
        }
        return expanded + rest
    }

    private func files(_ keyword: String) -> [String] {
        (meaningful(keyword) ?? "").split(separator: " ").map { String($0).expandingHome }
    }
}

extension HostConfiguration {
    /// Asks OpenSSH, which knows its own configuration best; what inventory and command line say goes before.
    ///
    /// - Throws: `NodeError` when ssh is not installed, or does not understand its configuration.
    static func asking(about settings: ConnectionSettings) async throws -> HostConfiguration {
        let result = try await ChildProcess.result(
            of: ["ssh", "-G"] + words(of: settings) + ["--", settings.address], within: .seconds(10))
        guard result.status == 0 else {
            throw NodeError(.unreachable, "ssh does not understand its configuration\(result.errors.asReason)")
        }
        return HostConfiguration(parsing: String(decoding: result.output, as: UTF8.self))
    }

    /// What inventory and command line say, as ssh's own options.
    static func words(of settings: ConnectionSettings) -> [String] {
        var words: [String] = []
        if let file = settings.configFile { words += ["-F", file] }
        if let port = settings.port { words += ["-p", "\(port)"] }
        if let user = settings.user { words += ["-l", user] }
        // Unlike -i, this says of a file that is not there as well that no other is to be used.
        if let file = settings.identityFile {
            words += ["-o", "IdentityFile=\"\(file.replacing("%", with: "%%"))\""]
        }
        return words
    }
}
