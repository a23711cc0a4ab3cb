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
        for manifest in manifests { visit(manifest) }
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

    /// Appends a manifest behind those that it waits for; walks with a stack of its own, since a chain can be long.
    private mutating func visit(_ start: Manifest) {
        guard !isDone.contains(start.name) else { return }
        var path: [(manifest: Manifest, next: Int)] = [(start, 0)]
        var isOnPath: Set<String> = [start.name]
        while let (manifest, next) = path.last {
            let names = predecessors[manifest.name] ?? []
            guard next < names.count else {
                path.removeLast()
                isOnPath.remove(manifest.name)
                if isDone.insert(manifest.name).inserted { sorted.append(manifest) }
                continue
            }
            path[path.count - 1].next += 1
            guard let before = byName[names[next].name], !isDone.contains(before.name) else { continue }
            if isOnPath.insert(before.name).inserted {
                path.append((before, 0))
            } else if let first = path.firstIndex(where: { $0.manifest.name == before.name }) {
                report(path[first...].map { ($0.manifest, (predecessors[$0.manifest.name] ?? [])[$0.next - 1]) })
            }
        }
    }

    private mutating func report(_ cycle: [(Manifest, Predecessor)]) {
        guard let (first, place) = cycle.first else { return }
        problems.append(
            Diagnostic(
                "manifest-cycle", "manifest '\(first.name)' would have to come after itself", at: place.span,
                notes: cycle.map { .note("'\($0.0.name)' comes after '\($0.1.text)'", at: $0.1.span) }))
    }
}
