internal import Diagnostics

/// Filters with regular expressions, in Python's syntax.
enum RegexFilters {
    static let all: [Filter] = [
        Filter("regex_replace", ["pattern?", "replacement?", "ignorecase?", "multiline?", "count?"], body: replaced),
        Filter("regex_search", ["pattern", "*", "ignorecase?", "multiline?"], body: searched),
        Filter("regex_findall", ["pattern", "multiline?", "ignorecase?"], body: found),
        Filter("regex_escape") { call throws(Diagnostic) in
            let special = Set("()[]{}?*+-|^$\\.&~# \t\n\r\u{B}\u{C}".unicodeScalars)
            return .string(
                String(scalars: call.input.scalars.flatMap { special.contains($0) ? ["\\", $0] : [$0] }))
        },
    ]

    private static func regex(_ call: FilterCall) throws(Diagnostic) -> Regex {
        var options: Regex.Options = []
        if call.arguments.flag("ignorecase") { options.insert(.ignoresCase) }
        if call.arguments.flag("multiline") { options.insert(.isMultiline) }
        return try call.evaluator.regex(call.arguments.text("pattern"), options, at: call.span)
    }

    private static func replaced(_ call: FilterCall) throws(Diagnostic) -> Value {
        let regex = try regex(call)
        let text = Array(call.input.text.utf8)
        let replacement = try RegexReplacement(call.arguments.text("replacement"), for: regex, at: call.span)
        let count = try call.arguments.int("count", default: 0)
        var result: [UInt8] = []
        var end = 0
        for match in try regex.matches(in: text, limit: count > 0 ? count : .max) {
            result += text[end..<match.range.lowerBound] + replacement.text(for: match, in: text)
            end = match.range.upperBound
        }
        return .string(String(decoding: result + text[end...], as: UTF8.self))
    }

    private static func searched(_ call: FilterCall) throws(Diagnostic) -> Value {
        let regex = try regex(call)
        let text = Array(call.input.text.utf8)
        guard let match = try regex.match(in: text) else { return .null }
        func value(_ group: Int) -> Value {
            guard match.groups.indices.contains(group), let range = match.groups[group] else { return .null }
            return .string(String(decoding: text[range], as: UTF8.self))
        }
        if call.arguments.rest.isEmpty { return value(0) }
        return .list(
            try call.arguments.rest.map { wanted throws(Diagnostic) in
                let name = wanted.text.stripped(.start, of: "\\").replacing("g<", with: "").replacing(">", with: "")
                guard wanted.text.hasPrefix("\\"), let group = Int(name) ?? regex.group(named: name) else {
                    throw call.problem("has no group '\(wanted.text)'").helping("write '\\\\1' or '\\\\g<name>'")
                }
                return value(group)
            })
    }

    private static func found(_ call: FilterCall) throws(Diagnostic) -> Value {
        let text = Array(call.input.text.utf8)
        return .list(
            try regex(call).matches(in: text).map { match in
                let groups = match.groups.map { range in
                    Value.string(range.map { String(decoding: text[$0], as: UTF8.self) } ?? "")
                }
                switch groups.count {
                case 1, 2: return groups[groups.count - 1]
                default: return .tuple(Array(groups.dropFirst()))
                }
            })
    }
}

/// What matches are replaced with, in the syntax of Python's `re.sub`: `\1`, `\g<1>`, `\g<name>`, `\n`.
private struct RegexReplacement {
    private enum Part {
        case text([UInt8])
        case group(Int)
    }

    private var parts: [Part] = []

    init(_ template: String, for regex: Regex, at span: Span) throws(Diagnostic) {
        let text = Array(template.unicodeScalars)
        var position = 0
        while position < text.count {
            let scalar = text[position]
            position += 1
            guard scalar == "\\", position < text.count else {
                append(String(scalar))
                continue
            }
            let mark = text[position]
            position += 1
            if mark == "g", position < text.count, text[position] == "<",
                let end = text[position...].firstIndex(of: ">")
            {
                let name = String(scalars: text[(position + 1)..<end])
                guard let group = Int(name) ?? regex.group(named: name) else {
                    throw Diagnostic("unknown-group", "the regular expression has no group '\(name)'", at: span)
                }
                parts.append(.group(group))
                position = end + 1
            } else if mark.isDigit, mark != "0" {
                let more = position < text.count && text[position].isDigit ? [mark, text[position]] : [mark]
                position += more.count - 1
                parts.append(.group(Int(String(scalars: more)) ?? 0))
            } else {
                append(StringEscape(["\\", mark]).meaning ?? "\\\(mark)")
            }
        }
    }

    private mutating func append(_ text: String) { parts.append(.text(Array(text.utf8))) }

    func text(for match: Regex.Match, in text: [UInt8]) -> [UInt8] {
        parts.flatMap { part -> [UInt8] in
            switch part {
            case .text(let bytes): bytes
            case .group(let group):
                if match.groups.indices.contains(group), let range = match.groups[group] {
                    Array(text[range])
                } else {
                    []
                }
            }
        }
    }
}
