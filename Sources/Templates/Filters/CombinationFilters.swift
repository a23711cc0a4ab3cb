internal import Diagnostics

/// Python's `itertools`: what can be put together of the items of lists.
enum CombinationFilters {
    static let all: [Filter] = [
        Filter("permutations", ["r?"], taint: .parts) { call throws(Diagnostic) in
            let items = try call.items()
            let places = try choices(of: items.count, try size(call) ?? items.count, call, isOrdered: true)
            return .list(places.map { .tuple($0.map { items[$0] }) })
        },
        Filter("combinations", ["r"], taint: .parts) { call throws(Diagnostic) in
            let items = try call.items()
            let places = try choices(of: items.count, try size(call) ?? 0, call, isOrdered: false)
            return .list(places.map { .tuple($0.map { items[$0] }) })
        },
        Filter("product", ["*", "repeat?"], taint: .parts) { call throws(Diagnostic) in
            let lists = try ([call.input] + call.arguments.rest).map { list throws(Diagnostic) in
                try call.items(of: list)
            }
            var rows: [[Value]] = [[]]
            for _ in 0..<min(max(0, try call.arguments.int("repeat", default: 1)), 64) {
                for list in lists {
                    guard rows.count * max(1, list.count) <= most else { throw tooMany(call) }
                    rows = rows.flatMap { row in list.map { row + [$0] } }
                }
            }
            return .list(rows.map { .tuple($0) })
        },
    ]

    private static let most = 1_000_000

    private static func tooMany(_ call: FilterCall) -> Diagnostic { call.problem("would give more than \(most) items") }

    private static func size(_ call: FilterCall) throws(Diagnostic) -> Int? {
        guard let size = try call.arguments.int("r") else { return nil }
        guard size >= 0 else { throw call.problem("takes no negative number") }
        return size
    }

    /// All ways to pick so many of `count` places, in Python's order.
    private static func choices(
        of count: Int, _ size: Int, _ call: FilterCall, isOrdered: Bool
    ) throws(Diagnostic) -> [[Int]] {
        guard size <= count else { return [] }
        var rows: [[Int]] = [[]]
        for _ in 0..<size {
            var longer: [[Int]] = []
            for row in rows {
                let first = isOrdered ? 0 : (row.last ?? -1) + 1
                for place in first..<max(first, count) where !isOrdered || !row.contains(place) {
                    longer.append(row + [place])
                }
                guard longer.count <= most else { throw tooMany(call) }
            }
            rows = longer
        }
        return rows
    }
}
