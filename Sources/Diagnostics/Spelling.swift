extension String {
    /// The candidate with the fewest edits from this text, if it is near enough to be a slip.
    package func closest(of candidates: some Sequence<String>) -> String? {
        candidates.map { ($0, distance(to: $0)) }.filter { $0.1 <= Swift.max(1, count / 3) }.min { $0.1 < $1.1 }?.0
    }

    /// The number of letters put in, left out, changed or swapped with their neighbour between two words.
    private func distance(to other: String) -> Int {
        let (a, b) = (Array(self), Array(other))
        var rows = [[Int]](repeating: Array(0...b.count), count: a.count + 1)
        for i in 0...a.count { rows[i][0] = i }
        for i in a.indices {
            for j in b.indices {
                var best = Swift.min(rows[i][j] + (a[i] == b[j] ? 0 : 1), rows[i][j + 1] + 1, rows[i + 1][j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = Swift.min(best, rows[i - 1][j - 1] + 1) }
                rows[i + 1][j + 1] = best
            }
        }
        return rows[a.count][b.count]
    }
}
