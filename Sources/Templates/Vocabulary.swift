/// The words of the language, for those who list or try them all.
package enum Vocabulary {
    package static var filters: [String] { Filter.named.keys.sorted() }
    package static var tests: [String] { ValueTest.named.keys.sorted() }
    package static var lookups: [String] { Lookup.named.keys.sorted() }
    package static var globals: [String] {
        (Globals.functions.keys + EvaluatorFunction.allCases.map(\.rawValue) + LookupFunction.allCases.map(\.rawValue))
            .sorted()
    }
    package static var methods: [String] { Method.names.sorted() }
}
