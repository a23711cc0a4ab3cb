/// A program that runs on a node, seen as its three streams of bytes.
package protocol ByteChannel: Sendable {
    /// Writes all of it to the program's standard input.
    /// - Throws: `NodeError(.lost)` when the program or the connection is gone, or takes nothing for a minute.
    func write(_ bytes: [UInt8]) async throws
    /// Tells the program that its standard input has ended.
    func endInput() async throws
    /// The next bytes, or what there is instead of them.
    /// - Throws: `NodeError(.lost)`, or `CancellationError` when the task is cancelled while it waits.
    func read(within patience: Duration) async throws -> Arrival
    /// Lets go of the program; what it still writes is dropped.
    func close() async
}

/// What a call throws, for a caller that has something better to find out first.
func failure(_ body: () async throws -> Void) async -> (any Error)? {
    do {
        try await body()
        return nil
    } catch {
        return error
    }
}

/// What came from a program on a node.
package enum Arrival: Sendable, Hashable {
    case output([UInt8])
    case errors([UInt8])
    /// Nothing came for as long as was to be waited.
    case silence
    /// Both streams have ended.
    case end
}

/// A connection to a node, on which programs are started: SSH, or this machine itself.
package protocol Line: Sendable {
    /// Starts a command, read by the login user's shell, on a channel of its own.
    /// - Throws: `NodeError(.lost)`.
    func open(_ command: String) async throws -> any ByteChannel
    func close() async
}
