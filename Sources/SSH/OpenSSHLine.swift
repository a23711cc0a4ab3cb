import FoundationEssentials
import Nodes

/// A connection over the system's `ssh`, for what libssh2 cannot do; its channels share one connection (ssh_config(5),
/// ControlMaster).
struct OpenSSHLine: Line {
    private let words: [String]
    private let address: String
    private let folder: String

    /// Connects and logs in.
    /// - Throws: `NodeError` by what ssh says.
    init(_ settings: ConnectionSettings) async throws {
        address = settings.address
        folder = try Self.privateFolder()
        words = Self.words(settings, socket: folder + "/s")
        let result = try await Self.run(words + ["-fN", "--", address], patience: settings.connectDeadline + .seconds(30))
        guard result.status == 0 else {
            try? FileManager.default.removeItem(atPath: folder)
            throw Self.refusal(result.errors, settings)
        }
    }

    func open(_ command: String) async throws -> any ByteChannel {
        try ChildProcess(words + ["--", address, command])
    }

    func close() async {
        _ = try? await Self.run(words + ["-O", "exit", "--", address], patience: .seconds(5))
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func words(_ settings: ConnectionSettings, socket: String) -> [String] {
        var words = ["ssh"]
        if let file = settings.configFile { words += ["-F", file] }
        let seconds = max(1, settings.connectDeadline.components.seconds)
        var options = [
            "ControlMaster=auto", "ControlPath=\(socket)", "ControlPersist=300", "BatchMode=yes",
            "ConnectTimeout=\(seconds)", "ServerAliveInterval=15",
        ]
        if let file = settings.knownHostsFile { options.append("UserKnownHostsFile=\"\(file)\"") }
        if settings.hostKeyCheck == .acceptNew { options.append("StrictHostKeyChecking=accept-new") }
        for option in options { words += ["-o", option] }
        if let port = settings.port { words += ["-p", "\(port)"] }
        if let user = settings.user { words += ["-l", user] }
        if let file = settings.identityFile { words += ["-i", file] }
        return words
    }

    /// A folder that nobody else may enter, with a short path: that of a socket may have about a hundred characters.
    private static func privateFolder() throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let parent = environment["XDG_RUNTIME_DIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        let folder = "\(parent)/reconcile-\(UUID().uuidString.prefix(13))"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw NodeError(.unreachable, "\(folder) cannot be made for ssh's socket: \(error)")
        }
        return folder
    }

    private static func run(_ words: [String], patience: Duration) async throws -> (status: Int32, errors: String) {
        let child = try ChildProcess(words)
        await child.endInput()
        var errors: [UInt8] = []
        reading: while true {
            switch try await child.read(within: patience) {
            case .output: continue
            case .errors(let bytes): errors += bytes
            case .end, .silence: break reading
            }
        }
        return (await child.exitStatus(within: .seconds(2)), String(decoding: errors, as: UTF8.self))
    }

    private static func refusal(_ errors: String, _ settings: ConnectionSettings) -> NodeError {
        let lines = errors.split(separator: "\n").filter { !$0.hasPrefix("@") }
        let last = lines.last.map(String.init) ?? "ssh said nothing"
        let kinds: [(String, NodeError.Kind)] = [
            ("REMOTE HOST IDENTIFICATION HAS CHANGED", .hostKey), ("Host key verification failed", .hostKey),
            ("host key is known", .hostKey), ("Permission denied", .authentication),
            ("Too many authentication failures", .authentication),
        ]
        let kind = kinds.first { errors.contains($0.0) }?.1 ?? .unreachable
        let isChanged = errors.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")
        let help: String? =
            switch kind {
            case .hostKey where isChanged: "when you know why the host key changed: ssh-keygen -R '\(settings.address)'"
            case .hostKey: "check the host key and add it (ssh-keyscan), or let new keys in with --accept-new"
            default: nil
            }
        return NodeError(kind, "\(last) (by way of the system's ssh)", help: help)
    }
}
