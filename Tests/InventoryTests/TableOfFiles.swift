import Diagnostics
import YAML
@testable import Inventory

extension SourceFiles {
    /// Files that exist in a table only: their text by their path.
    static func table(_ texts: [String: String]) -> SourceFiles {
        @Sendable func below(_ folder: String) -> [Substring] {
            texts.keys.filter { $0.hasPrefix(folder + "/") }.map { $0.dropFirst(folder.count + 1) }
        }
        return SourceFiles(
            kind: { texts[$0] != nil ? .file : below($0).isEmpty ? nil : .folder },
            names: { folder in Array(Set(below(folder).compactMap { $0.split(separator: "/").first.map(String.init) }))
            },
            text: { path in texts[path].map { .success($0) } ?? .failure(Diagnostic("unreadable-file", path)) },
            canonical: { $0 })
    }
}

extension Inventory {
    /// An inventory `hosts.ini` with other files beside it.
    static func ini(_ text: String, _ others: [String: String] = [:]) throws(Problems) -> Inventory {
        let files = others.merging(["hosts.ini": text]) { $1 }
        return try load(from: ["hosts.ini"], projectFolder: ".", reading: .table(files))
    }

    static func yaml(_ text: String, _ others: [String: String] = [:]) throws(Problems) -> Inventory {
        let files = others.merging(["hosts.yaml": text]) { $1 }
        return try load(from: ["hosts.yaml"], projectFolder: ".", reading: .table(files))
    }

    /// The text of a host's variable as the highest layer has it.
    func raw(_ variable: String, of host: String) -> String? {
        self.host(named: host).flatMap { layers(for: $0).winners[variable]?.string }
    }

    func names(_ pattern: String, limit: String? = nil) throws(Problems) -> [String] {
        let limit = try limit.map { text throws(Problems) in try HostPattern(parsing: text) }
        return try hosts(matching: HostPattern(parsing: pattern), limitedTo: limit).map { $0.name }
    }
}
