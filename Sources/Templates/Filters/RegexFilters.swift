internal import Diagnostics

/// Filters with regular expressions, in Python's syntax.
enum RegexFilters {
    static let all: [Filter] = [
        Filter(
            "regex_replace", ["pattern?", "replacement?", "ignorecase?", "multiline?", "count?", "mandatory_count?"],
            body: replaced),
        Filter("regex_search", ["regex", "*", "ignorecase?", "multiline?"], body: searched),
        Filter("regex_findall", ["regex", "multiline?", "ignorecase?"], body: found),
        Filter("regex_escape", ["re_type?"]) { call throws(Diagnostic) in
            switch call.arguments.text("re_type", default: "python") {
            case "python": break
            case "posix_basic":
                return .string(
                    String(
                        scalars: call.input.scalars.flatMap {
                            "].[^$*\\".unicodeScalars.contains($0) ? ["\\", $0] : [$0]
                        }))
            case let other:
                throw call.problem("knows no type '\(other)'").helping("it knows python, posix_basic")
            }
            let special = Set("()[]{}?*+-|^$\\.&~# \t\n\r\u{B}\u{C}".unicodeScalars)
            return .string(
                String(scalars: call.input.scalars.flatMap { special.contains($0) ? ["\\", $0] : [$0] }))
        },
    ]

    private static func regex(_ call: FilterCall) throws(Diagnostic) -> Regex {
        var options: Regex.Options = []
        if call.arguments.flag("ignorecase") { options.insert(.ignoresCase) }
        if call.arguments.flag("multiline") { options.insert(.isMultiline) }
        return try call.evaluator.regex(
            (call["pattern"] ?? call["regex"])?.text ?? "", options, at: call.span)
    }

    private static func replaced(_ call: FilterCall) throws(Diagnostic) -> Value {
        let regex = try regex(call)
        let text = Array(call.input.text.utf8)
        let replacement = try RegexReplacement(call.arguments.text("replacement"), for: regex, at: call.span)
        let count = try call.arguments.int("count", default: 0)
        var result: [UInt8] = []
        var end = 0
        let matches = try regex.matches(in: text, limit: count > 0 ? count : .max)
        let wanted = try call.arguments.int("mandatory_count", default: 0)
        guard wanted == 0 || wanted == matches.count else {
            throw call.problem("finds the expression \(matches.count) times, which has to be there \(wanted) times")
        }
        for match in matches {
            result += text[end..<match.range.lowerBound] + replacement.text(for: match, in: text)
            end = match.range.upperBound
        }
        return .string(String(decoding: result + text[end...], as: UTF8.self))
    }

    private static func searched(_ call: FilterCall) throws(Diagnostic) -> Value {
        let regex = try regex(call)
        let text = Array(call.input.text.utf8)
        guard let match = try regex.match(in: text) else { return .null }
        let groups = try call.arguments.rest.map { wanted throws(Diagnostic) in try group(wanted, of: regex, call) }
        func value(_ group: Int) -> Value {
            guard match.groups.indices.contains(group), let range = match.groups[group] else { return .null }
            return .string(String(decoding: text[range], as: UTF8.self))
        }
        return groups.isEmpty ? value(0) : .list(groups.map(value))
    }

    /// The group that `\1` or `\g<name>` asks for.
    private static func group(_ wanted: Value, of regex: Regex, _ call: FilterCall) throws(Diagnostic) -> Int {
        let name = wanted.text
        if name.hasPrefix("\\g<"), name.hasSuffix(">") {
            if let group = regex.group(named: String(name.dropFirst(3).dropLast())) { return group }
        } else if name.hasPrefix("\\"), let group = Int(name.dropFirst()), (0...regex.groupCount).contains(group) {
            return group
        }
        throw call.problem("has no group '\(name)'").helping("write '\\\\1' or '\\\\g<name>'")
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
            guard scalar == "\\" else {
                append(String(scalar))
                continue
            }
            guard position < text.count else { throw unreadable("\\", span) }
            let mark = text[position]
            position += 1
            let digits = Array(text[(position - 1)...].prefix(3).prefix { ("0"..."7").contains($0) })
            if mark == "g" {
                guard position < text.count, text[position] == "<", let end = text[position...].firstIndex(of: ">")
                else {
                    throw unreadable("\\g", span)
                }
                try append(group: String(scalars: text[(position + 1)..<end]), of: regex, span)
                position = end + 1
            } else if mark == "0" || digits.count == 3 {
                let octal = mark == "0" ? Array(digits.prefix(3)) : digits
                position += octal.count - 1
                append(UInt32(String(scalars: octal), radix: 8).flatMap(Unicode.Scalar.init).map { String($0) } ?? "")
            } else if mark.isDigit {
                let more = position < text.count && text[position].isDigit ? [mark, text[position]] : [mark]
                position += more.count - 1
                try append(group: String(scalars: more), of: regex, span)
            } else if let meaning = Self.escapes[mark] {
                append(meaning)
            } else {
                guard !mark.isASCII || !mark.properties.isAlphabetic else { throw unreadable("\\\(mark)", span) }
                append("\\\(mark)")
            }
        }
    }

    private static let escapes: [Unicode.Scalar: String] = [
        "\\": "\\", "n": "\n", "r": "\r", "t": "\t", "a": "\u{7}", "b": "\u{8}", "f": "\u{C}", "v": "\u{B}",
    ]

    private func unreadable(_ escape: String, _ span: Span) -> Diagnostic {
        Diagnostic("regex-syntax", "the replacement has '\(escape)', which means nothing", at: span)
    }

    private mutating func append(group name: String, of regex: Regex, _ span: Span) throws(Diagnostic) {
        guard let group = Int(name) ?? regex.group(named: name), (0...regex.groupCount).contains(group) else {
            throw Diagnostic("unknown-group", "the regular expression has no group '\(name)'", at: span)
        }
        parts.append(.group(group))
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
