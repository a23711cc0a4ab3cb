package import Diagnostics
package import Model
internal import YAML

/// A program and its arguments: a list, because no shell takes text apart for it.
package struct CommandWords: FieldValue {
    package static var typeName: String { "a list of words" }
    package static var jsonSchema: JSON { ["type": "array", "items": Text.jsonSchema, "minItems": .number("1")] }

    package var words: [String]

    package init(_ given: Given) throws(Problems) {
        guard let items = given.node.sequence else {
            let words = given.node.string?.split(separator: " ").joined(separator: ", ")
            let mend = words.map { "write \(given.field): [\($0)], or give the text to 'shell'" }
            throw given.mistyped(Self.typeName, help: mend)
        }
        words = try [Text](given).map(\.text)
        if items.isEmpty || words.first?.isEmpty == true {
            throw given.problem("empty-command", "'\(given.field)' does not name a program")
        }
        // The shell that starts the program would take it for an option of its own.
        if let program = words.first, program.utf8.first == UInt8(ascii: "-") {
            throw given.problem(
                "option-as-program", "'\(given.field)' names the program '\(program)', which looks like an option",
                help: "write the program's path if that is its name")
        }
    }

    package var rendered: String { words.joined(separator: " ") }
}
