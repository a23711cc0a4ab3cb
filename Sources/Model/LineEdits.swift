/// One step that turns a list of lines into another; numbers are positions, counted from 0.
enum LineEdit: Sendable, Hashable {
    case keep(old: Int, new: Int)
    case remove(old: Int)
    case insert(new: Int)
}

/// Finds the fewest lines to take out and put in: Eugene Myers, "An O(ND) Difference Algorithm and Its Variations".
///
/// Lines are given as numbers, equal where the lines are. Beyond `limit` changed lines the search, which is
/// quadratic in them, is given up and everything between the first and the last difference counts as replaced.
struct LineEdits {
    private let old: [Int]
    private let new: [Int]
    private let limit: Int

    init(from old: [Int], to new: [Int], limit: Int = 1_000) {
        self.old = old
        self.new = new
        self.limit = limit
    }

    /// The steps in order; of neighbouring steps the removals come first.
    var steps: [LineEdit] {
        let head = zip(old, new).prefix { $0 == $1 }.count
        let tail = zip(old.dropFirst(head).reversed(), new.dropFirst(head).reversed()).prefix { $0 == $1 }.count
        let oldMiddle = head..<(old.count - tail)
        let newMiddle = head..<(new.count - tail)
        let middle =
            search(oldMiddle, newMiddle)
            ?? oldMiddle.map { .remove(old: $0) } + newMiddle.map { .insert(new: $0) }
        return (0..<head).map { .keep(old: $0, new: $0) }
            + removalsFirst(middle)
            + (0..<tail).map { .keep(old: oldMiddle.upperBound + $0, new: newMiddle.upperBound + $0) }
    }

    private func search(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> [LineEdit]? {
        let (n, m) = (oldRange.count, newRange.count)
        let bound = min(n + m, limit)
        // Diagonal k = x - y is kept at index k + bound + 1; the value is the furthest x reached on it.
        var furthest = [Int](repeating: 0, count: 2 * bound + 3)
        var trace: [ArraySlice<Int>] = []
        for d in 0...bound {
            trace.append(furthest[(bound - d)...(bound + 2 + d)])
            for k in stride(from: -d, through: d, by: 2) {
                let here = k + bound + 1
                let isDown = k == -d || (k != d && furthest[here - 1] < furthest[here + 1])
                var x = isDown ? furthest[here + 1] : furthest[here - 1] + 1
                while x < n, x - k < m, old[oldRange.lowerBound + x] == new[newRange.lowerBound + x - k] { x += 1 }
                furthest[here] = x
                if x >= n, x - k >= m { return walkBack(trace, bound, oldRange, newRange) }
            }
        }
        return nil
    }

    private func walkBack(
        _ trace: [ArraySlice<Int>], _ bound: Int, _ oldRange: Range<Int>, _ newRange: Range<Int>
    ) -> [LineEdit] {
        var (x, y) = (oldRange.count, newRange.count)
        var steps: [LineEdit] = []
        for d in trace.indices.reversed() {
            let furthest = trace[d]
            let here = x - y + bound + 1
            let isDown = x - y == -d || (x - y != d && furthest[here - 1] < furthest[here + 1])
            let fromX = d == 0 ? 0 : furthest[isDown ? here + 1 : here - 1]
            let fromY = d == 0 ? 0 : fromX - (x - y) - (isDown ? 1 : -1)
            while x > fromX, y > fromY {
                (x, y) = (x - 1, y - 1)
                steps.append(.keep(old: oldRange.lowerBound + x, new: newRange.lowerBound + y))
            }
            guard d > 0 else { break }
            steps.append(
                isDown ? .insert(new: newRange.lowerBound + fromY) : .remove(old: oldRange.lowerBound + fromX))
            (x, y) = (fromX, fromY)
        }
        return steps.reversed()
    }

    private func removalsFirst(_ steps: [LineEdit]) -> [LineEdit] {
        var result: [LineEdit] = []
        var insertions: [LineEdit] = []
        for step in steps {
            switch step {
            case .insert: insertions.append(step)
            case .remove: result.append(step)
            case .keep:
                result += insertions
                insertions = []
                result.append(step)
            }
        }
        return result + insertions
    }
}
