package import Diagnostics
package import Model
internal import YAML

/// A file and the name of a block in it: `/etc/hosts#lab`.
package struct BlockPlace: FieldValue {
    package static var typeName: String { "a path, '#' and a name" }
    package static var jsonSchema: JSON { ["type": "string"] }

    package let path: AbsolutePath
    package let name: String

    package init(_ given: Given) throws(Problems) {
        let text = try String(given)
        let parts = text.unicodeScalars.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, let name = parts.last, !name.isEmpty else {
            throw given.problem(
                "block-place", "'\(given.field)' takes a path, '#' and the block's name",
                help: "write it like \(text.isEmpty ? "/etc/hosts" : text)#lab")
        }
        guard let first = name.unicodeScalars.first, let last = name.unicodeScalars.last,
            !first.properties.isWhitespace, !last.properties.isWhitespace,
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw given.problem(
                "block-place", "a block's name has no blanks at its ends and no control characters",
                help: "its markers are lines of the file")
        }
        var node = given.node
        node.value = .scalar(parts.dropLast().joined(separator: "#"), isQuoted: true)
        path = try AbsolutePath(Given(field: given.field, node: node, context: given.context))
        self.name = name
    }

    package var rendered: String { "\(path)#\(name)" }
}
