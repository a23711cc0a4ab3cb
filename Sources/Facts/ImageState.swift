/// An image that podman or docker has on the node.
package struct ImageState: Fact {
    package struct Seen: Sendable, Hashable {
        /// Without `sha256:` before it.
        package var id: String
        package var labels: [String: String]
        /// Its making was cut off: nothing else is known of it.
        package var isTorn = false

        package init(id: String, labels: [String: String] = [:]) {
            self.id = id
            self.labels = labels
        }

        package static var torn: Self {
            var seen = Self(id: "")
            seen.isTorn = true
            return seen
        }
    }

    package static let kind = "image"
    package static let cost = Cost.slow
    package static let summary = "which image has a name, and what it was built from"

    package var name: String

    package init(_ name: String) { self.name = name }
}

extension ImageState {
    package static func script(_ facts: [ImageState]) -> String {
        EngineLook.script(kind, facts.map(\.name), tornIf: "true")
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [ImageState]) -> [Observation<Seen>] {
        EngineLook.read(output, status: status, for: facts, of: kind, torn: .torn, named: \.name) { fact, items in
            let item =
                items.first { names(of: $0).contains(fact.name) }
                ?? items.first { item in
                    names(of: item).contains { isSame(fact.name, as: $0) }
                }
            guard let item, let id = item["Id"]?.text else { return nil }
            return Seen(id: plain(id), labels: (item["Config", "Labels"] ?? item["Labels"])?.textsByName ?? [:])
        }
    }

    /// Whether a name that an engine gives an image is what somebody means who names it like this: an engine may have
    /// put the registry before it, or have left that out.
    package static func isSame(_ asked: String, as given: String) -> Bool {
        let (asked, given) = (normalized(asked), normalized(given))
        return asked == given || given.hasSuffix("/" + asked)
    }

    /// With the tag that is meant where none is given, and without the registry that Docker means.
    package static func normalized(_ name: String) -> String {
        var name = reference(name)[...]
        for prefix in ["docker.io/library/", "docker.io/"] where name.hasPrefix(prefix) {
            name = name.dropFirst(prefix.count)
            break
        }
        let last = name.split(separator: "/").last ?? ""
        return last.contains(":") || last.contains("@") ? String(name) : name + ":latest"
    }

    /// Without the tag where a digest says which image is meant: not every engine takes both.
    package static func reference(_ name: String) -> String {
        let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, let colon = parts[0].lastIndex(of: ":") else { return name }
        let isTag = !parts[0][colon...].contains("/")
        return isTag ? parts[0][..<colon] + "@" + parts[1] : name
    }

    static func plain(_ id: String) -> String { id.hasPrefix("sha256:") ? String(id.dropFirst(7)) : id }

    private static func names(of item: ForeignJSON) -> [String] {
        (item["RepoTags"]?.texts ?? []) + (item["RepoDigests"]?.texts ?? [])
    }
}
