package import Diagnostics
internal import FoundationEssentials
package import Model

/// Values as JSON for programs: keys in snake_case and sorted, so that two runs compare well.
package enum JSONText {
    /// A document of several lines.
    package static func document(_ value: some Encodable) throws -> String {
        try encode(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]) + "\n"
    }

    /// One line, for a stream of them.
    package static func line(_ value: some Encodable) throws -> String {
        try encode(value, [.sortedKeys, .withoutEscapingSlashes]) + "\n"
    }

    private static func encode(_ value: some Encodable, _ format: JSONEncoder.OutputFormatting) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = format
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// What is printed instead of a result when there are problems, and by `validate`.
package struct DiagnosticsDocument: Sendable, Encodable {
    private let formatVersion = Plan.formatVersion
    private let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

extension Plan {
    /// This plan without the resources that are as wanted; the summary still counts them.
    package var withoutSame: Plan {
        var copy = self
        for index in copy.hosts.indices { copy.hosts[index].resources.removeAll { $0.verdict == .same } }
        return copy
    }
}
