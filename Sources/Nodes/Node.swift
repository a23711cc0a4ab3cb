package import Shell

/// An open connection to one machine, with one shell kept on it.
///
/// Everything that touches a machine goes through here.
package protocol Node: Sendable {
    /// The inventory's name of the host.
    var name: String { get }
    /// What the operator should know about this connection, such as which transport was chosen and why.
    var notes: [String] { get async }
    /// The user who logged in, where the kept shell runs as another one.
    var escalatedFrom: String? { get }

    /// Runs the sections of a request one after another, in one round trip.
    ///
    /// When its task is cancelled, a request that acts (`.stop`) finishes the section that runs and answers; before it
    /// is sent, and with any other request, cancelling throws.
    ///
    /// - Parameters:
    ///   - request: what is asked.
    ///   - heard: told when a section begins and ends, while the request runs.
    /// - Returns: an answer for each section, in order.
    /// - Throws: `NodeError` when the connection is lost or the shell cannot be started, `CancellationError`.
    func run(_ request: Request, heard: @escaping @Sendable (Heard) -> Void) async throws -> [Answer]

    /// Puts bytes into a file on the node, over a channel of their own, with mode 0600 and the kept shell's owner;
    /// the file is complete and checked by its SHA-256 when this returns.
    func upload(_ bytes: [UInt8], digest: String, to path: String) async throws

    func close() async
}

extension Node {
    package func run(_ request: Request) async throws -> [Answer] { try await run(request) { _ in } }
}

/// Why a node could not be reached or stopped answering.
package struct NodeError: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: String, Sendable, Hashable {
        /// No connection within the deadline, refused, no route, unknown name.
        case unreachable
        /// The host key is not the known one, or not known at all.
        case hostKey
        /// None of the ways to authenticate was accepted.
        case authentication
        /// The password for another user was refused: the run stops, since more tries lock accounts.
        case becomeRefused
        /// The connection broke after it stood.
        case lost
        /// The node is there, but does not do what is needed to work on it: its disk is full, a file is not its own.
        case refused
    }

    package var kind: Kind
    /// One line: `connection refused (10.0.0.14:22)`.
    package var reason: String
    /// What to do about it.
    package var help: String?

    package init(_ kind: Kind, _ reason: String, help: String? = nil) {
        self.kind = kind
        self.reason = reason
        self.help = help
    }

    package var description: String { reason }
}
