import Actions
import Facts
import Model
import Resources
import Shell
import TestSupport
import Testing

/// What the cases of all types would run on a node, as shell.
@Suite struct CaseScriptTests {
    private static let hasShellcheck = (try? runScript("command -v shellcheck"))?.status == 0

    /// The facts that are asked about and the actions that are done, in all cases, and the types whose cases do something.
    private static func work() throws -> (facts: [any Fact], actions: [Action], kinds: Set<String>) {
        var facts: [any Fact] = []
        var actions: [Action] = []
        var kinds: Set<String> = []
        for example in Case.all {
            let parts = try example.parts()
            guard let resource = try? parts.resource() else { continue }
            let looking = try Looking(resource, at: parts.node)
            facts += looking.asked
            guard case .change(let change) = resource.verdict(parts.look(looking.seen)) else { continue }
            if !change.actions.isEmpty { kinds.insert(parts.type.kind) }
            actions += change.actions
        }
        return (facts, actions, kinds)
    }

    /// The same scripts as files of a folder.
    private static func write(_ facts: [any Fact], _ actions: [Action], in folder: String) throws -> [String] {
        let looks = Probe(facts).sections.map { (name: $0.name, text: $0.body) }
        let act = "\(Compiler.prelude)\n(\n\(Compiler(spool: "/spool").script(actions)))"
        return try (looks + [("actions", act)]).map { name, text in
            try TestSupport.write(Array((text + "\n").utf8), to: "\(folder)/\(name)")
            return name
        }
    }

    @Test func `the cases of every type look at something and do something`() throws {
        #expect(try Self.work().kinds == Set(Catalog.standard.types.map { $0.kind }))
    }

    /// What a manifest says is never to be expanded, and its variables are for one program alone.
    @Test(.enabled(if: hasShellcheck, "needs shellcheck"))
    func `shellcheck has nothing against what they run`() throws {
        let work = try Self.work()
        try withTemporaryFolder { folder in
            let files = try Self.write(work.facts, work.actions, in: folder)
            let result = try runScript(
                "cd \(folder) && shellcheck -s sh -S style -e SC2016,SC2030,SC2031 \(files.shellWords)")
            #expect(result.status == 0, "\(result.text)")
        }
    }

    @Test(arguments: PosixShell.installed)
    func `every shell can read it`(_ shell: PosixShell) throws {
        let work = try Self.work()
        try withTemporaryFolder { folder in
            for file in try Self.write(work.facts, work.actions, in: folder) {
                let text = String(decoding: try contents(of: "\(folder)/\(file)"), as: UTF8.self)
                let result = try runScript("set -n\n" + text, with: shell)
                #expect(result.status == 0 && result.errorText.isEmpty, "\(file): \(result.errorText)")
            }
        }
    }
}
