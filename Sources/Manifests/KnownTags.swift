package import Diagnostics

extension Project {
    /// A warning for each of the tags of `--tags` and `--skip-tags` that nothing in the project has.
    package func warnings(about selection: TagSelection) -> [Diagnostic] {
        let known = tags
        return selection.tags.union(selection.skipTags).subtracting(known).subtracting(TagSelection.words).sorted().map
        {
            let problem = Diagnostic("unknown-tag", "nothing has the tag '\($0)'", severity: .warning)
            if let near = $0.closest(of: known.sorted()) { return problem.helping("did you mean '\(near)'?") }
            return known.isEmpty ? problem : problem.helping("the tags are: \(known.sorted().joined(separator: ", "))")
        }
    }

    /// Every tag that a manifest or an entry has.
    private var tags: Set<String> {
        let lists = manifests.map(\.resources) + modules.all.map(\.resources)
        return lists.reduce(into: Set(manifests.flatMap(\.tags))) { tags, list in
            for item in list.items { tags.formUnion(item.keys.tags) }
        }
    }
}
