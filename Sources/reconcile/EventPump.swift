import Model

/// Hands the events of a run, in their order, to one listener while the run works.
///
/// - Parameters:
///   - listener: is told every event, one after the other, also after the run was interrupted.
///   - run: is given where to send events.
/// - Returns: what the run gave, after the listener has heard everything.
func withEvents<Result: Sendable>(
    to listener: @escaping @Sendable (RunEvent) async -> Void,
    _ run: (@escaping @Sendable (RunEvent) -> Void) async -> Result
) async -> Result {
    let (events, continuation) = AsyncStream.makeStream(of: RunEvent.self)
    async let listening: Void = {
        for await event in events { await listener(event) }
    }()
    let result = await run { continuation.yield($0) }
    continuation.finish()
    await listening
    return result
}
