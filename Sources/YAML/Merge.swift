internal import Diagnostics

extension Composer {
    /// Entries with what `<<` brings in: before the others and overridden by them, as PyYAML orders it.
    mutating func merged(_ entries: [Node.Entry]) -> [Node.Entry] {
        guard entries.contains(where: { $0.key.isMergeKey }) else { return entries }
        var brought: [Node.Entry] = []
        for entry in entries where entry.key.isMergeKey { brought += maps(of: entry.value).reversed().joined() }
        var result: [Node.Entry] = []
        var places: [String: Int] = [:]
        for entry in brought + entries.filter({ !$0.key.isMergeKey }) {
            guard let name = entry.key.string else { continue }
            if let place = places[name] {
                result[place] = entry
            } else {
                places[name] = result.count
                result.append(entry)
            }
        }
        return result
    }

    /// The maps that the value of a merge key stands for, the one that wins first.
    private mutating func maps(of value: Node) -> [[Node.Entry]] {
        if let entries = value.mapping { return [entries] }
        guard let items = value.sequence else {
            problems.append(wrongMerge(value))
            return []
        }
        return items.compactMap { item in
            if let entries = item.mapping { return entries }
            problems.append(wrongMerge(item))
            return nil
        }
    }

    private func wrongMerge(_ value: Node) -> Diagnostic {
        Diagnostic("wrong-merge", "'<<' merges maps, and this is none", at: value.span)
            .helping("write <<: *name, with &name before a map; \"<<\" in quotes is an ordinary key")
    }
}

extension Node {
    fileprivate var isMergeKey: Bool { value == .scalar("<<", isQuoted: false) }
}
