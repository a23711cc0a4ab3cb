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
    /// Throws where the directory that a thing is to be made in is not there, and nothing that is planned makes it.
    ///
    /// A package or an account is taken to bring it, a command or what is not known yet only may.
    func expectFolder(of path: AbsolutePath) throws(Undecided) {
        guard let folder = path.parent, let wrong = fault(of: folder) else { return }
        let makes = pending.contains { change in
            // A directory makes those above it.
            change.claims.contains(folder.claim)
                || change.address.kind == Directory.kind && change.claims.contains { folder.holds($0) }
        }
        if makes { return }
        // What lies behind a link shows when the link is there.
        let link = pending.first { change in
            change.address.kind == Link.kind && change.claims.contains { path.claimsAbove.contains($0) }
        }
        if let link { throw .depends(on: link.address) }
        if wrong.isMissing, pending.contains(where: { $0.effects.contains(.paths) && $0.effects != .anything }) {
            return
        }
        if let maker = pending.first(where: { $0.effects.contains(.paths) }) { throw .depends(on: maker.address) }
        throw .error(wrong.message)
    }

    /// Why nothing can be made in a directory as it was seen; nil where it can, or nobody could tell.
    private func fault(of folder: AbsolutePath) -> (isMissing: Bool, message: String)? {
        switch seen[PathState(folder.text)] {
        case .absent:
            return (true, "its directory \(folder) is not there; the entry 'directory: \(folder)' makes it")
        case .present(let state) where state.kind != .directory && state.leadsTo != .directory:
            return (false, "\(folder), which it is to be in, is \(state.inWords), not a directory")
        case .present, .unavailable, .failed, nil: return nil
        }
    }
}

extension AbsolutePath {
    /// Whether a claim is of something below.
    fileprivate func holds(_ claim: Claim) -> Bool {
        claim.kind == self.claim.kind && claim.name.hasPrefix(text + "/")
    }
}
