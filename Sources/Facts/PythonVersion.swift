internal import Shell

/// Which version a Python of the node has: `3.11`.
package struct PythonVersion: Fact {
    package struct Seen: Sendable, Hashable {
        package var version: String

        package init(version: String) { self.version = version }
    }

    package static let kind = "python"
    package static let summary = "which version a Python has"
    package static let cost = Cost.slow

    /// The program's name, or its path.
    package var program: String

    package init(_ program: String) { self.program = program }
}

extension PythonVersion {
    /// Each Python is started once.
    package static func script(_ facts: [PythonVersion]) -> String {
        ([function] + facts.map { "python \($0.program.shellQuoted)" }).joined(separator: "\n")
    }

    /// For each a line: the version, `-` where there is no such program, or `!` and what it says instead.
    package static func read(_ output: [UInt8], status: Int32, for facts: [PythonVersion]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        return facts.map { _ in
            guard let line = reader.line() else { return .unanswered(status) }
            if line == "-" { return .absent }
            return line.hasPrefix("!") ? .failed(String(line.dropFirst())) : .present(Seen(version: line))
        }
    }

    private static let function = #"""
        nl='
        '
        python() {
            command -v -- "$1" >/dev/null || {
                echo -
                return
            }
            if text=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>&1); then printf '%s\n' "$text"
            else printf '!%s\n' "${text##*"$nl"}"; fi
        }
        """#
}
