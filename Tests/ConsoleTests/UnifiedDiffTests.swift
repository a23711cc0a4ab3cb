import Model
import Testing

@Suite("Texts are compared line by line") struct UnifiedDiffTests {
    @Test(arguments: [
        ("a\n", "a\n", ""),
        ("", "", ""),
        ("", "a\nb\n", "@@ -0,0 +1,2 @@\n+a\n+b\n"),
        ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
        ("a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"),
        ("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        ("a\nb", "b", "@@ -1,2 +1 @@\n-a\n b\n\\ No newline at end of file\n"),
        ("a\r\n", "a\n", "@@ -1 +1 @@\n-a\r\n+a\n"),
        ("e\u{301}\n", "\u{E9}\n", "@@ -1 +1 @@\n-e\u{301}\n+\u{E9}\n"),
    ])
    func `small differences look as diff -u writes them`(before: String, after: String, expected: String) {
        let diff = UnifiedDiff(from: before, to: after).text
        #expect(Array(diff.utf8) == Array(expected.utf8))
    }

    @Test func `far changes are parted into hunks with three lines around each`() {
        let before = (1...30).map { "line \($0)\n" }
        var after = before
        after[4] = "five\n"
        after[24] = "twenty-five\n"
        let diff = UnifiedDiff(from: before.joined(), to: after.joined()).text
        #expect(
            diff == """
                @@ -2,7 +2,7 @@
                 line 2
                 line 3
                 line 4
                -line 5
                +five
                 line 6
                 line 7
                 line 8
                @@ -22,7 +22,7 @@
                 line 22
                 line 23
                 line 24
                -line 25
                +twenty-five
                 line 26
                 line 27
                 line 28

                """)
    }

    @Test func `a long diff is cut, and says by how much`() {
        let after = (1...50).map { "\($0)\n" }.joined()
        let lines = UnifiedDiff(from: "", to: after, lineLimit: 10).text.split(separator: "\n")
        #expect(lines.count == 11)
        #expect(lines.last == "\\ 41 more lines")
    }

    @Test func `texts without a line in common are replaced as a whole, in time`() {
        let before = (1...20_000).map { "old \($0)\n" }.joined()
        let after = (1...20_000).map { "new \($0)\n" }.joined()
        let lines = UnifiedDiff(from: before, to: after, lineLimit: 100_000).text.split(separator: "\n")
        #expect(lines.count == 40_001)
        #expect(lines.dropFirst().prefix(20_000).allSatisfy { $0.hasPrefix("-old") })
    }

    @Test(arguments: 0..<200)
    func `applying the difference to the one text gives the other, with as few lines as can be`(seed: Int) {
        var random = SplitMix64(state: UInt64(seed))
        let before = (0..<Int.random(in: 0...12, using: &random)).map { _ in "abc".randomElement(using: &random) ?? "a"
        }
        let after = (0..<Int.random(in: 0...12, using: &random)).map { _ in "abc".randomElement(using: &random) ?? "a" }
        let diff = UnifiedDiff(
            from: before.map { "\($0)\n" }.joined(), to: after.map { "\($0)\n" }.joined(), context: 20)
        let body = diff.text.split(separator: "\n").dropFirst()
        guard before != after else {
            #expect(body.isEmpty)
            return
        }
        #expect(body.filter { !$0.hasPrefix("+") }.compactMap(\.last) == before)
        #expect(body.filter { !$0.hasPrefix("-") }.compactMap(\.last) == after)
        #expect(body.count { $0.hasPrefix(" ") } == longestCommonSubsequence(before, after))
    }

    private func longestCommonSubsequence(_ a: [Character], _ b: [Character]) -> Int {
        var row = [Int](repeating: 0, count: b.count + 1)
        for x in a {
            var diagonal = 0
            for (j, y) in b.enumerated() {
                (diagonal, row[j + 1]) = (row[j + 1], x == y ? diagonal + 1 : max(row[j], row[j + 1]))
            }
        }
        return row[b.count]
    }
}

/// A small generator that gives the same numbers for the same seed.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
