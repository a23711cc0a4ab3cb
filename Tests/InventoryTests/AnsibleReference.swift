import FoundationEssentials
import Inventory

/// What Ansible makes of all cases, asked for in one go.
struct AnsibleReference: Decodable, Sendable {
    struct Match: Decodable, Sendable {
        var hosts: [String]?
        var isUnknown: Bool
    }

    /// Where Ansible says that a host's variable was written.
    struct Origin: Decodable, Sendable {
        var host: String
        var variable: String
        var file: String
        var line: Int
        var column: Int?
    }

    /// What a variable comes to, as JSON; nil where Ansible cannot render it.
    struct Rendered: Decodable, Sendable {
        var host: String
        var variable: String
        var json: String?
    }

    var list: String?
    var graph: String?
    var graphVars: String?
    var patterns: [Match]?
    var origins: [Origin]?
    /// The list with the first pattern as a limit; nil where Ansible refuses the pattern.
    var limited: String?
    var rendered: [Rendered]?
    var unread: [String]?
    var error: String?

    /// Whether Ansible refused some source.
    var isRefused: Bool { error != nil || unread?.isEmpty == false }

    private struct Request: Encodable {
        var project: String
        var sources: [String]
        var patterns: [InventoryCase.Pattern] = []
        var wantsOrigins = true
        var wantsRendered = false
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
        let answers = try ask(requests)
        return Dictionary(zip(cases.map { $0.name }, answers), uniquingKeysWith: { first, _ in first })
    }

    static func answer(for item: InventoryCase) throws -> AnsibleReference? { try all.get()[item.name] }

    /// What Ansible makes of a project that lies somewhere.
    static func answer(for project: URL, sources: [String]) throws -> AnsibleReference? {
        try ask([Request(project: project.path, sources: sources, wantsRendered: true)]).first
    }

    private static func ask(_ requests: [Request]) throws -> [AnsibleReference] {
        let script = PythonPeers.package.appending(path: "Scripts/ansible-reference.py").path
        let input = String(decoding: try JSONEncoder().encode(requests), as: UTF8.self)
        let reply = try PythonPeers.run([PythonPeers.interpreter ?? "", script], input: input)
        return try JSONDecoder().decode([AnsibleReference].self, from: Data(reply.output.utf8))
    }
}
