package import YAML

/// What of a project takes part in a run.
package struct Selection: Sendable {
    /// Names or files of manifests; empty for all.
    package var manifests: [String]
    package var tags: TagSelection
    /// The variables of `-e`, which stand above all others; later ones win.
    package var extraVars: [Node]

    package init(manifests: [String] = [], tags: TagSelection = TagSelection(), extraVars: [Node] = []) {
        self.manifests = manifests
        self.tags = tags
        self.extraVars = extraVars
    }

    /// Whether a manifest takes part.
    func selects(_ manifest: Manifest) -> Bool {
        manifests.isEmpty || manifests.contains { manifest.isNamed($0) }
    }
}
