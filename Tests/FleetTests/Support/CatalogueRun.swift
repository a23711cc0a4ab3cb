import FoundationEssentials
import Testing

/// The rows of the catalogue, put through what has to hold for every type, on host 1 of the fleet.
struct CatalogueRun: ~Copyable {
    private static let files = [
        "files/tree/a": "a\n", "files/tree/sub/b": "b\n", "files/rules": "bin ALL=(root) /bin/true\n",
        "files/cat.path": "[Path]\nPathExists=/srv/cat/nowhere\n",
        "templates/cat.j2": "a cat on {{ inventory_hostname }}\n",
        "templates/rules.j2": "bin {{ inventory_hostname }}=(root) /bin/true\n",
        "templates/cat.service.j2":
            "[Unit]\nDescription=a cat on {{ inventory_hostname }}\n[Service]\nExecStart=/bin/true\n",
    ]

    let rows: [CatalogueRow]
    private let project: TestProject
    /// Makes what is to be had without a network.
    private let source: String
    /// Whether the judge's test file is about it.
    private var isWhole: Bool { source.hasSuffix("/offline") }

    /// - Parameters:
    ///   - all: the rows, of which those are left out that want a program that the host does not have.
    ///   - source: a script of the fleet that makes on the host what is to be had without a network.
    /// - Throws: what keeps the host from being asked, or from making that.
    init(_ all: [CatalogueRow] = CatalogueRow.all, from source: String = "offline") async throws {
        let source = Fleet.root + "/Tests/Fleet/" + source
        let rows = try await Self.possible(all, source)
        let project = try await TestProject(Self.files)
        self.init(rows: rows, project: project, source: source)
    }

    private init(rows: [CatalogueRow], project: consuming TestProject, source: String) {
        self.rows = rows
        self.project = project
        self.source = source
    }

    private static func possible(_ all: [CatalogueRow], _ source: String) async throws -> [CatalogueRow] {
        let missing = try await Self.broken(all.compactMap(\.needs).map { ($0, "command -v \($0)") })
        let values = try await Fleet.script(1, source).split(separator: "\n").map { $0.split(separator: " ") }
        let found = Dictionary(values.map { (String($0[0]), String($0[1])) }, uniquingKeysWith: { $1 })
        return all.filter { !missing.contains($0.needs ?? "") }.map { $0.filled(with: found) }
    }

    /// Makes all, lets all drift field by field, and removes all.
    func run() async throws {
        try await prepare()
        try await make()
        for step in 0..<(rows.map(\.drifts.count).max() ?? 0) { try await drift(step) }
        try await remove()
    }

    private func prepare() async throws {
        try project.write(Self.manifest(rows.map(\.entry)), to: "manifests/m.yaml")
        let files = project.folder + "/files"
        let box = try await Program.run(["tar", "-C", files + "/tree", "-cf", files + "/box", "."])
        #expect(box.status == 0, "\(box.text)")
        let unprepared = try await Self.broken(rows.map { ($0.address, $0.before) })
        #expect(unprepared == [], "what has to be there before")
    }

    private func make() async throws {
        let addresses = Set(rows.map(\.address))
        let alreadyThere = addresses.subtracting(try await unlike())
        #expect(alreadyThere == [], "what is as it is to be before it is made")
        try await project.apply()
        try await expectAllIsThere()
        if isWhole { try await Testinfra.expect("made") }
        let again = try await project.reconcile("apply", "--auto-approve")
        #expect(again.output.contains("Nothing to do."), "\(again.text)")
    }

    private func drift(_ step: Int) async throws {
        let drifting = rows.compactMap { row -> (CatalogueRow, CatalogueRow.Drift)? in
            guard row.drifts.indices.contains(step) else { return nil }
            let drift = row.drifts[step]
            return drift.script.isEmpty || drift.isSlow && !Fleet.isLong ? nil : (row, drift)
        }
        guard !drifting.isEmpty else { return }
        let undone = try await Self.broken(drifting.map { ($0.address, "set -e\n" + $1.script) })
        #expect(undone == [], "the changes by hand work")
        let fields = try await project.changedFields()
        for (row, drift) in drifting {
            let named = fields[row.address] ?? []
            #expect(Set(drift.names).isSubset(of: named), "\(row.address): \(drift.script): \(named)")
        }
        let expected = Set(drifting.flatMap { [$0.address] + $1.touches })
        let surprising = Set(fields.keys).symmetricDifference(expected).subtracting(rows.filter(\.waits).map(\.address))
        #expect(surprising == [], "what is named and did not drift, or drifted and is not named")
        try await project.apply()
        try await expectAllIsThere()
    }

    private func remove() async throws {
        let removable = rows.filter { !$0.removal.isEmpty }
        let goneAlready = try await Self.broken(removable.map { ($0.address, "! { \($0.gone)\n}") })
        #expect(goneAlready == [], "nothing is gone before it is removed")
        try project.write(Self.manifest(removable.map(\.removal)), to: "manifests/m.yaml")
        try await project.apply()
        let left = try await Self.broken(removable.map { ($0.address, $0.gone) })
        #expect(left == [])
        if isWhole { try await Testinfra.expect("gone") }
        let differences = try await project.differences()
        #expect(differences == [:])
        let again = try await project.reconcile("apply", "--auto-approve")
        #expect(again.output.contains("Nothing to do."), "\(again.text)")
    }

    private func expectAllIsThere(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let unlike = try await unlike()
        #expect(unlike == [], sourceLocation: sourceLocation)
        let differences = try await project.differences()
        #expect(differences == [:], sourceLocation: sourceLocation)
    }

    /// The addresses of which the judge says that they are not as they are to be.
    private func unlike() async throws -> [String] { try await Self.broken(rows.map { ($0.address, $0.judge) }) }

    private static func manifest(_ entries: [String]) -> String {
        "name: catalogue\nhosts: n1\nresources:\n"
            + (["directory: /srv/cat"] + entries).map { "  - {\($0)}\n" }.joined()
    }

    /// The names of the scripts that do not succeed on the host.
    private static func broken(_ scripts: [(String, String)]) async throws -> [String] {
        let checks = scripts.map { name, script in
            "( \(script)\n) >/dev/null 2>&1 || printf '%s\\n' \(name.shellWord)\n"
        }
        return try await Fleet.sh(1, checks.joined()).split(separator: "\n").map(String.init)
    }
}
