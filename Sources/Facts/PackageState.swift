internal import Shell

/// What is installed of a package.
package struct PackageState: Fact {
    /// How far the package manager got with it.
    ///
    /// The words are those of `dpkg(1)`, PACKAGE STATES.
    package enum Progress: String, Sendable, Hashable, Codable {
        case installed
        /// Installed; another package still has to act on it.
        case triggersAwaited = "triggers-awaited"
        case triggersPending = "triggers-pending"
        /// Not usable: an installation was cut off or went wrong.
        case halfInstalled = "half-installed"
        case unpacked
        case halfConfigured = "half-configured"
    }

    package struct Seen: Sendable, Hashable {
        /// As the package manager writes it.
        package var version: String
        package var progress: Progress
        /// The administrator holds it back from upgrades.
        package var isHeld: Bool

        package init(version: String, progress: Progress = .installed, isHeld: Bool = false) {
            self.version = version
            self.progress = progress
            self.isHeld = isHeld
        }

        /// Whether it is there but not usable.
        package var isBroken: Bool {
            switch progress {
            case .installed, .triggersAwaited, .triggersPending: false
            case .halfInstalled, .unpacked, .halfConfigured: true
            }
        }
    }

    package static let kind = "package"
    package static let cost = Cost.cheap

    /// As the package manager knows it, with `:ARCH` where one is meant.
    package var name: String

    package init(_ name: String) { self.name = name }
}

extension PackageState {
    /// A name that a package manager may be asked about: it is no option and no pattern.
    static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first != UInt8(ascii: "-") else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
    }

    /// The tool that the node has decides; each says its name in the first line.
    package static func script(_ facts: [PackageState]) -> String {
        let names = facts.map(\.name).filter(isName)
        return """
            if ! command -v dpkg-query >/dev/null; then echo none; exit; fi
            arch=
            if [ -r /var/lib/dpkg/arch ]; then read -r arch </var/lib/dpkg/arch; fi
            printf 'dpkg %s\\n' "$arch"
            dpkg-query -W -f='${Package}\\t${Architecture}\\t${Version}\\t${db:Status-Status}\\t${db:Status-Want}\\n' \
            -- \(names.shellWords) 2>&1
            """
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [PackageState]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        guard let tool = reader.line()?.split(separator: " ").map(String.init), let name = tool.first else {
            return facts.map { _ in .unanswered(status) }
        }
        if name == "none" { return facts.map { _ in .unavailable("dpkg-query") } }
        var database = DpkgAnswer(nativeArchitecture: tool.count > 1 ? tool[1] : nil)
        while let line = reader.line() { database.read(line) }
        // 1: some of the names are not known; anything else, or words that are not about that, is a failure.
        if status > 1 || database.complaint != nil {
            let reason = database.complaint ?? "dpkg-query ended with status \(status)"
            return facts.map { _ in .failed(reason) }
        }
        return facts.map { isName($0.name) ? database.state(of: $0.name) : .failed("'\($0.name)' is no package name") }
    }
}

/// What `dpkg-query` printed of some packages.
private struct DpkgAnswer {
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
