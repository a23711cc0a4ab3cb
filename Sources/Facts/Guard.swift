internal import Shell

/// Shell text by which a request notices that something changed between its beginning and one of its sections.
///
/// What a fact's script prints is the same as long as what it looks at is the same, so that the node itself can
/// compare two looks, and no round trip is needed.
package enum Guard {
    /// Text for a request's set-up, which looks at the facts and keeps what it saw in the shell.
    ///
    /// The name is a word of letters, digits, `_` and `-`, unique in its request.
    package static func capture(_ name: String, _ facts: [any Fact]) -> String {
        let function = function(name)
        let looks = Probe(facts).sections.map { "(\n\($0.body)\n)\n" }.joined()
        return """
            \(function)() {
            (
            # shellcheck disable=SC2034
            guarded=1
            exec </dev/null 2>/dev/null
            :
            \(looks))
            }
            \(function)_saw=$(\(function))

            """
    }

    /// Text for the beginning of a section's body, which looks again and ends the section if it sees something else.
    package static func check(_ name: String, movedStatus: Int32) -> String {
        "[ \"$(\(function(name)))\" = \"$\(function(name))_saw\" ] || exit \(movedStatus)\n"
    }

    private static func function(_ name: String) -> String { "guard_" + name.replacing("-", with: "_") }
}
