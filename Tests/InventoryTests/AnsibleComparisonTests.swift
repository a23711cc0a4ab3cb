import Diagnostics
import FoundationEssentials
import Inventory
import TestSupport
import Testing
import YAML

@Suite(.enabled(if: PythonPeers.interpreter != nil, "Ansible cannot be installed here: see Scripts/python-peers"))
struct AnsibleComparisonTests {
    @Test(arguments: InventoryCase.written)
    func `a written inventory means what it means to Ansible`(item: InventoryCase) throws { try compare(item) }

    @Test(arguments: GeneratedInventories.all)
    func `a generated inventory means what it means to Ansible`(item: InventoryCase) throws { try compare(item) }

    @Test func `there are enough cases to be worth the name`() {
        #expect(InventoryCase.written.count >= 30)
        #expect(GeneratedInventories.all.count >= (soakFactor > 1 ? 1000 : 60))
        #expect((InventoryCase.written + GeneratedInventories.all).map { $0.patterns.count }.reduce(0, +) >= 500)
    }

    @Test func `Ansible tells the origins of enough variables`() throws {
        let origins = try GeneratedInventories.all.compactMap { try AnsibleReference.answer(for: $0)?.origins }.joined()
        #expect(origins.count >= 2000)
        #expect(origins.count { $0.column != nil } >= 1000)
        #expect(origins.contains { $0.file.hasPrefix("group_vars/") })
        #expect(origins.contains { $0.file.hasPrefix("inventory/host_vars/") })
    }

    @Test func `the reference says what the command line tool says`() throws {
        let item = try #require(InventoryCase.written.first { $0.name == "precedence-everywhere" })
        let folder = try PythonPeers.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try item.write(to: folder)
        let python = try #require(PythonPeers.interpreter)
        let tool = URL(filePath: python).deletingLastPathComponent().appending(path: "ansible-inventory").path
        let inventories = item.paths(in: folder).flatMap { ["-i", $0] }
        let list = try PythonPeers.run([python, tool] + inventories + ["--playbook-dir", folder.path, "--list"])
        #expect(list.output == (try AnsibleReference.answer(for: item)?.list ?? "") + "\n")
    }

    private func compare(_ item: InventoryCase) throws {
        let reference = try #require(try AnsibleReference.answer(for: item))
        #expect(reference.isRefused == item.isUnreadable, "\(reference.error ?? "") \(reference.unread ?? [])")
        let folder = try PythonPeers.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try item.write(to: folder)
        do throws(Problems) {
            let inventory = try Inventory.load(from: item.paths(in: folder), projectFolder: folder.path)
            #expect(!item.isUnreadable)
            #expect(inventory.listJSON() == reference.list)
            #expect(inventory.graph() == reference.graph)
            #expect(inventory.graph(showingVariables: true) == reference.graphVars)
            compare(reference.origins ?? [], in: inventory, at: folder)
            if let limited = reference.limited, let pattern = item.patterns.first,
                let hosts = try? inventory.hosts(matching: HostPattern(parsing: pattern.hosts))
            {
                #expect(inventory.listJSON(limitedTo: Set(hosts.map { $0.name })) == limited, "\(pattern.hosts)")
            }
            for (pattern, match) in zip(item.patterns, reference.patterns ?? []) {
                compare(pattern, match, in: inventory)
            }
        } catch {
            #expect(item.isUnreadable, "\(DiagnosticRenderer().render(error.all))")
        }
    }

    /// Ansible keeps no columns for INI files, and no origin at all for what cannot be tagged, such as booleans.
    private func compare(_ origins: [AnsibleReference.Origin], in inventory: Inventory, at folder: URL) {
        for origin in origins {
            let layers = inventory.host(named: origin.host).map { inventory.layers(for: $0) } ?? []
            let span = layers.last { $0.variables[origin.variable] != nil }?.variables[origin.variable]?.span
            let place = span.map { Origin(file: relative($0.file, to: folder), line: $0.start.line) }
            #expect(place == Origin(file: origin.file, line: origin.line), "\(origin.host) \(origin.variable)")
            if let column = origin.column {
                #expect(span?.start.column == column, "\(origin.host) \(origin.variable)")
            }
        }
    }

    private struct Origin: Equatable {
        var file: String
        var line: Int
    }

    private func relative(_ path: String, to folder: URL) -> String {
        path.hasPrefix(folder.path + "/") ? String(path.dropFirst(folder.path.count + 1)) : path
    }

    /// An unknown name is an error here and a warning there; a glob that finds nothing is an error nowhere.
    private func compare(
        _ pattern: InventoryCase.Pattern, _ match: AnsibleReference.Match, in inventory: Inventory
    ) {
        let title = "\(pattern.hosts) \(pattern.limit.map { "--limit \($0)" } ?? "")"
        do throws(Problems) {
            let limit = try pattern.limit.map { text throws(Problems) in try HostPattern.limit(parsing: text) }
            let hosts = try inventory.hosts(matching: HostPattern(parsing: pattern.hosts), limitedTo: limit)
            #expect(hosts.map { $0.name } == match.hosts, "\(title)")
            let hasGlob = title.contains { "*?[~".contains($0) }
            #expect(!match.isUnknown || hasGlob, "\(title)")
        } catch {
            #expect(match.isUnknown, "\(title): \(DiagnosticRenderer().render(error.all))")
        }
    }
}
