/// Writes entries under the names of the hosts that they are about.
struct SectionRenderer {
    private static let width = 100

    let style: TextStyle
    /// Whether the fields of what was done are shown.
    var showsDone = false

    func render(_ hosts: [(host: String, entries: [ReportEntry])]) -> String {
        HostSections(hosts).all.flatMap { section -> [String] in
            let renderer = EntryRenderer(section.entries, style: style, showsDone: showsDone)
            return heading(section.hosts) + section.entries.flatMap(renderer.lines)
        }.map { $0 + "\n" }.joined()
    }

    private func heading(_ hosts: [String]) -> [String] {
        let names = hosts.map(\.printable).joined(separator: ", ")
        let count = hosts.count == 1 ? "" : " (\(hosts.count) hosts)"
        return wrapped(names + count, to: Self.width).map { style($0, .bold) }
    }
}
