internal import Dispatch
internal import Synchronization

extension Array where Element: Sendable {
    /// What a body makes of each, in order, on as many threads as there are processors.
    func mapConcurrently<Result: Sendable>(_ body: @Sendable (Element) -> Result) -> [Result] {
        let results = Mutex<[Result?]>(Swift.Array(repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let result = body(self[index])
            results.withLock { $0[index] = result }
        }
        return results.withLock { $0.compactMap { $0 } }
    }
}
