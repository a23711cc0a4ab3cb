package import Diagnostics
internal import Facts
package import Model

/// Paths on a node by a pattern: `*`, `?` and `[…]` within a name, `**` for any number of directories.
package struct PathPattern: FieldValue {
    package static var typeName: String { "a path with '*', '?', '[…]' or '**'" }
    package static var jsonSchema: JSON { AbsolutePath.jsonSchema }

    let text: String
    /// Where the pattern begins: the directory that holds all that it can match.
    let folder: AbsolutePath
    /// Its names below that directory.
    private let names: [String]

    package init(_ given: Given) throws(Problems) {
        let path = try AbsolutePath(given)
        text = path.text
        let parts = path.text.unicodeScalars.split(separator: "/").map { String($0) }
        let fixed = parts.dropLast().prefix { !$0.unicodeScalars.contains { "*?[\\".unicodeScalars.contains($0) } }
        guard !fixed.isEmpty else {
            throw given.problem(
                "wide-pattern", "'\(given.field)' would be looked for in the whole system",
                help: "begin the pattern with the directory that it is about, like /srv/\(parts.last ?? "*")")
        }
        folder = AbsolutePath("/" + fixed.joined(separator: "/"))
        names = Array(parts.dropFirst(fixed.count))
    }

    package var rendered: String { text }

    /// The look at all that can match.
    var listing: Listing { Listing(folder.text, isDeep: names.count > 1 || names.contains("**")) }

    /// Whether it means a path below the directory.
    func matches(_ path: String) -> Bool { Self.match(names[...], path.split(separator: "/").map(String.init)[...]) }

    private static func match(_ names: ArraySlice<String>, _ parts: ArraySlice<String>) -> Bool {
        guard let name = names.first else { return parts.isEmpty }
        if name == "**" {
            return (0...parts.count).contains { match(names.dropFirst(), parts.dropFirst($0)) }
        }
        guard let part = parts.first, Glob(name).matches(part) else { return false }
        return match(names.dropFirst(), parts.dropFirst())
    }
}

extension Look {
    /// What a pattern matches and no entry of its own looks after; throws where it cannot be told yet.
    func matches(of pattern: PathPattern) throws(Undecided) -> (now: Int, entries: [Listing.Entry]) {
        if let maker = pending.first(where: { $0.mayChange(below: pattern.folder) }) {
            throw .depends(on: maker.address)
        }
        guard let seen = try see(pattern.listing) else {
            if let maker = pending(pattern.folder.claim, or: .paths) { throw .depends(on: maker) }
            return (0, [])
        }
        let managed = self.managed ?? Managed()
        if let entry = managed.undecided { throw .depends(on: entry) }
        let entries = seen.entries.filter { entry in
            pattern.matches(entry.path)
                && !managed.claims.contains(AbsolutePath(pattern.folder.below(entry.path)).claim)
        }
        return (seen.now, entries)
    }
}

extension Pending {
    /// Whether it may bring or change paths there besides those that it claims; what claims nothing but paths changes
    /// nothing outside of them.
    fileprivate func mayChange(below folder: AbsolutePath) -> Bool {
        guard !effects.isDisjoint(with: .paths) else { return false }
        return claims.isEmpty
            || claims.contains { claim in
                let name = String(claim.name)
                return claim.kind != "path" || name == folder.text || name.hasPrefix(folder.below(""))
                    || folder.text.hasPrefix(name + "/")
            }
    }
}
