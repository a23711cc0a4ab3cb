import FoundationEssentials
import TestSupport
import Testing

/// The Python that has Jinja2 and Ansible, or why there is none.
enum Peers {
    case python(String)
    case missing(String)

    static let found: Peers = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path
        do {
            let result = try runScript("'\(root)/Scripts/python-peers'")
            let path = result.text.split(separator: "\n").last.map { String($0) } ?? ""
            return result.status == 0 ? .python(path) : .missing(result.errorText)
        } catch {
            return .missing("\(error)")
        }
    }()

    static var reason: String {
        if case .missing(let why) = found { why } else { "" }
    }

    static var python: String? {
        if case .python(let path) = found { path } else { nil }
    }

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
