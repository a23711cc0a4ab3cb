/// What is at a path, without following a link there.
package struct PathState: Fact {
    package enum Kind: String, Sendable, Hashable, Codable {
        case file, directory, link, fifo, socket, block, character
    }

    /// What is at the end of a link, or of a chain of them.
    package enum Destination: String, Sendable, Hashable, Codable {
        case nothing, file, directory, other
    }

    /// A user or group that something belongs to.
    package struct Owner: Sendable, Hashable {
        package var id: Int
        /// Nil where the node knows no name for the id.
        package var name: String?

        package init(id: Int, name: String?) {
            self.id = id
            self.name = name
        }

        /// Whether a word of a manifest, a name or a number, means this one.
        package func matches(_ word: String) -> Bool { word == name || Int(word) == id }
    }

    package struct Seen: Sendable, Hashable {
        package var kind: Kind
        /// Permission bits, 0 to 0o7777.
        package var mode: Int
        package var owner: Owner
        package var group: Owner
        /// Bytes, of a regular file.
        package var size: Int
        /// What a link says, to the letter.
        package var target: String?
        /// What a link leads to in the end.
        package var leadsTo: Destination?
        /// The SHA-256 of a regular file in lower-case hexadecimal; `absent` where it was not asked for, or where this
        /// is no regular file.
        package var digest: Observation<String>

        package init(
            kind: Kind, mode: Int, owner: Owner, group: Owner, size: Int = 0, target: String? = nil,
            leadsTo: Destination? = nil, digest: Observation<String> = .absent
        ) {
            self.kind = kind
            self.mode = mode
            self.owner = owner
            self.group = group
            self.size = size
            self.target = target
            self.leadsTo = leadsTo
            self.digest = digest
        }
    }

    package static let kind = "path"
    package static let summary =
        "what is at a path: kind, owner, mode, size, where a link leads, and what it holds by its SHA-256"
    package static let cost = Cost.cheap

    /// Absolute.
    package var path: String
    /// Whether the SHA-256 of a regular file is wanted.
    package var digest: Bool

    package init(_ path: String, digest: Bool = false) {
        self.path = path
        self.digest = digest
    }
}

// Canonically equivalent names are equal Strings but different files.
extension PathState {
    package static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.digest == rhs.digest && lhs.path.utf8.elementsEqual(rhs.path.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
        var path = path
        path.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
