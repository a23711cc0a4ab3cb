internal import Diagnostics
internal import YAML

/// The manifests of a project, each behind those that it comes `after`; apart from that in the order of their files.
struct ManifestOrder {
    private(set) var sorted: [Manifest] = []
    private(set) var problems: [Diagnostic] = []
    private let byName: [String: Manifest]
    private var isDone: Set<String> = []

    /// Orders them; names of manifests that cannot be read count as known.
    init(_ manifests: [Manifest], unread: Set<String> = []) {
        byName = Dictionary(manifests.map { ($0.name, $0) }) { first, _ in first }
        findDoubles(manifests)
        for manifest in manifests { findUnknown(manifest, unread) }
        for manifest in manifests { visit(manifest, from: []) }
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

    private mutating func findUnknown(_ manifest: Manifest, _ unread: Set<String>) {
        for name in manifest.after {
            guard let word = name.string, byName[word] == nil, !unread.contains(word) else { continue }
            let problem = Diagnostic("unknown-manifest", "no manifest is named '\(word)'", at: name.span)
            problems.append(problem.suggestingClosest(to: word, of: byName.keys.sorted()))
        }
    }

    /// Appends a manifest behind those that it waits for; `path` holds who waits for whom down to here.
    private mutating func visit(_ manifest: Manifest, from path: [(Manifest, Node)]) {
        guard !isDone.contains(manifest.name) else { return }
        for name in manifest.after {
            guard let before = byName[name.string ?? ""] else { continue }
            let steps = path + [(manifest, name)]
            if let start = steps.firstIndex(where: { $0.0.name == before.name }) {
                report(Array(steps[start...]))
            } else {
                visit(before, from: steps)
            }
        }
        if isDone.insert(manifest.name).inserted { sorted.append(manifest) }
    }

    private mutating func report(_ cycle: [(Manifest, Node)]) {
        guard let (first, place) = cycle.first else { return }
        problems.append(
            Diagnostic(
                "manifest-cycle", "manifest '\(first.name)' would have to come after itself", at: place.span,
                notes: cycle.map { .note("'\($0.0.name)' comes after '\($0.1.string ?? "")'", at: $0.1.span) }))
    }
}
