package import Diagnostics
package import YAML

/// One line of text: the source text of any scalar, so that `version: 1.20` stays `1.20`.
extension String: FieldValue {
    package static var typeName: String { "text" }
    package static var jsonSchema: JSON { ["type": ["string", "number", "boolean"]] }
    package static func standIn(for template: Node) -> String? { template.string }

    package init(_ given: Given) throws(Problems) {
        self = try Text(given).text
        if unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) {
            throw given.problem("line-break", "'\(given.field)' takes one line, not several")
        }
    }

    package var rendered: String { self }
}

/// Text of any number of lines.
package struct Text: FieldValue, ExpressibleByStringLiteral {
    package static var typeName: String { "text" }
    package static var jsonSchema: JSON { String.jsonSchema }
    package static func standIn(for template: Node) -> Text? { template.string.map { Text($0) } }

    package var text: String

    package init(_ text: String) { self.text = text }
    package init(stringLiteral text: String) { self.text = text }

    package init(_ given: Given) throws(Problems) {
        guard let text = given.node.string, !given.node.isNull else {
            throw given.mistyped(Self.typeName, help: given.node.isNull ? "leave the field out, or write \"\"" : nil)
        }
        guard !text.utf8.contains(0) else {
            throw given.problem("nul", "'\(given.field)' holds a NUL character, which no text on a node can hold")
        }
        self.text = text
    }

    package var rendered: String { text }
}

extension Int: FieldValue {
    package static var typeName: String { "a whole number" }
    package static var jsonSchema: JSON { .templated(["type": "integer"]) }

    package init(_ given: Given) throws(Problems) {
        guard let text = given.node.string, let number = Int(text), number.description == text else {
            throw given.mistyped(Self.typeName)
        }
        self = number
    }

    package var rendered: String { description }
}

/// A boolean as YAML 1.1 writes it: `true`, `yes`, `on` …
extension Bool: FieldValue {
    package static var typeName: String { "true or false" }
    package static var jsonSchema: JSON { .templated(["type": "boolean"]) }

    package init(_ given: Given) throws(Problems) {
        guard let text = given.node.string, case .bool(let value) = Scalar(plain: text) else {
            throw given.mistyped(Self.typeName)
        }
        self = value
    }

    package var rendered: String { description }
}

extension Optional: FieldValue where Wrapped: FieldValue {
    package static var typeName: String { Wrapped.typeName }
    package static var allowed: [String] { Wrapped.allowed }
    package static var jsonSchema: JSON { Wrapped.jsonSchema }
    package static var readsProject: Bool { Wrapped.readsProject }
    package static var mayWarn: Bool { Wrapped.mayWarn }
    package static func standIn(for template: Node) -> Self? { Wrapped.standIn(for: template).map { .some($0) } }

    package init(_ given: Given) throws(Problems) { self = .some(try Wrapped(given)) }

    package var rendered: String { self?.rendered ?? "" }
    package var isSensitive: Bool { self?.isSensitive ?? false }
    package var warnings: [Diagnostic] { self?.warnings ?? [] }
}

/// One of a few words: an enum whose raw values are what the manifest writes.
extension FieldValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    package static var typeName: String {
        let words = allowed.map { "'\($0)'" }
        return words.count < 2
            ? words.joined() : "\(words.dropLast().joined(separator: ", ")) or \(words[words.count - 1])"
    }
    package static var allowed: [String] { allCases.map(\.rawValue) }
    package static var jsonSchema: JSON { .templated(["enum": .array(allowed.map { .string($0) })]) }

    package init(_ given: Given) throws(Problems) {
        guard let text = given.node.string, let value = Self(rawValue: text) else {
            var problems = given.mistyped(Self.typeName)
            if let near = given.node.string?.closest(of: Self.allowed) {
                problems.all = problems.all.map { $0.suggesting(near) }
            }
            throw problems
        }
        self = value
    }

    package var rendered: String { rawValue }
}
