internal import Diagnostics
internal import Inventory
package import YAML

/// What of a project takes part in a run, and what the command line sets for it.
package struct Selection: Sendable {
    /// Names or files of manifests; empty for all.
    package var manifests: [String]
    package var tags: TagSelection
    /// The mappings of `-e`, whose variables stand above all others; later ones win.
    package var extraVars: [Node]
    /// What `--become` and `--become-user` say; manifests, entries and the inventory go over it.
    package var become: Become.Wish?

    package init(
        manifests: [String] = [], tags: TagSelection = TagSelection(), extraVars: [Node] = [],
        become: Become.Wish? = nil
    ) {
        self.manifests = manifests
        self.tags = tags
        self.extraVars = extraVars
        self.become = become
    }

    /// Whether a manifest takes part.
    func selects(_ manifest: Manifest) -> Bool {
        manifests.isEmpty || manifests.contains { manifest.isNamed($0) }
    }

    /// The variables of `-e` as layers, lowest first.
    var extraLayers: [VariableLayer] {
        extraVars.map { node in
            let pairs = (node.mapping ?? []).compactMap { entry in entry.key.string.map { ($0, entry.value) } }
            return VariableLayer(
                rule: "--extra-vars", file: node.span.file, variables: Dictionary(pairs) { _, last in last })
        }
    }
}
