/// Which entries `--tags` and `--skip-tags` leave in a run, as Ansible reads them: `always` and `never` are tags of
/// entries; `all`, `tagged` and `untagged` may be asked for.
package struct TagSelection: Sendable, Hashable {
    package var tags: Set<String>
    package var skipTags: Set<String>
    /// What may be asked for although no entry need have it.
    static let words: Set<String> = ["all", "tagged", "untagged", "always", "never"]

    package init(tags: Set<String> = [], skipTags: Set<String> = []) {
        self.tags = tags
        self.skipTags = skipTags
    }

    /// Whether an entry with these tags takes part.
    package func selects(_ own: Set<String>) -> Bool {
        let isTagged = !own.isEmpty
        let effective = isTagged ? own : ["untagged"]
        return isAskedFor(effective, isTagged: isTagged) && !isSkipped(effective, isTagged: isTagged)
    }

    private func isAskedFor(_ own: Set<String>, isTagged: Bool) -> Bool {
        let wanted = tags.isEmpty ? ["all"] : tags
        if own.contains("always") || !own.isDisjoint(with: wanted) { return true }
        if own.contains("never") { return false }
        return wanted.contains("all") || wanted.contains("tagged") && isTagged
    }

    private func isSkipped(_ own: Set<String>, isTagged: Bool) -> Bool {
        if skipTags.contains("all") { return !own.contains("always") || skipTags.contains("always") }
        return !own.isDisjoint(with: skipTags) || skipTags.contains("tagged") && isTagged
    }
}
