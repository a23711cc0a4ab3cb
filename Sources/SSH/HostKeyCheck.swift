import CShims
import FoundationEssentials
import Nodes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whether the key that a host showed is the one that it is known by.
struct HostKeyCheck: Sendable {
    let host: String
    let port: Int
    let known: KnownHosts
    /// Where a new key is written; nil where new keys are not let in.
    let acceptsInto: String?

    init(_ settings: ConnectionSettings, _ configuration: HostConfiguration) {
        host = configuration.hostKeyAlias ?? configuration.hostName
        port = configuration.port
        let user = settings.knownHostsFile.map { [$0] } ?? configuration.userKnownHostsFiles
        let files = user.map(\.expandingHome)
        known = KnownHosts(
            files: files + (settings.knownHostsFile == nil ? configuration.globalKnownHostsFiles : []), host: host,
            port: port)
        let accepts = settings.hostKeyCheck == .acceptNew || configuration.acceptsNewHostKeys
        acceptsInto = accepts ? files.first : nil
    }

    /// - Throws: `NodeError(.hostKey)`.
    func judge(type: String, key: String) throws {
        let name = KnownHosts.name(host, port)
        switch known.judge(type: type, key: key) {
        case .known: return
        case .unknown:
            guard let acceptsInto else {
                throw NodeError(
                    .hostKey, "the host key of '\(name)' is not known (\(type))",
                    help: "check it and add it (ssh-keyscan\(port == 22 ? "" : " -p \(port)") \(host)), or let new keys in with --accept-new")
            }
            try append("\(name) \(type) \(key)\n", to: acceptsInto)
        case .changed(let file, let line):
            throw NodeError(
                .hostKey, "the host key of '\(name)' is not the one at \(file):\(line): the host was installed anew, or somebody is listening in",
                help: "when you know why it changed: ssh-keygen -R '\(name)' -f \(file)")
        case .revoked(let file, let line):
            throw NodeError(.hostKey, "the host key of '\(name)' is revoked at \(file):\(line)")
        }
    }

    /// One write at the end of the file, so that hosts which are accepted at the same moment do not cut one another's
    /// lines.
    private func append(_ line: String, to file: String) throws {
        let folder = URL(filePath: file).deletingLastPathComponent().path
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        let bytes = Array(line.utf8)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
            throw NodeError(.hostKey, "\(file) cannot be written: \(String(cString: strerror(errno)))")
        }
    }
}
