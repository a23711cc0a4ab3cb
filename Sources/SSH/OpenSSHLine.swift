import FoundationEssentials
import Nodes

/// A connection over the system's `ssh`, for what libssh2 cannot do.
///
/// Its channels share one connection (ssh_config(5), ControlMaster) over a socket that nobody else can reach.
struct OpenSSHLine: Line {
    private let words: [String]
    private let address: String
    private let folder: String

    /// Connects and logs in.
    ///
    /// - Throws: `NodeError` by what ssh says.
    init(
        _ settings: ConnectionSettings, _ configuration: HostConfiguration, keys: LoginKeys, prompts: Prompts
    ) async throws {
        address = settings.address
        folder = try Self.privateFolder()
        words = Self.words(settings, configuration, socket: folder + "/s")
        let answers = try await AskPass(settings, keys: keys, prompts: prompts, folder: folder)
        do {
            guard let password = settings.password else {
                try await Self.login(words, address, answers, settings, configuration)
                return
            }
            let (words, address) = (words, address)
            try await prompts.gate.use(.init(.login, user: configuration.user, password: password)) {
                try await Self.login(words, address, answers, settings, configuration)
            }
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    func open(_ command: String) async throws -> any ByteChannel {
        try ChildProcess(words + ["-o", "BatchMode=yes", "--", address, command])
    }

    func close() async {
        _ = try? await ChildProcess.result(of: words + ["-O", "exit", "--", address], within: .seconds(5))
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Starts the connection that the channels share; it goes into the background once it stands.
    private static func login(
        _ words: [String], _ address: String, _ answers: AskPass, _ settings: ConnectionSettings,
        _ configuration: HostConfiguration
    ) async throws {
        let result = try await ChildProcess.result(
            of: words + answers.options + ["-fN", "--", address], environment: answers.environment,
            within: settings.connectDeadline + .seconds(30))
        if result.status != 0 { throw OpenSSHRefusal(result.errors, settings, configuration).error }
    }

    private static func words(
        _ settings: ConnectionSettings, _ configuration: HostConfiguration, socket: String
    ) -> [String] {
        let accepts = settings.hostKeyCheck == .acceptNew || configuration.acceptsNewHostKeys
        var options = [
            "ControlMaster=auto", "ControlPath=\(socket)", "ControlPersist=300", "ServerAliveInterval=15",
            "ServerAliveCountMax=2", "ConnectTimeout=\(max(1, settings.connectDeadline.components.seconds))",
            // Asking about a key would be asking our password program.
            "StrictHostKeyChecking=\(accepts ? "accept-new" : "yes")", "RequestTTY=no", "RemoteCommand=none",
            "ClearAllForwardings=yes", "LogLevel=ERROR",
        ]
        if let file = settings.knownHostsFile { options.append("UserKnownHostsFile=\"\(file)\"") }
        return ["ssh"] + HostConfiguration.words(of: settings) + options.flatMap { ["-o", $0] }
    }

    /// A folder that nobody else may enter, with a short path: that of a socket may have about a hundred characters.
    private static func privateFolder() throws -> String {
        let runtime = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"] ?? ""
        let parent = runtime.isEmpty || runtime.utf8.count > 40 ? "/tmp" : runtime
        let folder = "\(parent)/reconcile-\(UUID().uuidString.prefix(13))"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        } catch {
            throw NodeError(.unreachable, "\(folder) cannot be made for ssh's socket: \(error)")
        }
        return folder
    }
}
