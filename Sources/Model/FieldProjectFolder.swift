package import Actions
package import Diagnostics
package import YAML

/// A folder of the project, named in a manifest, with all files that are in it.
package struct ProjectFolder: FieldValue {
    package struct File: Sendable, Hashable {
        /// From the folder on, without a slash before it.
        package let path: String
        package let payload: Payload
        package let isSensitive: Bool
        package let isExecutable: Bool
    }

    package static var typeName: String { "the name of a folder" }
    package static var jsonSchema: JSON { ["type": "string"] }
    package static func standIn(for template: Node) -> Self? { template.string.map { Self(name: $0, files: []) } }

    package let name: String
    package let files: [File]

    private init(name: String, files: [File]) {
        self.name = name
        self.files = files
    }

    package init(_ given: Given) throws(Problems) {
        let name = try String(given)
        do {
            let files = try given.context.folder(name, given.node.span)
            self.init(
                name: name,
                files: files.map { file in
                    File(
                        path: file.path, payload: Payload(file.content.bytes), isSensitive: file.content.isSensitive,
                        isExecutable: file.isExecutable)
                })
        } catch {
            throw Problems([error])
        }
    }

    /// The paths of the folders in it that hold files, those above others first.
    package var folders: [String] {
        var known: Set<String> = []
        var result: [String] = []
        for file in files {
            let parts = file.path.split(separator: "/").dropLast()
            for count in parts.indices.map({ $0 + 1 }) {
                let folder = parts.prefix(count).joined(separator: "/")
                if known.insert(folder).inserted { result.append(folder) }
            }
        }
        return result
    }

    package var rendered: String { name }
    package var isSensitive: Bool { files.contains { $0.isSensitive } }
}
