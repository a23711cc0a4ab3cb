/// What is to be said about hosts, with what is the same on many of them said once.
struct HostSections<Entry: Hashable> {
    struct Section {
        var hosts: [String]
        var entries: [Entry]
    }

    /// What concerns most hosts first, then in the order of the hosts; entries in the order they have on the first.
    private(set) var all: [Section] = []

    init(_ hosts: [(host: String, entries: [Entry])]) {
        var concerned: [Entry: [Int]] = [:]
        var order: [Entry] = []
        for (index, host) in hosts.enumerated() {
            for entry in host.entries where concerned[entry]?.last != index {
                if concerned[entry] == nil { order.append(entry) }
                concerned[entry, default: []].append(index)
            }
        }
        var sections: [[Int]: [Entry]] = [:]
        for entry in order { sections[concerned[entry] ?? [], default: []].append(entry) }
        all =
            sections
            .sorted { ($1.key.count, $0.key[0], $0.key.count) < ($0.key.count, $1.key[0], $1.key.count) }
            .map { Section(hosts: $0.key.map { hosts[$0].host }, entries: $0.value) }
    }
}
