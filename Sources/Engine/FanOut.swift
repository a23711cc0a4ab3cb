extension Sequence where Self: Sendable, Element: Sendable {
    /// Transforms the elements concurrently, at most `limit` at a time, and gives the results in the order of the
    /// elements.
    ///
    /// The transformation does not throw: what fails for one element is a value, and costs the others nothing.
    package func concurrentMap<Result: Sendable>(
        limit: Int, _ transform: @escaping @Sendable (Element) async -> Result
    ) async -> [Result] {
        await withTaskGroup(of: (Int, Result).self) { group in
            var results: [(index: Int, result: Result)] = []
            var elements = enumerated().makeIterator()
            var running = 0
            while true {
                while running < limit, let (index, element) = elements.next() {
                    group.addTask { (index, await transform(element)) }
                    running += 1
                }
                guard let (index, result) = await group.next() else { break }
                results.append((index, result))
                running -= 1
            }
            return results.sorted { $0.index < $1.index }.map(\.result)
        }
    }
}
