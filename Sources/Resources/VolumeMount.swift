package import Diagnostics
internal import Facts
package import Model

/// What of a node a container sees, and where: `/srv/data:/data:ro`, or a volume's name in place of the path.
package struct VolumeMount: FieldValue {
    package static var typeName: String { "a mount like '/srv/data:/data:ro'" }
    package static var jsonSchema: JSON { ["type": "string"] }

    let text: String
    let mount: ContainerState.Mount

    package init(_ given: Given) throws(Problems) {
        text = try String(given)
        // By scalars: a colon that a combining mark follows is no Character of its own.
        let parts = text.unicodeScalars.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
        guard (2...3).contains(parts.count), parts[1].isAbsolutePath, parts[1] != "/" else {
            let help =
                "write SOURCE:DESTINATION, where the source is a path or the name of a volume, and ':ro' behind it"
            throw given.problem("container-mount", "'\(text)' does not say what is mounted where", help: help)
        }
        guard parts[0].isAbsolutePath || EngineName.isName(parts[0]) else {
            throw given.problem(
                "container-mount", "'\(parts[0])' is neither an absolute path nor a name of a volume")
        }
        let options = parts.count > 2 ? parts[2].split(separator: ",", omittingEmptySubsequences: false) : []
        let isWord = { (option: Substring) in
            !option.isEmpty && option.utf8.allSatisfy { $0.isAlphanumeric || "-=_".utf8.contains($0) }
        }
        guard options.allSatisfy(isWord) else {
            throw given.problem("container-mount", "'\(parts[2])' holds no options of a mount, like 'ro'")
        }
        mount = ContainerState.Mount(
            source: Self.plain(parts[0]), destination: Self.plain(parts[1]), isReadOnly: options.contains("ro"))
    }

    package var rendered: String { text }

    /// The volume that it mounts; nil for a path.
    var volume: String? { mount.source.isAbsolutePath ? nil : mount.source }

    private static func plain(_ path: String) -> String {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String {
    fileprivate var isAbsolutePath: Bool { utf8.first == UInt8(ascii: "/") }
}

extension ContainerState.Mount {
    /// As a manifest writes it.
    var text: String { "\(source):\(destination)" + (isReadOnly ? ":ro" : "") }
}
