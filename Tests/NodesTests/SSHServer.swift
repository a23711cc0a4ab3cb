import FoundationEssentials
import Nodes
import SSH
import Testing

/// A real sshd on 127.0.0.1, with keys of its own, in a folder of its own.
struct SSHServer {
    let folder: String
    let port: Int
    private let process: ChildProcess

    /// Why tests with a server cannot run here; nil where they can.
    static let obstacle: String? =
        if path(of: "sshd") == nil {
            "sshd is not installed (openssh-server)"
        } else if !isInstalled("ssh-keygen") {
            "ssh-keygen is not installed (openssh-client)"
        } else if currentUser == "root" && !makeFolder("/run/sshd") {
            "sshd needs the folder /run/sshd"
        } else {
            nil
        }

    static var isThere: Bool { obstacle == nil }
    static var reason: Comment { "\(obstacle ?? "")" }

    /// Starts a server that lets the key `id` in, and ends it afterwards.
    static func with<Result>(
        _ options: [String] = [], hostKey: String = "ed25519", _ body: (SSHServer) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            try await generateKey("\(folder)/host", type: hostKey)
            try await generateKey("\(folder)/id")
            try write(try read("\(folder)/id.pub"), to: "\(folder)/authorized_keys")
            try write("IdentityAgent none\nGlobalKnownHostsFile /dev/null\nHashKnownHosts no\n", to: "\(folder)/config")
            let server = try await start(in: folder, options)
            try write("[127.0.0.1]:\(server.port) \(try read("\(folder)/host.pub"))", to: "\(folder)/known_hosts")
            do {
                let result = try await body(server)
                _ = await server.process.exitStatus(within: .zero)
                return result
            } catch {
                _ = await server.process.exitStatus(within: .zero)
                throw error
            }
        }
    }

    private static func start(in folder: String, _ options: [String]) async throws -> SSHServer {
        let lines = [
            "ListenAddress 127.0.0.1", "HostKey \(folder)/host", "AuthorizedKeysFile \(folder)/authorized_keys",
            "PidFile none", "StrictModes no", "UsePAM no", "KbdInteractiveAuthentication no", "PermitRootLogin yes",
            "PasswordAuthentication no", "MaxStartups 200", "MaxSessions 100", "LogLevel VERBOSE", "UseDNS no",
        ]
        // sshd takes the first value of an option.
        try write((options + lines).joined(separator: "\n") + "\n", to: "\(folder)/sshd_config")
        for _ in 0..<20 {
            let port = Int.random(in: 20000..<60000)
            let process = try ChildProcess([
                path(of: "sshd") ?? "sshd", "-D", "-f", "\(folder)/sshd_config", "-p", "\(port)", "-E", "\(folder)/log",
            ])
            for _ in 0..<200 {
                let log = (try? read("\(folder)/log")) ?? ""
                if log.contains("listening on 127.0.0.1 port \(port)") {
                    return SSHServer(folder: folder, port: port, process: process)
                }
                if log.contains("Bind to port \(port)") { break }
                try await Task.sleep(for: .milliseconds(20))
            }
            _ = await process.exitStatus(within: .zero)
        }
        throw NodeError(.unreachable, "sshd does not start: \((try? read("\(folder)/log")) ?? "")")
    }

    /// What the server has written to its log.
    var log: String { get throws { try read("\(folder)/log") } }

    /// How a test reaches the server: with the right key, and its host key known.
    var settings: ConnectionSettings {
        var settings = ConnectionSettings(host: "test", address: "127.0.0.1")
        settings.port = port
        settings.user = currentUser
        settings.identityFile = "\(folder)/id"
        settings.knownHostsFile = "\(folder)/known_hosts"
        settings.configFile = "\(folder)/config"
        return settings
    }

    func settings(_ change: (inout ConnectionSettings) -> Void) -> ConnectionSettings {
        var settings = settings
        change(&settings)
        return settings
    }
}

func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
func write(_ text: String, to path: String) throws { try text.write(toFile: path, atomically: false, encoding: .utf8) }

func generateKey(_ path: String, type: String = "ed25519", passphrase: String = "", _ more: [String] = []) async throws
{
    let result = try await ChildProcess.result(
        of: ["ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", "test", "-f", path] + more, within: .seconds(30))
    try #require(result.status == 0, "ssh-keygen: \(result.errors)")
}

private func makeFolder(_ path: String) -> Bool {
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return FileManager.default.fileExists(atPath: path)
}
