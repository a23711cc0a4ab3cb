import FoundationEssentials
import Inventory

/// What Ansible makes of all cases, asked for in one go.
struct AnsibleReference: Decodable, Sendable {
    struct Match: Decodable, Sendable {
        var hosts: [String]?
        var isUnknown: Bool
    }

    var list: String?
    var graph: String?
    var graphVars: String?
    var patterns: [Match]?
    var unread: [String]?
    var error: String?

    /// Whether Ansible refused some source.
    var isRefused: Bool { error != nil || unread?.isEmpty == false }

    private struct Request: Encodable {
        var project: String
        var sources: [String]
        var patterns: [InventoryCase.Pattern]
    }

    private static let all: Result<[String: AnsibleReference], any Error> = Result {
        let folder = try PythonPeers.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let cases = InventoryCase.written + GeneratedInventories.all
        let requests = try cases.map { item in
            let project = folder.appending(path: item.name)
            try item.write(to: project)
            return Request(project: project.path, sources: item.paths(in: project), patterns: item.patterns)
        }
        let script = PythonPeers.package.appending(path: "Scripts/ansible-reference.py").path
        let input = String(decoding: try JSONEncoder().encode(requests), as: UTF8.self)
        let reply = try PythonPeers.run([PythonPeers.interpreter ?? "", script], input: input)
        let answers = try JSONDecoder().decode([AnsibleReference].self, from: Data(reply.output.utf8))
        return Dictionary(zip(cases.map { $0.name }, answers), uniquingKeysWith: { first, _ in first })
    }

    static func answer(for item: InventoryCase) throws -> AnsibleReference? { try all.get()[item.name] }
}
