import Console
import Nodes
import Shell

/// The requests of a run, as they were sent to each host.
actor ScriptRecord {
    private(set) var requests: [RecordedRequest] = []

    func add(_ request: Request, to host: String) {
        requests.append(RecordedRequest(host: host, request: request))
    }
}

/// A node that notes down what is run on it.
struct RecordedNode: Node {
    private let node: any Node
    private let record: ScriptRecord

    init(_ node: any Node, in record: ScriptRecord) {
        self.node = node
        self.record = record
    }

    var name: String { node.name }
    var notes: [String] { get async { await node.notes } }
    var escalatedFrom: String? { node.escalatedFrom }

    func run(_ request: Request, heard: @escaping @Sendable (Heard) -> Void) async throws -> [Answer] {
        await record.add(request, to: name)
        return try await node.run(request, heard: heard)
    }

    func upload(_ bytes: [UInt8], digest: String, to path: String) async throws {
        try await node.upload(bytes, digest: digest, to: path)
    }

    func close() async { await node.close() }
}
