internal import Diagnostics

/// Python's `pprint`, which breaks a value that is too wide for 80 columns.
struct PrettyPrinter {
    static let all = [
        Filter("pprint") { call throws(Diagnostic) in
            .string(PrettyPrinter().text(call.input, indent: 0, allowance: 0))
        }
    ]

    private static let width = 80

    private func text(_ value: Value, indent: Int, allowance: Int) -> String {
        let short = sorted(value).representation
        guard short.unicodeScalars.count > Self.width - indent - allowance else { return short }
        switch value.payload {
        case .list(let items) where !items.isEmpty:
            let close = value.isTuple ? (items.count == 1 ? ",)" : ")") : "]"
            let lines = items.enumerated().map { index, item in
                text(item, indent: indent + 1, allowance: index == items.count - 1 ? allowance + close.count : 1)
            }
            return (value.isTuple ? "(" : "[") + joined(lines, indent: indent + 1) + close
        case .map(let map) where !map.isEmpty:
            let entries = ordered(map)
            let lines = entries.enumerated().map { index, entry in
                let key = sorted(entry.key).representation + ": "
                let last = index == entries.count - 1
                return key
                    + text(
                        entry.value, indent: indent + 1 + key.unicodeScalars.count,
                        allowance: last ? allowance + 1 : 1)
            }
            return "{" + joined(lines, indent: indent + 1) + "}"
        case .string(let string): return broken(string, indent: indent, allowance: allowance)
        default: return short
        }
    }

    private func joined(_ lines: [String], indent: Int) -> String {
        lines.joined(separator: ",\n" + String(repeating: " ", count: indent))
    }

    private func ordered(_ map: ValueMap) -> [ValueMap.Entry] {
        map.enumerated().sorted { left, right in
            switch left.element.key.order(to: right.element.key) {
            case .ascending: true
            case .descending: false
            // Python orders what has no order by the names of the types.
            case nil: left.element.key.pythonTypeName < right.element.key.pythonTypeName
            default: left.offset < right.offset
            }
        }.map(\.element)
    }

    private func sorted(_ value: Value) -> Value {
        var value = value
        switch value.payload {
        case .list(let items): value.payload = .list(items.map(sorted))
        case .map(let map):
            var result = ValueMap()
            for entry in ordered(map) { result.set(entry.key, to: sorted(entry.value)) }
            value.payload = .map(result)
        default: break
        }
        return value
    }

    /// A text in pieces of whole words, in parentheses where the text stands for itself.
    private func broken(_ text: String, indent: Int, allowance: Int) -> String {
        let isAlone = indent == 0
        let indent = isAlone ? 1 : indent
        let allowance = isAlone ? allowance + 1 : allowance
        var chunks: [String] = []
        let lines = text.splitScalars(by: "\n")
        let kept = lines.enumerated().map { $0.offset < lines.count - 1 ? $0.element + "\n" : $0.element }
            .filter { !$0.isEmpty }
        for (index, line) in kept.enumerated() {
            let widest = Self.width - indent - (index == kept.count - 1 ? allowance : 0)
            if Value.string(line).representation.unicodeScalars.count <= widest {
                chunks.append(Value.string(line).representation)
                continue
            }
            var current = ""
            let words = words(of: line)
            for (place, word) in words.enumerated() {
                let isLast = place == words.count - 1 && index == kept.count - 1
                let limit = Self.width - indent - (isLast ? allowance : 0)
                if Value.string(current + word).representation.unicodeScalars.count > limit {
                    if !current.isEmpty { chunks.append(Value.string(current).representation) }
                    current = word
                } else {
                    current += word
                }
            }
            if !current.isEmpty { chunks.append(Value.string(current).representation) }
        }
        guard chunks.count > 1 else { return Value.string(text).representation }
        let body = chunks.joined(separator: "\n" + String(repeating: " ", count: indent))
        return isAlone ? "(\(body))" : body
    }

    /// The words of a line, each with the white space behind it.
    private func words(of line: String) -> [String] {
        var words: [String] = []
        var current = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            if let last = current.last, last.isPythonSpace, !scalar.isPythonSpace {
                words.append(String(current))
                current = .init()
            }
            current.append(scalar)
        }
        return current.isEmpty ? words : words + [String(current)]
    }
}
