package import Diagnostics

/// Something that a resource waits for on other hosts: a manifest that has to be through there.
package struct Barrier: Sendable, Hashable {
    package var manifest: String
    /// The hosts that it is waited for on; those that take no part in a run are not.
    package var hosts: [String]
    /// As it is written: `consul@all`.
    package var text: String
    package var span: Span

    package init(manifest: String, hosts: [String], text: String, at span: Span) {
        self.manifest = manifest
        self.hosts = hosts
        self.text = text
        self.span = span
    }
}
