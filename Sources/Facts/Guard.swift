internal import Shell

/// Shell text that compares what facts print now with what they printed before, right on the node.
///
/// `definition` and `capture` stand in a request's prelude, `check` at the beginning of a section. What a fact's script
/// prints is the same while what it looks at is the same, so that equal texts mean that nothing happened in between.
package struct Guard: Sendable {
    /// The status with which a section ends when what it acts on has changed since the capture.
    package static let staleStatus: Int32 = 91

    private let function: String
    private let looks: String

    /// - Parameter name: of letters, digits and `_`, unique in its request.
    package init(_ name: String, _ facts: [any Fact]) {
        function = "guard_" + name
        looks = Probe(facts).sections.map { "(\n\($0.body)\n)" }.joined(separator: "\n")
    }

    /// Defines how to look.
    package var definition: String {
        """
        \(function)() (
        # shellcheck disable=SC2034
        guarded=1
        exec </dev/null 2>/dev/null
        \(looks.isEmpty ? ":" : looks)
        )
        """
    }

    /// Looks, and keeps what it saw in a variable of the shell.
    package var capture: String { "\(function)_saw=$(\(function))" }

    /// Looks again, and ends the section with `staleStatus` if it sees something else.
    package var check: String { "[ \"$(\(function))\" = \"$\(function)_saw\" ] || exit \(Self.staleStatus)" }
}
