internal import Diagnostics
internal import Inventory
internal import Model

/// What an entry stands in on one host: its manifest, and every include on the way to its module.
struct Surroundings {
    let manifest: Manifest
    /// What entries here see, but for variables of their own.
    var variables: ProjectScope
    /// The same, looked up.
    var scope: HostScope
    /// The modules from the manifest down to here.
    var modules: [String] = []
    /// Where each of them is included, for what is wrong inside; the innermost first.
    var chain: [Diagnostic] = []
    /// Whether every include on the way counts on the host.
    var isActive: Bool
    /// Whether the manifest takes part in the run.
    let isSelected: Bool
    var tags: Set<String>
    /// What the includes say on as whom their entries are done, outermost first.
    var wishes: [Become.Wish?] = []
    var isSensitive = false
    var ignoresErrors = false
    var timeout: Duration?
    var retry: Retry?
    var label: String?
    var after: [String] = []
    var barriers: [WrittenBarrier] = []
    var afterEntries: [Reference] = []
}

extension Diagnostic {
    /// This diagnostic of something in a module, with where that is included.
    func included(by chain: [Diagnostic]) -> Diagnostic {
        var copy = self
        copy.notes += chain.filter { !notes.contains($0) }
        return copy
    }
}
