/// What a program on this machine printed, and how it ended.
package struct ProcessResult: Sendable {
    /// Its exit status, or 128 and the number of the signal that ended it.
    package var status: Int32
    package var output: [UInt8] = []
    package var errors = ""
}

extension ChildProcess {
    /// Runs a program with nothing to read until it ends, or until it is silent for too long and then ended.
    ///
    /// - Throws: `NodeError(.lost)` when it cannot be started, `CancellationError`.
    package static func result(
        of words: [String], environment: [String: String] = [:], within patience: Duration
    ) async throws -> ProcessResult {
        let child = try ChildProcess(words, environment: environment)
        await child.endInput()
        var result = ProcessResult(status: 0)
        var errors: [UInt8] = []
        reading: while true {
            switch try await child.read(within: patience) {
            case .output(let bytes): result.output += bytes
            case .errors(let bytes): errors += bytes
            case .end, .silence: break reading
            }
        }
        result.status = await child.exitStatus(within: .seconds(1))
        result.errors = String(decoding: errors, as: UTF8.self)
        await child.close()
        return result
    }
}
