internal import Facts
internal import Model

extension AbsolutePath {
    /// The look at the directory that holds it; none where that is the root.
    var folderFacts: [any Fact] {
        guard let parent, parent.text != "/" else { return [] }
        return [PathState(parent.text)]
    }
}

extension Look {
    /// Throws where the directory that a thing is to be made in is not there, and nothing that is planned may make it.
    func expectFolder(of path: AbsolutePath) throws(Undecided) {
        guard let folder = path.parent, case .absent? = seen[PathState(folder.text)] else { return }
        guard pending(folder.claim, or: .paths) == nil else { return }
        // What lies behind a link shows when the link is there.
        let link = pending.first { change in
            change.address.kind == Link.kind
                && change.claims.contains { folder.text.hasPrefix($0.name + "/") }
        }
        if let link { throw .depends(on: link.address) }
        // A directory makes those above it.
        let isMade = pending.contains { change in
            change.address.kind == Directory.kind && change.claims.contains { $0.name.hasPrefix(folder.text + "/") }
        }
        if isMade { return }
        throw .error("its directory \(folder) is not there; the entry 'directory: \(folder)' makes it")
    }
}
