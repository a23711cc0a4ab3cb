internal import Diagnostics

/// `lookup('csvfile', 'key', file='x.csv', delimiter=',', col=1)`.
enum CSVLookup {
    private static let options = ["file", "delimiter", "col", "keycol", "default", "encoding"]

    static let all = [
        Lookup("csvfile", ["*", "file?", "delimiter?", "col?", "keycol?", "default?", "encoding?"]) {
            call throws(Diagnostic) in
            guard !call.terms.isEmpty else { throw call.problem("needs the key of a row") }
            return try call.terms.collected { term throws(Diagnostic) -> [Value] in
                let (key, inner) = try call.inline(try call.text(term), Set(options))
                guard !key.isEmpty else { throw call.problem("needs the key of a row") }
                return try value(of: key, inner).map { [$0] } ?? []
            }
        }
    ]

    private static func value(of key: String, _ call: LookupCall) throws(Diagnostic) -> Value? {
        let name = call.options.text("file", default: "ansible.csv")
        let given = call.options.text("delimiter", default: "TAB")
        let delimiter = given == "TAB" || given == "\\t" ? "\t" : given
        guard let mark = delimiter.unicodeScalars.first, delimiter.unicodeScalars.count == 1 else {
            throw call.problem("takes one character as the delimiter")
        }
        let file = try call.file(name)
        let (column, keyColumn) = (try call.number("col") ?? 1, try call.number("keycol") ?? 0)
        for row in rows(of: file.text, delimiter: mark) where !row.isEmpty {
            guard let found = row.element(at: keyColumn) else { throw call.problem("finds no column \(keyColumn)") }
            guard found == key else { continue }
            guard let value = row.element(at: column) else { throw call.problem("finds no column \(column)") }
            return Value.string(value).tainted(file.isSensitive)
        }
        return call.options["default"].flatMap { $0 == .null ? nil : $0 }
    }

    /// The rows of a file as Excel writes it: fields in quotes may hold anything, a quote doubled.
    private static func rows(of text: String, delimiter: Unicode.Scalar) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var (isQuoted, wasQuoted) = (false, false)
        var rest = text.unicodeScalars[...]
        func endField() {
            row.append(field)
            (field, wasQuoted) = ("", false)
        }
        while let scalar = rest.popFirst() {
            if isQuoted {
                if scalar != "\"" {
                    field.unicodeScalars.append(scalar)
                } else if rest.first == "\"" {
                    field.unicodeScalars.append("\"")
                    rest.removeFirst()
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"", field.isEmpty, !wasQuoted {
                (isQuoted, wasQuoted) = (true, true)
            } else if scalar == delimiter {
                endField()
            } else if scalar == "\n" || scalar == "\r" {
                if scalar == "\r", rest.first == "\n" { rest.removeFirst() }
                if !row.isEmpty || !field.isEmpty || wasQuoted { endField() }
                rows.append(row)
                row = []
            } else {
                field.unicodeScalars.append(scalar)
            }
        }
        if !row.isEmpty || !field.isEmpty { endField() }
        return row.isEmpty ? rows : rows + [row]
    }
}
