/// What one type is put through on a real host: made, changed by hand, repaired, removed.
struct CatalogueRow: Sendable {
    /// Something that somebody does on the node, and how the plan has to name it.
    struct Drift: Sendable {
        var script: String
        /// What the plan is to name; nothing where it is to say no more than that the thing has to be made or run.
        var names: [String]
        /// The fields of the type that this is about.
        var proves: [String]
        /// Other entries that the plan has to name as well, since they rest on this one.
        var touches: [String]
        /// Too slow for every day.
        var isSlow: Bool

        init(
            _ script: String, names: String..., proves: [String]? = nil, touches: [String] = [], isSlow: Bool = false
        ) {
            self.script = script
            self.names = names
            self.proves = proves ?? names
            self.touches = touches
            self.isSlow = isSlow
        }

        /// A round in which nobody does anything.
        static let none = Drift("")
    }

    /// The address.
    var address: String
    /// The fields of the entry, as a YAML mapping.
    var entry: String
    /// What has to be there before.
    var before = ":"
    /// Succeeds when the thing is as the entry wants it, told by other means than the type's own.
    var judge: String
    /// The fields that the judge tells about and that do not drift by themselves.
    var proves: [String] = []
    var drifts: [Drift] = []
    /// The entry that removes it; empty where a type has no such thing.
    var removal = ""
    /// Succeeds when it is gone.
    var gone = "true"
    /// Whether it stays undecided while something before it is about to change.
    var waits = false
    /// A program without which a host cannot have it.
    var needs: String?
}

extension CatalogueRow {
    /// In the order of the manifest.
    ///
    /// Patterns and lines first: what a user's home or a tree may bring would leave them undecided for a round. Commands
    /// last: what stands behind one that is to run is undecided.
    static let all = patterns + edits + files + releases + accounts + system + software + commands

    var kind: String { String(address.prefix { $0 != ":" }) }

    /// The fields of its type that it is proof of.
    var proven: Set<String> {
        let removed = ["state", "recursive", "remove_home", "purge"].filter { removal.contains("\($0): ") }
        return Set(proves + drifts.flatMap(\.proves) + removed)
    }

    /// The same with `@NAME@` replaced by what was found out on the host.
    func filled(with values: [String: String]) -> Self {
        func fill(_ text: inout String) {
            for (name, value) in values { text = text.replacing("@\(name)@", with: value) }
        }
        var row = self
        fill(&row.entry)
        fill(&row.judge)
        for index in row.drifts.indices { fill(&row.drifts[index].script) }
        return row
    }
}
