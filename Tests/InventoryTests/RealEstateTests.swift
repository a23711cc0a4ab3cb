import Diagnostics
import FoundationEssentials
import Templates
import TestSupport
import Testing
import YAML

@testable import Inventory

@Suite(
    .serialized,
    .enabled(if: soakFactor > 1, "the packages are fetched, and compared with, in the long version: RECONCILE_SOAK=1"))
struct RealEstateTests {
    @Test(.enabled(if: RealEstate.folder != nil, "the packages cannot be fetched: see Scripts/real-estates"))
    func `inventories of others mean what they mean to Ansible`() throws {
        var table = "estate | hosts | groups | values | list | graph | with vars | origins | rendered | warnings\n"
        for estate in RealEstate.all {
            let row = try Row(estate)
            table += row.text
            #expect(row.isSame, "\(estate)")
            #expect(row.unexplained == [], "\(estate)")
        }
        print(table)
    }
}

/// What came of one estate.
private struct Row {
    private let estate: RealEstate
    private let inventory: Inventory
    private let reference: AnsibleReference
    private var origins = (same: 0, all: 0)
    private var rendered = (same: 0, all: 0)
    /// How variables differ once they are rendered.
    private var differences: [String] = []
    /// Those of them that have no reason.
    private(set) var unexplained: [String] = []

    init(_ estate: RealEstate) throws {
        self.estate = estate
        let project = try #require(RealEstate.folder).appending(path: estate.project)
        let sources = estate.sources.map { $0.contains(",") ? $0 : project.appending(path: $0).standardized.path }
        reference = try #require(try AnsibleReference.answer(for: project, sources: sources))
        #expect(!reference.isRefused, "\(reference.error ?? "") \(reference.unread ?? [])")
        var lenient = Strictness()
        lenient[.duplicateKeys] = .warning
        inventory = try Inventory.load(from: sources, projectFolder: project.path, strictness: lenient)
        for origin in reference.origins ?? [] { compare(origin, in: project) }
        for value in reference.rendered ?? [] { compare(value) }
    }

    private mutating func compare(_ origin: AnsibleReference.Origin, in project: URL) {
        let layers = inventory.host(named: origin.host).map { inventory.layers(for: $0) } ?? []
        let span = layers.winners[origin.variable]?.span
        origins.all += 1
        let path = project.appending(path: origin.file).standardized.path
        if span?.file == path, span?.start.line == origin.line,
            origin.column ?? 0 == span?.start.column ?? 0 || origin.column == nil
        {
            origins.same += 1
        } else {
            differences.append("\(origin.variable) of \(origin.host) is at \(path):\(origin.line), not \(span as Any)")
        }
    }

    private mutating func compare(_ value: AnsibleReference.Rendered) {
        guard let host = inventory.host(named: value.host) else { return }
        rendered.all += 1
        var json: String?
        var reason = "no value"
        var isLookup = false
        do {
            let found = try HostScope(host: host, in: inventory).value(of: value.variable)?.defined()
            let start = Position(line: 1, column: 1)
            json = found.map { JSONText($0.node(at: Span(file: "", start: start, end: start))).text() }
        } catch {
            reason = "\(error.code): \(error.message)"
            isLookup = ["'lookup'", "'query'"].contains { error.message.contains($0) } || error.code == "not-allowed"
        }
        if json == value.json {
            rendered.same += 1
        } else {
            let text = "\(value.variable) of \(value.host): \(json ?? reason), for Ansible \(value.json ?? "an error")"
            // Ansible shows no `omit` but to what takes it; whoever looks at variables here may see it.
            let isOmitted = value.json == nil && inventory.raw(value.variable, of: value.host)?.contains("omit") == true
            let why =
                isOmitted
                ? "'omit' is for the fields of entries"
                : isLookup ? "lookups of this machine's environment and files are for those who allow them" : nil
            differences.append(why.map { "\(text): \($0)" } ?? text)
            if why == nil { unexplained.append(text) }
        }
    }

    private var areSame: [Bool] {
        [
            inventory.listJSON() == reference.list, inventory.graph() == reference.graph,
            inventory.graph(showingVariables: true) == reference.graphVars,
        ]
    }

    var isSame: Bool { areSame.allSatisfy { $0 } && origins.same == origins.all }

    var text: String {
        let values = inventory.hosts.map { inventory.layers(for: $0).winners.count }.reduce(0, +)
        let cells =
            [
                estate.description, "\(inventory.hosts.count)", "\(inventory.groups.count)", "\(values)",
            ] + areSame.map { $0 ? "same" : "DIFFERENT" } + [
                "\(origins.same)/\(origins.all)", "\(rendered.same)/\(rendered.all)",
                Dictionary(grouping: inventory.warnings) { $0.code }.map { "\($0.value.count) \($0.key)" }.sorted()
                    .joined(separator: ", "),
            ]
        return cells.joined(separator: " | ") + "\n"
            + differences.map { "    \($0.replacing("\n", with: " "))\n" }.joined()
    }
}
