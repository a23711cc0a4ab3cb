package import Diagnostics
internal import FoundationEssentials
package import Model

/// Values as JSON for programs: keys in snake_case and sorted, so that two runs compare well.
package enum JSONText {
    /// A document of several lines.
    package static func document(_ value: some Encodable) throws -> String {
        tidied(try encode(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])) + "\n"
    }

    /// One line, for a stream of them.
    package static func line(_ value: some Encodable) throws -> String {
        try encode(value, [.sortedKeys, .withoutEscapingSlashes]) + "\n"
    }

    /// The same with empty lists on one line; a line break never stands in a string.
    private static func tidied(_ text: String) -> String {
        var result: [String] = []
        for line in text.lines {
            let isEnd = line.drop { $0 == " " }.first.map { $0 == "]" || $0 == "}" } ?? false
            guard isEnd, result.last?.isEmpty == true, let start = result.dropLast().last else {
                result.append(line)
                continue
            }
            result.replaceSubrange((result.count - 2)..., with: [start + line.drop { $0 == " " }])
        }
        return result.joined(separator: "\n")
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
