/// Texts that must come out byte for byte wherever text is taken, and that nothing may take for anything but text.
package enum OddText {
    /// The file that some of them would make if they were run.
    package static let trace = "reconcile-was-executed"

    /// Without a slash and short, so that each can be the name of a file; no two alike.
    package static let all = [
        "with space", " around ", "quote'quote", #"say "hi""#, "new\nline", "trailing\n", "\nleading", "tab\there",
        "carriage\rreturn", "line end\r\n", "\u{1}control", "$(touch \(trace))", "`touch \(trace)`", "; touch \(trace)",
        "&& touch \(trace)", "| tee \(trace)", "> \(trace)", "x\ntouch \(trace)\n", "'; touch \(trace); '",
        "\"; touch \(trace); \"", "'\u{301}; touch \(trace); '", "\"\u{301}; touch \(trace); \"", "$HOME", "${IFS}",
        "100%done", "%s%n%d%%", "-rf", "--help", "*", "?[a]", "{a,b}", "~root", "#hash", "!bang", "a=b", "a:b",
        "back\\slash\\n", "ends\\", "größe", "cafe\u{301}", "\u{301}mark first", ":\u{301}", "日本語 😀", "\u{FEFF}bom",
        "\u{2028}line", "# reconcile: x", "=",
    ]

    /// One of up to 24 pieces, most of which mean something to a shell, to YAML or to cron.
    package static func random(using generator: inout some RandomNumberGenerator) -> String {
        let count = Int.random(in: 1...24, using: &generator)
        return (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
    }

    /// So many of them, none twice.
    package static func random(_ count: Int, using generator: inout some RandomNumberGenerator) -> [String] {
        var texts: Set<[UInt8]> = []
        while texts.count < count { texts.insert(Array(random(using: &generator).utf8)) }
        return texts.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static let pieces =
        "abz09 \t\n\r'\"\\$`(){}[]<>|&;!#%*?~=:,.-_^@+\u{1}\u{1B}\u{7F}é\u{301}日😀\u{A0}\u{2028}".unicodeScalars
        .map { String($0) } + [
            "$(touch \(trace))", "`touch \(trace)`", ";touch \(trace);", "''", "%s", "\\n", "$1", "EOF\n",
        ]
}
