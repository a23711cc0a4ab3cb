internal import Diagnostics
internal import Model

/// Problems as a SARIF log, version 2.1.0 (OASIS, 2020): one run with one result for each.
struct SARIFDocument {
    private let found: [Diagnostic]
    private let version: String
    /// The codes that occur, sorted: results name their rule by its place here.
    private let codes: [String]

    init(_ found: [Diagnostic], version: String) {
        self.found = found
        self.version = version
        codes = Set(found.map(\.code)).sorted()
    }

    var json: JSON {
        let driver: JSON = [
            "name": "reconcile", "version": .string(version), "semanticVersion": .string(version),
            "rules": .array(codes.map { ["id": .string($0)] }),
        ]
        // Columns count Unicode scalars, as everywhere in reconcile.
        let run: JSON = [
            "tool": ["driver": driver], "columnKind": "unicodeCodePoints", "results": .array(found.map(result)),
        ]
        return [
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0", "runs": [run],
        ]
    }

    private func result(_ problem: Diagnostic) -> JSON {
        var members: [JSON.Member] = [
            .init("ruleId", .string(problem.code)),
            .init("ruleIndex", .number("\(codes.firstIndex(of: problem.code) ?? -1)")),
            .init("level", .string(problem.severity.rawValue)),
            .init("message", ["text": .string(problem.wholeMessage)]),
        ]
        if let span = problem.span { members.append(.init("locations", [["physicalLocation": location(span)]])) }
        let related = problem.notes.compactMap { note in
            note.span.map { span -> JSON in
                ["physicalLocation": location(span), "message": ["text": .string(note.message)]]
            }
        }
        if !related.isEmpty { members.append(.init("relatedLocations", .array(related))) }
        if !problem.fixIts.isEmpty { members.append(.init("fixes", .array(problem.fixIts.map(fix)))) }
        return .object(members)
    }

    private func fix(_ fixIt: Diagnostic.FixIt) -> JSON {
        let replacement: JSON = [
            "deletedRegion": region(fixIt.span), "insertedContent": ["text": .string(fixIt.replacement)],
        ]
        return [
            "description": ["text": .string(fixIt.message)],
            "artifactChanges": [["artifactLocation": artifact(fixIt.span), "replacements": [replacement]]],
        ]
    }

    private func location(_ span: Span) -> JSON { ["artifactLocation": artifact(span), "region": region(span)] }

    private func artifact(_ span: Span) -> JSON { ["uri": .string(span.file.uriReference)] }

    private func region(_ span: Span) -> JSON {
        [
            "startLine": .number("\(span.start.line)"), "startColumn": .number("\(span.start.column)"),
            "endLine": .number("\(span.end.line)"), "endColumn": .number("\(span.end.column)"),
        ]
    }
}

extension String {
    /// A path as a URI reference of RFC 3986: a relative path stays one, to be resolved where the command ran.
    fileprivate var uriReference: String {
        var result = hasPrefix("/") ? "file://" : ""
        for byte in utf8 {
            let isPlain =
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "/-._~".utf8.contains(byte)
            guard !isPlain else {
                result.unicodeScalars.append(Unicode.Scalar(byte))
                continue
            }
            let digits = String(byte, radix: 16, uppercase: true)
            result += "%" + (digits.count == 1 ? "0" : "") + digits
        }
        return result
    }
}
