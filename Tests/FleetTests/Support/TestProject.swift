import FoundationEssentials
import Nodes
import Testing

/// A project in a folder of its own, and the binary run on it as a user would.
struct TestProject: ~Copyable {
    let folder: String
    private static let binary =
        ProcessInfo.processInfo.environment["RECONCILE_BINARY"] ?? Fleet.root + "/.build/debug/reconcile"

    /// Makes a project of these files, by their path in it, whose inventory is the fleet.
    ///
    /// Who logs in is `root`, `ops` (sudo without a password) or `pat` (with one).
    init(user: String = "root", _ files: [String: String]) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "reconcile-test-\(UUID())").path
        var files = files
        if files["reconcile.yaml"] == nil { files["reconcile.yaml"] = "project: fleet-test\n" }
        if files["inventory/hosts.yaml"] == nil {
            files["inventory/hosts.yaml"] = try await Fleet.run("inventory", user)
        }
        for (path, text) in files { try write(text, to: path) }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    borrowing func write(_ text: String, to path: String) throws {
        try write(Array(text.utf8), to: path)
    }

    borrowing func write(_ bytes: [UInt8], to path: String) throws {
        let file = URL(filePath: folder).appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    /// Runs the binary in the project.
    borrowing func reconcile(_ words: String..., environment: [String: String] = [:], input: String = "") async throws
        -> Program
    {
        let knownHosts = try await Fleet.run("known-hosts").trimmed
        return try await Program.run(
            [Self.binary] + words + ["--project", folder, "--known-hosts", knownHosts, "--no-color"],
            environment: environment, input: input)
    }

    /// Applies, and says so where the exit status is not 0.
    borrowing func apply(
        _ words: String..., environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let run = try await Program.run(
            [Self.binary, "apply", "--auto-approve"] + words
                + ["--project", folder, "--known-hosts", try await Fleet.run("known-hosts").trimmed, "--no-color"],
            environment: environment)
        #expect(run.status == 0, "apply: \(run.text)", sourceLocation: sourceLocation)
    }

    /// Starts an apply.
    borrowing func startApply() async throws -> ChildProcess {
        try ChildProcess(
            [Self.binary, "apply", "--auto-approve", "--project", folder, "--known-hosts"]
                + [try await Fleet.run("known-hosts").trimmed, "--no-color"])
    }

    /// Starts an apply and kills it (SIGKILL) as soon as the condition holds on the host.
    borrowing func killApply(whenOnHost k: Int, _ condition: String) async throws {
        let child = try await startApply()
        for _ in 0..<100 where try await Fleet.sh(k, condition + " && echo yes") == "yes\n" {
            break
        }
        // Past its patience the program is killed with SIGKILL.
        _ = await child.exitStatus(within: .zero)
    }

    /// The plan as addresses by host: what it would change and what it does not know.
    borrowing func differences(
        _ words: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [String: [String]] {
        let plan = try await plan(words, sourceLocation)
        return Dictionary(
            plan.hosts.filter { !$0.resources.isEmpty || $0.status != "ok" }.map { host in
                (host.host, host.status == "ok" ? host.resources.map(\.address) : [host.status])
            }, uniquingKeysWith: { $1 })
    }

    /// The fields that a plan would change, by address.
    borrowing func changedFields(
        environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [String: [String]] {
        let resources = try await plan([], sourceLocation, environment).hosts.flatMap(\.resources)
        return Dictionary(resources.map { ($0.address, $0.changes.map(\.field)) }, uniquingKeysWith: +)
    }

    private borrowing func plan(
        _ words: [String], _ sourceLocation: SourceLocation, _ environment: [String: String] = [:]
    ) async throws -> PlanDocument {
        let run = try await Program.run(
            [Self.binary, "plan", "--json"] + words
                + ["--project", folder, "--known-hosts", try await Fleet.run("known-hosts").trimmed],
            environment: environment)
        return try #require(
            try? JSONDecoder().decode(PlanDocument.self, from: Data(run.output.utf8)), "plan --json: \(run.text)",
            sourceLocation: sourceLocation)
    }
}

/// What the tests read of a plan's JSON: the documented form, read apart from the code that writes it.
struct PlanDocument: Decodable {
    struct Host: Decodable {
        struct Resource: Decodable {
            var address: String
            var verdict: String
            var action: String?
            var reason: String?
            var changes: [Change]
        }
        struct Change: Decodable { var field: String }
        var host: String
        var status: String
        var resources: [Resource]
    }
    var hosts: [Host]
}
