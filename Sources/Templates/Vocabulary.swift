/// The words of the language, for those who list or try them all.
package enum Vocabulary {
    package static var filters: [String] { Filter.named.keys.sorted() }
    package static var tests: [String] { ValueTest.named.keys.sorted() }
    package static var methods: [String] { Method.names.sorted() }
}
