internal import Diagnostics
internal import YAML

/// The manifests of a project, each behind those that it comes `after`; apart from that in the order of their files.
struct ManifestOrder {
    private(set) var sorted: [Manifest] = []
    private(set) var problems: [Diagnostic] = []
    private let byName: [String: Manifest]
    private var isDone: Set<String> = []
    /// By manifest, what has to be through before it, on its own hosts or on others.
    private let predecessors: [String: [Predecessor]]

    private struct Predecessor {
        let name: String
        /// As it is written: `consul@all`.
        let text: String
        let span: Span
    }

    /// Orders them; names of manifests that cannot be read count as known.
    init(_ manifests: [Manifest], unread: Set<String> = [], modules: ModuleTable = ModuleTable()) {
        byName = Dictionary(manifests.map { ($0.name, $0) }) { first, _ in first }
        let pairs = manifests.map { ($0.name, Self.predecessors(of: $0, modules)) }
        predecessors = Dictionary(pairs) { first, _ in first }
        findDoubles(manifests)
        for pair in pairs { findUnknown(pair.1, unread) }
        for manifest in manifests { visit(manifest, from: []) }
    }

    private static func predecessors(of manifest: Manifest, _ modules: ModuleTable) -> [Predecessor] {
        let names = manifest.after.map { Predecessor(name: $0.string ?? "", text: $0.string ?? "", span: $0.span) }
        let barriers = manifest.allBarriers(modules)
        return names + barriers.map { Predecessor(name: $0.manifest, text: $0.text, span: $0.span) }
    }

    private mutating func findDoubles(_ manifests: [Manifest]) {
        for manifest in manifests {
            guard let first = byName[manifest.name], first.span != manifest.span else { continue }
            problems.append(
                Diagnostic(
                    "duplicate-manifest", "two manifests are named '\(manifest.name)'", at: manifest.span,
                    notes: [.note("the other one", at: first.span)]
                ).helping("give one of them another 'name'"))
        }
    }

    private mutating func findUnknown(_ names: [Predecessor], _ unread: Set<String>) {
        let known = byName.keys.sorted()
        for before in names where byName[before.name] == nil && !unread.contains(before.name) {
            let problem = Diagnostic("unknown-manifest", "no manifest is named '\(before.name)'", at: before.span)
            let hosts = before.text.dropFirst(before.name.count)
            if let near = before.name.closest(of: known) {
                problems.append(problem.suggesting(near + hosts))
            } else {
                problems.append(problem.suggestingClosest(to: before.name, of: known))
            }
        }
    }

    /// Appends a manifest behind those that it waits for; `path` holds who waits for whom down to here.
    private mutating func visit(_ manifest: Manifest, from path: [(Manifest, Predecessor)]) {
        guard !isDone.contains(manifest.name) else { return }
        for name in predecessors[manifest.name] ?? [] {
            guard let before = byName[name.name] else { continue }
            let steps = path + [(manifest, name)]
            if let start = steps.firstIndex(where: { $0.0.name == before.name }) {
                report(Array(steps[start...]))
            } else {
                visit(before, from: steps)
            }
        }
        if isDone.insert(manifest.name).inserted { sorted.append(manifest) }
    }

    private mutating func report(_ cycle: [(Manifest, Predecessor)]) {
        guard let (first, place) = cycle.first else { return }
        problems.append(
            Diagnostic(
                "manifest-cycle", "manifest '\(first.name)' would have to come after itself", at: place.span,
                notes: cycle.map { .note("'\($0.0.name)' comes after '\($0.1.text)'", at: $0.1.span) }))
    }
}
