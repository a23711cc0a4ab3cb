internal import Diagnostics
internal import Model

extension ClaimTable {
    /// Entries about a part of what another entry says as a whole: a line of a file whose content is given.
    var partProblems: [Diagnostic] {
        var wholes: [Claim: Claimant] = [:]
        for claimant in claimants where claimant.resource.isWhole {
            for claim in claimant.resource.claims { wholes[claim] = claimant }
        }
        return claimants.compactMap { part in
            guard let claim = part.resource.partOf, let whole = wholes[claim] else { return nil }
            return Diagnostic(
                "conflicting-entries",
                "\(part.desired.address) is a part of \(whole.desired.address), which says all that is there",
                at: part.desired.span, notes: [.note("the other entry", at: whole.desired.span)]
            ).helping("say it in the other entry, or leave there what the file holds to entries about its parts")
        }
    }
}
