import Actions

extension TextEdit {
    /// What the edit makes of a text, worked out apart from the node's own way.
    func applied(to text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        let gone = gone(in: lines)
        let kept = lines.indices.filter { !gone.contains($0) }
        let at = gone.min() ?? start(in: lines)
        let result = kept.filter { $0 < at }.map { lines[$0] } + new + kept.filter { $0 >= at }.map { lines[$0] }
        return result.map { $0 + "\n" }.joined()
    }

    private func gone(in lines: [String]) -> Set<Int> {
        switch old {
        case .nothing: return []
        case .every(let some): return Set(lines.indices.filter { some.contains(lines[$0]) })
        case .last(let line): return Set(lines.lastIndex(of: line).map { [$0] } ?? [])
        case .blocks(let opening, let closing):
            var gone: Set<Int> = []
            var start: Int?
            for (index, line) in lines.enumerated() {
                if opening.contains(line) { start = index }
                if closing.contains(line), let begun = start {
                    gone.formUnion(begun...index)
                    start = nil
                }
            }
            return gone
        }
    }

    private func start(in lines: [String]) -> Int {
        switch place {
        case .end: lines.count
        case .beginning: 0
        case .after(let line): lines.lastIndex(of: line).map { $0 + 1 } ?? lines.count
        case .before(let line): lines.lastIndex(of: line) ?? lines.count
        }
    }
}
