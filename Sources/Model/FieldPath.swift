package import Diagnostics

/// A path on a node: absolute, without doubled or trailing slashes and without `.`, so that one place has one name.
package struct AbsolutePath: FieldValue, CustomStringConvertible {
    package static var typeName: String { "an absolute path" }
    package static var jsonSchema: JSON { .templated(["type": "string", "pattern": "^/"]) }

    package let text: String

    /// Tidies up a path that is known to be absolute.
    package init(_ text: String) {
        precondition(text.hasPrefix("/"), "a path on a node starts with a slash")
        self.text = "/" + text.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    package init(_ given: Given) throws(Problems) {
        let text = try Text(given).text
        guard text.hasPrefix("/") else {
            let mend =
                text.hasPrefix("~")
                ? "write the home folder out, like '/home/…'; no shell expands '~' here"
                : "write it from the root, like '/\(text)'"
            throw given.problem(
                "relative-path", "'\(given.field)' takes an absolute path, not '\(text)'", help: mend)
        }
        if text.split(separator: "/").contains("..") {
            throw given.problem(
                "parent-in-path", "'\(given.field)' takes a path without '..', not '\(text)'",
                help: "write where it leads; with links on the way only the node could tell")
        }
        self.init(text)
    }

    /// The directory that holds it; nil for the root.
    package var parent: AbsolutePath? {
        guard text != "/" else { return nil }
        return AbsolutePath("/" + text.split(separator: "/").dropLast().joined(separator: "/"))
    }

    package var description: String { text }
    package var rendered: String { text }
}
