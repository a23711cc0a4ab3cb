internal import Diagnostics
internal import Inventory
internal import YAML

/// `MANIFEST@PATTERN` in an `after`: what is behind it waits until the manifest is through on other hosts.
struct WrittenBarrier: Sendable {
    let manifest: String
    /// The hosts that the manifest is to be through on, of those that it is about.
    let hosts: HostPattern
    /// The whole of it, as it is written.
    let text: String
    let span: Span

    /// Reads a text with an '@' in it.
    init(_ node: Node, at sign: String.Index) throws(Problems) {
        text = node.string ?? ""
        span = node.span
        manifest = String(text[..<sign])
        hosts = try HostPattern(parsing: String(text[text.index(after: sign)...]), at: node.span)
    }
}

extension MappingReader {
    /// What `after` says: manifests on this host and on others, and entries, which are named by type and identity.
    mutating func after() -> (manifests: [Node], barriers: [WrittenBarrier], entries: [Node]) {
        var result: (manifests: [Node], barriers: [WrittenBarrier], entries: [Node]) = ([], [], [])
        for node in texts("after") {
            let text = node.string ?? ""
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            // A host pattern may hold colons, and an identity an '@'.
            if let sign = text.firstIndex(of: "@"), sign < colon {
                if let barrier = problems.collect({ try WrittenBarrier(node, at: sign) }) {
                    result.barriers.append(barrier)
                }
            } else if colon < text.endIndex {
                result.entries.append(node)
            } else {
                result.manifests.append(node)
            }
        }
        return result
    }
}
