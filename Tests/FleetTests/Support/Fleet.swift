import FoundationEssentials
import Testing

/// The test fleet, through the project's own tool: real Debian hosts n1, n2, … on this machine.
enum Fleet {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path
    static let tool = root + "/Tests/Fleet/fleet"
    /// How many hosts the tests share; `RECONCILE_FLEET_SIZE` makes them fewer for tests that need no more.
    static let size = ProcessInfo.processInfo.environment["RECONCILE_FLEET_SIZE"].flatMap(Int.init) ?? 5

    /// Why the fleet cannot run on this machine, as `make test` found out; nil where it can.
    static let whyNot: String? = {
        let reason = ProcessInfo.processInfo.environment["RECONCILE_FLEET_WHY_NOT"] ?? "make test starts it"
        return reason.isEmpty ? nil : reason
    }()

    /// Runs the tool.
    @discardableResult
    static func run(_ words: String...) async throws -> String {
        let program = try await Program.run([tool] + words)
        try #require(program.status == 0, "fleet \(words.joined(separator: " ")): \(program.text)")
        return program.output
    }

    /// Brings up the hosts that are not up yet.
    static func up() async throws { try await run("up", "\(size)") }

    /// Brings up one host of another suite in place of the others, which the next `up()` brings back.
    static func up(_ suite: String) async throws { try await run("up", "1", suite) }

    /// Whether the long versions of the tests run.
    static let isLong = ProcessInfo.processInfo.environment["RECONCILE_SOAK"] != nil

    /// Makes host `k` as new.
    static func fresh(_ k: Int) async throws { try await run("fresh", "\(k)") }

    /// Runs a command line as root on host `k`, apart from what is tested: the third party's eyes.
    @discardableResult
    static func sh(_ k: Int, _ script: String) async throws -> String {
        try await Program.run([tool, "sh", "\(k)", script]).output
    }

    /// Runs a script of the project as root on host `k`, with words behind it.
    @discardableResult
    static func script(_ k: Int, _ path: String, _ words: String...) async throws -> String {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let arguments = words.map(\.shellWord).joined(separator: " ")
        let program = try await Program.run([tool, "sh", "\(k)", "set -- \(arguments)\n\(text)"])
        try #require(program.status == 0, "\(path): \(program.text)")
        return program.output
    }

    /// Makes another shell, `busybox` or `bash`, what `sh` is on host `k`, until it is made as new.
    ///
    /// The shell of `busybox-static`, where that is there already, takes its own tools before the system's.
    static func shell(_ k: Int, _ name: String) async throws {
        let install = "DEBIAN_FRONTEND=noninteractive apt-get install -qqy \(name) >/dev/null"
        try await sh(k, "command -v \(name) >/dev/null || \(install); ln -sf \"$(command -v \(name))\" /bin/sh")
        let told = try await sh(k, "readlink -f /bin/sh")
        try #require(told.trimmed.hasSuffix("/" + name), "\(told)")
    }

    static func address(_ k: Int) async throws -> String {
        try await run("addr", "\(k)").trimmed
    }
}

extension String {
    var trimmed: String { String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()) }
}

extension Trait where Self == ConditionTrait {
    /// Only where the test fleet can run; elsewhere the reason is shown.
    static var needsFleet: Self {
        .enabled(if: Fleet.whyNot == nil, Comment(rawValue: "no test fleet here: \(Fleet.whyNot ?? "")"))
    }
}
