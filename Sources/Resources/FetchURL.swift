package import Diagnostics
package import Model

/// Where a node fetches something from: `https:`, `http:`, or `file:` for what lies on the node.
package struct FetchURL: FieldValue {
    package static var typeName: String { "a URL" }
    package static var jsonSchema: JSON { .templated(["type": "string", "pattern": "^(https?|file)://"]) }

    let text: String

    package init(_ given: Given) throws(Problems) {
        text = try String(given)
        guard let scheme = ["https://", "http://", "file:///"].first(where: text.hasPrefix),
            text.utf8.count > scheme.utf8.count
        else {
            throw given.problem(
                "no-url", "'\(given.field)' takes a URL, not \(given.node.inWords)",
                help: "write one that begins with https://, http:// or file:///")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"\\".utf8.contains($0) }) else {
            throw given.problem(
                "no-url", "'\(given.field)' takes a URL, and this one holds what has to be escaped",
                help: "write other characters as '%' and two digits, like %20 for a blank")
        }
        // It would be told with every failure.
        guard !text.dropFirst(scheme.count).prefix(while: { $0 != "/" }).contains("@") else {
            throw given.problem(
                "no-url", "'\(given.field)' takes a URL, and this one holds a user's name",
                help: "give a header 'Authorization' in 'headers'")
        }
    }

    package var rendered: String { text }

    /// What the file is called there.
    var fileName: String {
        let path = text.prefix { $0 != "?" && $0 != "#" }
        return path.split(separator: "/").last.map(String.init) ?? ""
    }
}

/// A SHA-256 in hexadecimal.
package struct SHA256Text: FieldValue {
    package static var typeName: String { "a SHA-256 in hexadecimal" }
    package static var jsonSchema: JSON { .templated(["type": "string", "pattern": "^[0-9a-fA-F]{64}$"]) }

    /// In lower case.
    let text: String

    package init(_ given: Given) throws(Problems) {
        let text = try String(given)
        guard text.utf8.count == 64, text.utf8.allSatisfy(Self.isDigit) else {
            throw given.mistyped(Self.typeName, help: "'sha256sum' prints it: 64 digits and letters from a to f")
        }
        self.text = text.lowercased()
    }

    package var rendered: String { text }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
