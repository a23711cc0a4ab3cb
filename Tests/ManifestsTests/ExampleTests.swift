import Diagnostics
import FoundationEssentials
import Manifests
import Model
import Resources
import Testing

/// The projects in `examples`: written in the whole language, checked as far as it is built.
struct ExampleTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../examples")
        .standardized.path

    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/reconcile.yaml") }.sorted()

    /// Types that entries of the examples have and the catalogue has not yet; each leaves the list when it is built.
    static let awaitedTypes: Set = [
        "backup", "certificate", "check", "consul_value", "daemon", "filesystem", "firewall", "kernel_args",
        "logical_volume", "manual", "model", "mount", "probe", "reboot", "runner", "wake",
    ]

    /// What else of the language is not built yet, as `validate` says it.
    static let awaited: Set = [
        "reconcile.yaml has no key 'notify'",
        "a manifest has no key 'jobs'",
        "a manifest has no key 'heal'",
        "'health' cannot be used yet",
        "'protect' cannot be used yet",
    ]

    static func problems(of name: String) -> [Diagnostic] {
        Project.validate(folder: "\(folder)/\(name)", catalog: .standard)
    }

    private static func isAwaited(_ problem: Diagnostic) -> Bool {
        let type = awaitedTypes.contains { problem.message == "no type is named '\($0)'" }
        return awaited.contains(problem.message) || problem.code == "unknown-type" && type
    }

    @Test func `all five estates are there`() {
        #expect(Self.names == ["assistant", "cluster", "model-server", "runners", "workstation"])
    }

    @Test(arguments: names)
    func `an example is sound, but for what is not built yet`(_ name: String) {
        let rest = Self.problems(of: name).filter { !Self.isAwaited($0) }
        #expect(rest.isEmpty, "\(DiagnosticRenderer().render(rest))")
    }

    @Test func `what is built is not waited for any longer`() {
        #expect(Self.awaitedTypes.isDisjoint(with: Catalog.standard.keys))
        let said = Set(Self.names.flatMap(Self.problems(of:)).map(\.message))
        #expect(Self.awaited.subtracting(said).sorted() == [])
    }
}
