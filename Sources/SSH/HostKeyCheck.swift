import FoundationEssentials
import Nodes

/// Whether the key that a host showed is the one that it is known by.
struct HostKeyCheck: Sendable {
    private let host: String
    private let port: Int
    private let name: HostName
    private let hashesNames: Bool
    let known: KnownHosts
    private let accepts: Bool
    /// Where a new key is written, if anywhere.
    private let file: String?

    init(_ settings: ConnectionSettings, _ configuration: HostConfiguration) {
        host = configuration.hostName
        port = configuration.port
        name = HostName(host: host, port: port, alias: configuration.hostKeyAlias)
        hashesNames = configuration.hashesKnownHosts
        let files = settings.knownHostsFile.map { [$0.expandingHome] } ?? configuration.userKnownHostsFiles
        let global = settings.knownHostsFile == nil ? configuration.globalKnownHostsFiles : []
        known = KnownHosts(files: files + global, name: name)
        accepts = settings.hostKeyCheck == .acceptNew || configuration.acceptsNewHostKeys
        file = files.first
    }

    /// Why only the system's ssh can check this host; nil where libssh2 can.
    var needsOpenSSH: String? {
        if known.hasAuthority { return "a certificate authority vouches for its host key" }
        let types = known.types
        guard !types.isEmpty, types.allSatisfy({ $0 == "ssh-rsa" }), Session.libraryVersion < 0x010b00 else {
            return nil
        }
        return "it is known by an RSA host key, which libssh2 before 1.11 cannot check"
    }

    /// Lets the host's key pass or not.
    ///
    /// - Throws: `NodeError(.hostKey)`.
    func judge(_ key: HostKey) throws {
        switch known.judge(key) {
        case .known: return
        case .unknown:
            guard accepts else { throw unknown(key) }
            if let file { try write(key, into: file) }
        case .changed(let place):
            throw NodeError(
                .hostKey,
                "the host key of '\(name.known)' is not the one at \(place): it was installed anew, or somebody listens",
                help: "when you know why it changed: ssh-keygen -R '\(name.known)' -f '\(place.file)'")
        case .revoked(let place):
            throw NodeError(.hostKey, "the host key of '\(name.known)' is revoked at \(place)")
        }
    }

    private func unknown(_ key: HostKey) -> NodeError {
        let scan = "ssh-keyscan\(port == 22 ? "" : " -p \(port)") '\(host)'"
        return NodeError(
            .hostKey, "the host key of '\(name.known)' is not known (\(key.type))",
            help: "check it and add it to known_hosts (\(scan)), or let new keys in with --accept-new")
    }

    private func write(_ key: HostKey, into file: String) throws {
        let salt = (0..<20).map { _ in UInt8.random(in: 0 ... .max) }
        let shown = hashesNames ? HostName.hash(name.known, salt: salt) : name.known
        do {
            try KnownHostsFile(path: file).append("\(shown) \(key.type) \(key.base64)")
        } catch {
            throw NodeError(.hostKey, "a new host key was not written: \(error)")
        }
    }
}
