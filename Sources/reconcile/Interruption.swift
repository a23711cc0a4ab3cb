@preconcurrency import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The operator stopped the run.
struct Interrupted: Error {}

/// Lets Ctrl-C end a piece of work in order: the first asks it to stop, by cancelling it, the second ends the program.
enum Interruption {
    private enum Event<Result: Sendable>: Sendable {
        case done(Result)
        case interrupted
    }

    /// Runs work until it is done; when the operator interrupts, cancels it and waits for it to come to its end.
    /// - Parameters:
    ///   - onInterrupt: called once, when the work is asked to stop.
    ///   - work: sees the interruption as the cancellation of its task.
    /// - Returns: the work's result and whether it was interrupted.
    static func watching<Result: Sendable>(
        onInterrupt: @escaping @Sendable () async -> Void, _ work: @escaping @Sendable () async -> Result
    ) async -> (result: Result, wasInterrupted: Bool) {
        let (interrupts, continuation) = AsyncStream.makeStream(of: Void.self)
        // Without this the signal would end the program before the source sees it.
        signal(SIGINT, SIG_IGN)
        let queue = DispatchQueue(label: "interrupts")
        let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: queue)
        let counter = Counter(continuation)
        source.setEventHandler { counter.count(Int(source.data)) }
        source.activate()
        defer {
            source.cancel()
            signal(SIGINT, SIG_DFL)
        }
        return await withTaskGroup(of: Event<Result>.self) { group in
            group.addTask { .done(await work()) }
            group.addTask {
                for await _ in interrupts { break }
                return .interrupted
            }
            var wasInterrupted = false
            while let event = await group.next() {
                switch event {
                case .done(let result):
                    group.cancelAll()
                    return (result, wasInterrupted)
                case .interrupted:
                    wasInterrupted = true
                    await onInterrupt()
                    group.cancelAll()
                }
            }
            preconditionFailure("the work always ends with a result")
        }
    }
}
