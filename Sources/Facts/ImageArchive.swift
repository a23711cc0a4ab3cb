internal import FoundationEssentials
internal import Shell

/// An image in a file on the node, as `podman save` and `docker save` write it.
package struct ImageArchive: Fact {
    package struct Seen: Sendable, Hashable {
        /// The id that the image has wherever it is loaded.
        package var id: String

        package init(id: String) { self.id = id }
    }

    package static let kind = "image-archive"
    package static let cost = Cost.slow
    package static let summary = "which image a file holds"

    /// Absolute.
    package var path: String

    package init(_ path: String) { self.path = path }
}

// Canonically equivalent names are equal Strings but different files.
extension ImageArchive {
    package static func == (lhs: Self, rhs: Self) -> Bool { lhs.path.utf8.elementsEqual(rhs.path.utf8) }

    package func hash(into hasher: inout Hasher) {
        for byte in path.utf8 { hasher.combine(byte) }
    }
}

extension ImageArchive {
    /// The list in the archive names its parts by their digests: the whole is not read.
    package static func script(_ facts: [ImageArchive]) -> String {
        ([function] + facts.map { "archive \($0.path.shellQuoted)" }).joined(separator: "\n")
    }

    /// For each a record: `none`, `!` and a reason, or `manifest.json` of the archive.
    package static func read(_ output: [UInt8], status: Int32, for facts: [ImageArchive]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        return facts.map { _ in
            guard let record = reader.record() else { return .unanswered(status) }
            if record == "none" { return .absent }
            if record.hasPrefix("!") { return .failed(String(record.dropFirst())) }
            let list = try? JSONDecoder().decode([ForeignJSON].self, from: Data(record.utf8))
            guard let images = list, let config = images.first?["Config"]?.text else {
                return .failed("the archive does not tell which image it holds")
            }
            if images.count > 1 { return .failed("the archive holds \(images.count) images, not one") }
            // `ID.json`, or `blobs/sha256/ID`.
            let name = config.split(separator: "/").last ?? ""
            return .present(Seen(id: String(name.prefix { $0 != "." })))
        }
    }

    private static let function = #"""
        archive() {
            if ! [ -e "$1" ]; then printf 'none\000'
            elif ! [ -r "$1" ]; then printf '!permission denied\000'
            elif text=$(tar -xOf "$1" manifest.json 2>/dev/null) && [ -n "$text" ]; then printf '%s\000' "$text"
            else printf '!the file is no archive of an image that has a manifest.json\000'; fi
        }
        """#
}
