internal import Shell

/// A virtual environment of Python, and what is installed there.
package struct VenvState: Fact {
    package struct Seen: Sendable, Hashable {
        /// The Python that it was made with: `3.11`.
        package var python: String?
        /// Its own Python cannot be run any more.
        package var isBroken = false
        /// It was being built when that was cut off.
        package var isHalfBuilt = false
        /// Packages whose installation was cut off, by name: what is there of them may be torn.
        package var cutOff: Set<String> = []
        /// The SHA-256 of the requirements that it was built by; nil where nothing is on record.
        package var requirements: String?
        /// What the build installed, by name.
        package var built: [String: String] = [:]
        /// What is installed: versions by names in the form of PEP 503.
        package var packages: [String: String] = [:]

        package init() {}
    }

    package static let kind = "venv"
    package static let summary = "an environment: its Python, what was installed there, and what is there now"
    package static let cost = Cost.cheap

    /// Absolute.
    package var path: String

    package init(_ path: String) { self.path = path }

    /// A package's name as PEP 503 has it, in which two names are equal just if they mean the same.
    package static func normalized(_ name: String) -> String {
        var result: [UInt8] = []
        for byte in name.utf8 {
            let isMark = "-_.".utf8.contains(byte)
            if isMark, result.last == UInt8(ascii: "-") { continue }
            let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            result.append(isMark ? UInt8(ascii: "-") : isUpper ? byte | 0x20 : byte)
        }
        return String(decoding: result, as: UTF8.self)
    }
}

// Canonically equivalent names are equal Strings but different files.
extension VenvState {
    package static func == (lhs: Self, rhs: Self) -> Bool { lhs.path.utf8.elementsEqual(rhs.path.utf8) }

    package func hash(into hasher: inout Hasher) {
        for byte in path.utf8 { hasher.combine(byte) }
    }
}

extension VenvState {
    /// Builtins alone: what is installed is told by the names of folders.
    package static func script(_ facts: [VenvState]) -> String {
        ([function] + facts.map { "venv \($0.path.shellQuoted)" }).joined(separator: "\n")
    }

    /// For each a line `none`, `!` and a reason, or lines up to `end`.
    package static func read(_ output: [UInt8], status: Int32, for facts: [VenvState]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        return facts.map { _ in
            guard let first = reader.line() else { return .unanswered(status) }
            if first == "none" { return .absent }
            if first.hasPrefix("!") { return .failed(String(first.dropFirst())) }
            var seen = Seen()
            while let line = reader.line() {
                if line == "end" { return .present(seen) }
                seen.read(line)
            }
            return .unanswered(status)
        }
    }

    private static let function = #"""
        LC_ALL=C
        export LC_ALL
        venv() {
            if ! [ -e "$1/pyvenv.cfg" ] && ! [ -e "$1/.reconcile-building" ]; then
                if [ -d "$1" ] && ! [ -x "$1" ]; then echo '!permission denied'
                else echo none; fi
                return
            fi
            echo venv
            if [ -r "$1/pyvenv.cfg" ]; then
                while read -r key _ value || [ -n "$key" ]; do
                    case $key in
                    (version|version_info) printf 'python %s\n' "$value" ;;
                    esac
                done <"$1/pyvenv.cfg"
            fi
            [ -x "$1/bin/python" ] || echo broken
            [ ! -e "$1/.reconcile-building" ] || echo building
            if [ -r "$1/.reconcile-installing" ]; then
                while IFS= read -r line; do printf 'cut %s\n' "${line%%==*}"; done <"$1/.reconcile-installing"
            fi
            if [ -r "$1/.reconcile" ]; then
                while IFS= read -r line; do printf 'built %s\n' "$line"; done <"$1/.reconcile"
            fi
            for folder in "$1"/lib/python*/site-packages/*.dist-info; do
                [ ! -d "$folder" ] || printf 'have %s\n' "${folder##*/}"
            done
            echo end
        }
        """#
}

extension VenvState.Seen {
    fileprivate mutating func read(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        switch words[0] {
        case "python" where words.count > 1:
            python = words[1].split(separator: ".").prefix(2).joined(separator: ".")
        case "broken": isBroken = true
        case "building": isHalfBuilt = true
        case "cut" where words.count > 1: cutOff.insert(VenvState.normalized(words[1]))
        case "built" where words.count > 2 && words[1] == "requirements": requirements = words[2]
        case "built" where words.count > 2: Self.add(words[2], to: &built)
        case "have": Self.add(words.dropFirst().joined(separator: " "), to: &packages)
        default: break
        }
    }

    /// From `NAME-VERSION.dist-info`.
    private static func add(_ folder: String, to packages: inout [String: String]) {
        guard folder.hasSuffix(".dist-info") else { return }
        let parts = folder.dropLast(10).split(separator: "-", maxSplits: 1)
        if parts.count == 2 { packages[VenvState.normalized(String(parts[0]))] = String(parts[1]) }
    }
}
