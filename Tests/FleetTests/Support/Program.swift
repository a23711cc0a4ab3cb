import Nodes

/// A program run to its end by a test.
struct Program: Sendable {
    let status: Int32
    let output: String
    let errors: String

    /// Everything it printed, for a failed expectation.
    var text: String { output + errors }

    /// Runs it; after so long without a sound it is ended, and the status is 137.
    static func run(
        _ words: [String], environment: [String: String] = [:], input: String = "", deadline: Duration = .seconds(300)
    ) async throws -> Program {
        let child = try ChildProcess(words, environment: environment)
        if !input.isEmpty { try await child.write(Array(input.utf8)) }
        await child.endInput()
        var output: [UInt8] = []
        var errors: [UInt8] = []
        reading: while true {
            switch try await child.read(within: deadline) {
            case .output(let bytes): output += bytes
            case .errors(let bytes): errors += bytes
            case .end, .silence: break reading
            }
        }
        let status = await child.exitStatus(within: .seconds(5))
        return Program(
            status: status, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self))
    }
}
