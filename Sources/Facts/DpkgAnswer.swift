/// What `dpkg-query` printed of some packages.
struct DpkgAnswer: PackageAnswer {
    private struct Row {
        var architecture: String
        var version: String
        var status: String
        var want: String
    }

    let nativeArchitecture: String?
    private(set) var complaint: String?
    private var rows: [String: [Row]] = [:]

    init(nativeArchitecture: String?) { self.nativeArchitecture = nativeArchitecture }

    mutating func read(_ line: String) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        if fields.count == 5 {
            rows[fields[0], default: []].append(
                Row(architecture: fields[1], version: fields[2], status: fields[3], want: fields[4]))
        } else if !line.isEmpty, !line.contains("no packages found matching") {
            complaint = complaint ?? line
        }
    }

    /// 1: some of the names are not known.
    func failure(_ status: Int32) -> String? { status > 1 ? "dpkg-query ended with status \(status)" : nil }

    /// Of one that is there for several architectures: the native one, else whichever is installed.
    func state(of name: String) -> Observation<PackageState.Seen> {
        let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
        let wanted = parts.count > 1 ? parts[1] : nil
        let candidates = rows[parts[0], default: []].filter { row in
            row.status != "not-installed" && row.status != "config-files"
                && (wanted == nil || row.architecture == wanted || wanted == "any" || row.architecture == "all")
        }
        guard let row = candidates.first(where: { $0.architecture == nativeArchitecture }) ?? candidates.first else {
            return .absent
        }
        guard let progress = PackageState.Progress(rawValue: row.status) else {
            return .failed("dpkg says '\(row.status)'")
        }
        return .present(.init(version: row.version, progress: progress, isHeld: row.want == "hold"))
    }
}
