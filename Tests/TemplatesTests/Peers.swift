import FoundationEssentials
import TestSupport
import Testing

/// What a script makes for tests: the Python that has Jinja2 and Ansible, or why there is none.
enum Peers {
    case made(String)
    case missing(String)

    static let found = made(by: "python-peers")
    /// The folder of collections, or why there is none.
    static let collections = made(by: "ansible-collections")

    private static func made(by script: String) -> Peers {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path
        do {
            let result = try runScript("'\(root)/Scripts/\(script)'")
            let path = result.text.split(separator: "\n").last.map { String($0) } ?? ""
            return result.status == 0 ? .made(path) : .missing(result.errorText)
        } catch {
            return .missing("\(error)")
        }
    }

    var path: String? {
        if case .made(let path) = self { path } else { nil }
    }

    var reason: String {
        if case .missing(let why) = self { why } else { "" }
    }

    static var reason: String { found.reason }
    static var python: String? { found.path }

    /// What a script of `TestSupport/python` answers to a file.
    static func answers<Answer: Decodable>(
        _ script: String, to file: String, as type: Answer.Type, environment: [String: String] = [:]
    ) throws -> Answer {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../TestSupport/python/\(script)").standardized.path
        let result = try runScript("'\(try #require(python))' '\(path)' '\(file)'", environment: environment)
        try #require(result.status == 0, "\(result.errorText)")
        return try JSONDecoder().decode(type, from: Data(result.output))
    }
}
