internal import Diagnostics
internal import YAML

/// One element of a manifest's or a module's `resources`.
enum ResourceItem: Sendable {
    case entry(ManifestEntry)
    case include(Include)

    var entry: ManifestEntry? {
        if case .entry(let entry) = self { entry } else { nil }
    }

    var keys: EntryKeys {
        switch self {
        case .entry(let entry): entry.keys
        case .include(let include): include.keys
        }
    }

    var include: Include? {
        if case .include(let include) = self { include } else { nil }
    }
}

/// What `resources` holds.
struct ResourceList: Sendable {
    private(set) var items: [ResourceItem] = []
    /// Elements whose type cannot be told.
    private(set) var unread: [Node] = []

    init() {}

    /// Reads the list; what is wrong with it goes to the reader of the manifest or module.
    init(_ reader: inout MappingReader, shelf: Shelf) {
        guard let given = reader.node("resources"), !(given.sequence?.isEmpty ?? false) else {
            reader.report(
                Diagnostic("empty-manifest", "\(reader.subject) has no resources", at: reader.node.start)
                    .helping("resources: a list of entries, such as '- package: curl'"))
            return
        }
        guard let elements = given.sequence else {
            reader.report(
                Diagnostic("wrong-type", "'resources' takes a list of entries", at: given.span)
                    .helping("start each entry with '- '"))
            return
        }
        for element in elements {
            if element.mapping?.contains(where: { $0.key.string == Include.key }) == true {
                if let include = Include(element, in: shelf, of: &reader) { items.append(.include(include)) }
            } else if let entry = ManifestEntry(element, in: shelf, of: &reader) {
                items.append(.entry(entry))
            } else {
                unread.append(element)
            }
        }
    }
}
