internal import Diagnostics

/// Filters from text to text.
enum StringFilters {
    static let all: [Filter] = [
        change("upper") { $0.uppercased() },
        change("lower") { $0.lowercased() },
        change("capitalize") { $0.pythonCapitalized },
        change("title", titled),
        change("string") { $0 },
        Filter("trim", ["characters?"]) { call throws(Diagnostic) in
            .string(call.input.text.stripped(.both, of: call["characters"]?.string))
        },
        Filter("replace", ["old", "new", "count?"]) { call throws(Diagnostic) in
            .string(
                call.input.text.replacingScalars(
                    call.arguments.text("old"), with: call.arguments.text("new"),
                    count: try call.arguments.int("count", default: -1)))
        },
        Filter("indent", ["width?", "first?", "blank?"], body: indented),
        Filter("join", ["d?", "attribute?"]) { call throws(Diagnostic) in
            let attribute = call["attribute"]
            let items = try call.items().map { item throws(Diagnostic) in
                try attribute.map { path throws(Diagnostic) in try call.defined(at: path, of: item) } ?? item
            }
            return .string(items.map { $0.text }.joined(separator: call.arguments.text("d")))
        },
        Filter("split", ["sep?", "maxsplit?"]) { call throws(Diagnostic) in
            guard call.input.string != nil, let split = Method.of(call.input, named: "split") else {
                throw call.takes("text")
            }
            let named = call.arguments.values.map { (name: $0.key, value: $0.value) }
            return try split(call.input, Arguments(named: named, at: call.span))
        },
        Filter("format", ["*", "**"]) { call throws(Diagnostic) in
            let values: Value =
                call.arguments.others.isEmpty
                ? .tuple(call.arguments.rest) : .map(ValueMap(call.arguments.others.map { ($0.name, $0.value) }))
            return .string(try PercentFormat(call.input.text, span: call.span).applied(to: values))
        },
    ]

    private static func change(_ name: String, _ change: @escaping @Sendable (String) -> String) -> Filter {
        Filter(name) { call throws(Diagnostic) in .string(change(call.input.text)) }
    }

    /// Jinja2's own `title`: words begin behind white space, `-` and opening brackets.
    private static func titled(_ text: String) -> String {
        var result = ""
        var isInWord = false
        for scalar in text.unicodeScalars {
            result += isInWord ? scalar.properties.lowercaseMapping : scalar.properties.uppercaseMapping
            isInWord = !scalar.isPythonSpace && !"-({[<".unicodeScalars.contains(scalar)
        }
        return result
    }

    private static func indented(_ call: FilterCall) throws(Diagnostic) -> Value {
        guard call.input.string != nil else { throw call.takes("text") }
        var margin = "    "
        if let given = call["width"] {
            let width = given.string == nil ? try call.arguments.int("width", default: 4) : 0
            margin = given.string ?? String(repeating: " ", count: min(max(0, width), 10_000))
        }
        let blank = call.arguments.flag("blank")
        // Jinja2 reads the last line break as one that ends a line.
        var lines = (call.input.text + "\n").pythonLines
        let first = lines.isEmpty ? "" : lines.removeFirst()
        let rest = lines.map { blank || !$0.isEmpty ? margin + $0 : $0 }
        let text = ([first] + rest).joined(separator: "\n")
        return .string(call.arguments.flag("first") ? margin + text : text)
    }
}
