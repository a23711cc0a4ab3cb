/// The words of the language, for those who list or try them all.
package enum Vocabulary {
    package static var filters: [String] { Filter.named.keys.sorted() }
    package static var tests: [String] { ValueTest.named.keys.sorted() }
    package static var statements: [String] { TemplateParser.words + ["raw"] }
    package static var operators: [String] {
        BinaryOperator.allCases.map(\.rawValue) + ComparisonOperator.allCases.map(\.rawValue)
            + UnaryOperator.allCases.map(\.rawValue) + ["~", "and", "or", "if", "is", "is not", "|", ".", "[]", "[:]"]
    }
    package static var lookups: [String] { Lookup.named.keys.sorted() }
    package static var globals: [String] {
        (Globals.functions.keys + EvaluatorFunction.allCases.map(\.rawValue) + LookupFunction.allCases.map(\.rawValue))
            .sorted()
    }
    package static var methods: [String] { Method.names.sorted() }
}
