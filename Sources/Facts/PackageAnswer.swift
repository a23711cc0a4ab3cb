/// What a package manager printed of some packages, line by line.
protocol PackageAnswer {
    /// What it said that is about none of the packages.
    var complaint: String? { get }
    mutating func read(_ line: String)
    func state(of name: String) -> Observation<PackageState.Seen>
    /// What a status means that is no mere "some of these are not installed".
    func failure(_ status: Int32) -> String?
}

extension PackageAnswer {
    func failure(_ status: Int32) -> String? { nil }
}

/// `rpm -q`, with lines of `NAME TAB ARCH TAB VERSION`, and of what dnf's versionlock holds.
struct RpmAnswer: PackageAnswer {
    private(set) var complaint: String?
    private var rows: [String: [(architecture: String, version: String)]] = [:]
    private var holds: [String] = []

    mutating func read(_ line: String) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        if fields.count == 2, fields[0] == "hold" {
            holds.append(fields[1])
        } else if fields.count == 3 {
            rows[fields[0], default: []].append((fields[1], fields[2]))
        } else if !line.isEmpty, !(line.hasPrefix("package ") && line.hasSuffix(" is not installed")) {
            complaint = complaint ?? line
        }
    }

    func state(of name: String) -> Observation<PackageState.Seen> {
        var candidates = rows[name] ?? []
        if candidates.isEmpty, let dot = name.lastIndex(of: ".") {
            let architecture = name[name.index(after: dot)...]
            candidates = rows[String(name[..<dot])]?.filter { $0.architecture == architecture } ?? []
        }
        // Of what may be installed several times, like kernels, the last is the newest.
        guard let row = candidates.last else { return .absent }
        return .present(.init(version: row.version, isHeld: holds.contains { Self.holds($0, name) }))
    }

    /// A line is `NAME-EPOCH:VERSION` with globs, or in the newer file `name = "NAME"`.
    private static func holds(_ line: String, _ name: String) -> Bool {
        if line.filter({ $0 != " " }) == "name=\"\(name)\"" { return true }
        guard line.hasPrefix(name + "-") else { return false }
        return line.dropFirst(name.count + 1).utf8.first.map { (0x30...0x39).contains($0) } ?? false
    }
}

/// `pacman -Q`, with lines of `NAME VERSION`.
struct PacmanAnswer: PackageAnswer {
    private(set) var complaint: String?
    private var versions: [String: String] = [:]

    mutating func read(_ line: String) {
        let words = line.split(separator: " ").map(String.init)
        if words.count == 2, !line.hasPrefix("error:"), !line.hasPrefix("warning:") {
            versions[words[0]] = words[1]
        } else if line.hasPrefix("error:"), !line.hasSuffix("was not found") {
            complaint = complaint ?? String(line.dropFirst(7))
        }
    }

    func state(of name: String) -> Observation<PackageState.Seen> {
        versions[name].map { .present(.init(version: $0)) } ?? .absent
    }
}

/// The lines `P:NAME` and `V:VERSION` of apk's database of what is installed.
struct ApkAnswer: PackageAnswer {
    private(set) var complaint: String?
    private var versions: [String: String] = [:]
    private var name = ""

    mutating func read(_ line: String) {
        if line.hasPrefix("P:") { name = String(line.dropFirst(2)) }
        if line.hasPrefix("V:") { versions[name] = String(line.dropFirst(2)) }
        if line.hasPrefix("!") { complaint = String(line.dropFirst()) }
    }

    func state(of name: String) -> Observation<PackageState.Seen> {
        versions[name].map { .present(.init(version: $0)) } ?? .absent
    }
}

/// Lines of `NAME TAB VERSION` for folders of Homebrew, and of what is pinned.
struct BrewAnswer: PackageAnswer {
    private var versions: [String: String] = [:]
    private var holds: Set<String> = []
    var complaint: String? { nil }

    mutating func read(_ line: String) {
        let fields = line.split(separator: "\t").map(String.init)
        guard fields.count == 2 else { return }
        if fields[0] == "hold" { holds.insert(fields[1]) } else { versions[fields[0]] = fields[1] }
    }

    func state(of name: String) -> Observation<PackageState.Seen> {
        versions[name].map { .present(.init(version: $0, isHeld: holds.contains(name))) } ?? .absent
    }
}
