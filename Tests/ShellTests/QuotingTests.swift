import Shell
import Testing

@Suite struct QuotingTests {
    @Test(arguments: [
        ("plain", "plain"), ("", "''"), ("two words", "'two words'"), ("it's", #"'it'\''s'"#), ("$(x)", "'$(x)'"),
        ("-flag", "-flag"), ("~", "'~'"), ("a\nb", "'a\nb'"), ("ümlaut", "'ümlaut'"),
    ])
    func `quotes what a shell would read as more than text`(text: String, quoted: String) {
        #expect(text.shellQuoted == quoted)
    }
}
