package import Diagnostics

/// A path on a node: absolute, without doubled or trailing slashes and without `.`, so that one place has one name.
///
/// It is taken apart by Unicode scalars: a slash that a combining mark follows is no `Character` of its own.
package struct AbsolutePath: FieldValue, CustomStringConvertible {
    package static var typeName: String { "an absolute path" }
    package static var jsonSchema: JSON { .templated(["type": "string", "pattern": "^/"]) }

    package let text: String

    /// Tidies up a path that is known to be absolute.
    package init(_ text: String) {
        precondition(text.unicodeScalars.first == "/", "a path on a node starts with a slash")
        self.text = "/" + Self.parts(text).filter { $0 != "." }.joined(separator: "/")
    }

    package init(_ given: Given) throws(Problems) {
        let text = try Text(given).text
        guard text.unicodeScalars.first == "/" else {
            throw given.problem(
                "relative-path", "'\(given.field)' takes an absolute path, not \(given.node.inWords)",
                help: text.unicodeScalars.first == "~"
                    ? "write the home folder out: no shell expands '~' here" : "write the whole path, from '/' on")
        }
        if Self.parts(text).contains("..") {
            throw given.problem(
                "parent-in-path", "'\(given.field)' takes a path without '..', not \(given.node.inWords)",
                help: "write where it leads; with links on the way only the node could tell")
        }
        self.init(text)
    }

    /// The directory that holds it; nil for the root.
    package var parent: AbsolutePath? {
        guard text != "/" else { return nil }
        return AbsolutePath("/" + Self.parts(text).dropLast().joined(separator: "/"))
    }

    package var description: String { text }
    package var rendered: String { text }

    private static func parts(_ text: String) -> [String] {
        text.unicodeScalars.split(separator: "/").map { String($0) }
    }
}
