@preconcurrency import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The operator stopped the run.
struct Interrupted: Error {}

/// Lets Ctrl-C end work in order: the first asks it to stop, by cancelling its task, the second ends the program.
enum Interruption {
    /// Counts how often the operator asked.
    private final class Count: Sendable {
        private let value = Atomic<Int>(0)

        func next() -> Int { value.add(1, ordering: .relaxed).newValue }
    }

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
        let count = Count()
        // Without this the signal would end the program before the source sees it.
        signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: DispatchQueue(label: "interrupts"))
        source.setEventHandler {
            if count.next() > 1 { _exit(130) }
            continuation.yield()
        }
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
