import Diagnostics
import Facts
import Model
import Resources
import TestSupport
import Testing

/// Every case of every type, and the laws that hold in all of them.
@Suite struct CaseTests {
    @Test(arguments: Case.all)
    func `a case comes out as its plan says`(_ example: Case) throws {
        let parts = try example.parts()
        let resource: any Resource
        do {
            resource = try parts.resource()
        } catch let problems as Problems {
            try expectGolden(DiagnosticRenderer(sources: [example.source]).render(problems.all), "\(example.name).plan")
            return
        }
        let looking = try Looking(resource, at: parts.node)
        let look = parts.look(looking.seen)
        let verdict = resource.verdict(look)
        try expectGolden(PlanText.text(resource, verdict, looking), "\(example.name).plan")
        #expect(resource.verdict(look) == verdict, "a verdict depends on its look alone")
    }

    @Test(arguments: Case.all)
    func `acting and looking again finds nothing left to do`(_ example: Case) throws {
        let parts = try example.parts()
        guard let resource = try? parts.resource(), parts.key != "command" else { return }
        var node = parts.node
        let before = try Looking(resource, at: node)
        let look = parts.look(before.seen)
        guard case .change(let change) = resource.verdict(look) else { return }
        for action in change.actions { node.perform(action) }
        let after = try Looking(resource, at: node)
        #expect(resource.verdict(Look(seen: after.seen, facts: parts.facts, managed: parts.managed)) == .same)
    }

    @Test(arguments: Case.all)
    func `an entry that decodes is found right before its templates are rendered, too`(_ example: Case) throws {
        let parts = try example.parts()
        guard (try? parts.resource()) != nil else { return }
        #expect(parts.schema.problems(inUnrendered: parts.entry, spelledAs: parts.key).isEmpty)
    }

    @Test func `every type has cases`() {
        let folders = Set(Case.all.map { $0.name.prefix { $0 != "/" } })
        for type in Catalog.standard.types { #expect(folders.contains(type.kind[...])) }
    }
}
