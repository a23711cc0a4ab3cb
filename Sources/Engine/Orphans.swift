package import Model

extension Planner {
    /// What entries look after, by what the manifests say and by what the ledger says of those that are left out.
    var managed: Managed {
        var managed = Managed(claims: state.dormant, isPartial: !state.coversWholeProject)
        for desired in state.resources {
            switch desired.entry {
            case .undecided: managed.undecided = managed.undecided ?? desired.address
            case .resource(let resource):
                managed.claims.formUnion(resource.claims + resource.keeps)
                if let whole = resource.partOf { managed.claims.insert(whole) }
            }
        }
        let orphans = Set(orphans.map(\.claim))
        managed.claims.formUnion(ledger.entries.keys.filter { !orphans.contains($0) })
        return managed
    }

    /// What the ledger says is managed here and no entry claims any more, within the scope of this run.
    package var orphans: [Orphan] {
        let claimed = Set(
            state.resources.flatMap { desired -> [Claim] in
                guard case .resource(let resource) = desired.entry else { return [] }
                return resource.claims
            })
        return ledger.entries.values
            .filter { entry in
                !claimed.contains(entry.claim) && !state.dormant.contains(entry.claim)
                    && !state.uncertainManifests.contains(entry.manifest)
                    && (state.coversWholeProject || state.manifests.contains(entry.manifest))
            }
            .sorted { $0.claim < $1.claim }
            .map { Orphan(address: $0.address, claim: $0.claim, manifest: $0.manifest, origin: $0.origin) }
    }
}
