/// Writes values as JSON the way Python's `json.dumps` does.
struct JSONWriter {
    struct Style {
        /// What stands before a line, once for each level; nil writes everything in one line.
        var indentation: String?
        var sortsKeys = false
        /// Whether keys are ordered as they are written, of whatever type they are.
        var sortsAsText = false
        var isASCII = true
        var itemSeparator: String?
        var keySeparator = ": "
    }

    /// What JSON has no words for.
    struct Unwritable: Error { var typeName: String }

    let style: Style

    func text(of value: Value) throws(Unwritable) -> String {
        var text = ""
        try write(value, level: 0, to: &text)
        return text
    }

    private func write(_ value: Value, level: Int, to text: inout String) throws(Unwritable) {
        switch value.payload {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .int, .big: text += value.text
        case .float(let number):
            text +=
                number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : number.pythonText
        case .string(let string): write(string, to: &text)
        case .list(let values):
            try write(values, in: ("[", "]"), level: level, to: &text) { value, text throws(Unwritable) in
                try write(value, level: level + 1, to: &text)
            }
        case .map(let map):
            let entries = style.sortsKeys ? try sorted(map) : Array(map)
            try write(entries, in: ("{", "}"), level: level, to: &text) { entry, text throws(Unwritable) in
                write(try key(entry.key), to: &text)
                text += style.keySeparator
                try write(entry.value, level: level + 1, to: &text)
            }
        case .object, .undefined: throw Unwritable(typeName: value.typeName)
        }
    }

    private func write<Item>(
        _ items: [Item], in brackets: (String, String), level: Int, to text: inout String,
        _ body: (Item, inout String) throws(Unwritable) -> Void
    ) throws(Unwritable) {
        text += brackets.0
        for (index, item) in items.enumerated() {
            if index > 0 { text += style.itemSeparator ?? (style.indentation == nil ? ", " : ",") }
            breakLine(level: level + 1, in: &text)
            try body(item, &text)
        }
        if !items.isEmpty { breakLine(level: level, in: &text) }
        text += brackets.1
    }

    private func breakLine(level: Int, in text: inout String) {
        guard let indentation = style.indentation else { return }
        text += "\n" + String(repeating: indentation, count: level)
    }

    private func key(_ key: Value) throws(Unwritable) -> String {
        switch key.payload {
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .int, .big, .float, .string: return key.text
        default: throw Unwritable(typeName: "a map with \(key.typeName) as a key")
        }
    }

    private func sorted(_ map: ValueMap) throws(Unwritable) -> [ValueMap.Entry] {
        if style.sortsAsText {
            let named = try map.map { entry throws(Unwritable) in (try key(entry.key), entry) }
            return named.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }.map(\.1)
        }
        var isMixed = false
        let sorted = map.sorted { left, right in
            guard let order = left.key.order(to: right.key) else {
                isMixed = true
                return false
            }
            return order == .ascending
        }
        guard !isMixed else { throw Unwritable(typeName: "a map with keys that have no order") }
        return sorted
    }

    private func write(_ string: String, to text: inout String) { text += string.pythonJSON(isASCII: style.isASCII) }
}

extension String {
    /// A JSON string as Python's `json.dumps` writes it; its `ensure_ascii` escapes all but ASCII.
    package func pythonJSON(isASCII: Bool) -> String {
        var text = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{8}": text += "\\b"
            case "\u{C}": text += "\\f"
            default:
                if scalar.value < 0x20 || isASCII && scalar.value > 0x7E {
                    for unit in String(scalar).utf16 {
                        let digits = String(unit, radix: 16)
                        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                    }
                } else {
                    text.unicodeScalars.append(scalar)
                }
            }
        }
        return text + "\""
    }
}
