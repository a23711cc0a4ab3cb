import Facts
import Model

/// Which restarts, reloads and runs a resource owes, because something it depends on is not what it was at its last
/// good one.
///
/// Nothing is owed while the signature of everything it depends on equals the stamp in the ledger. Times are not
/// compared: a copied file brings an old one, and a flipped link none.
struct Owing {
    let owed: [Owed]
    /// What was seen of the things it depends on, for the stamp.
    let signatures: [Owed.Kind: [String: String]]

    init(
        desired: DesiredResource, others: [DesiredResource], seen: Observations, verdicts: [Address: Verdict],
        stamp: Stamp?, invocation: String?, boot: String
    ) {
        var owed: [Owed] = []
        var signatures: [Owed.Kind: [String: String]] = [:]
        let kinds: [(Owed.Kind, [Reference])] = [
            (.restart, desired.restartOn), (.reload, desired.reloadOn), (.run, desired.runOn),
        ]
        for (kind, references) in kinds where !references.isEmpty {
            let watched = others.filter { other in
                other.address != desired.address && references.contains { $0.matches(other.address) }
            }
            let now = Self.signatures(of: watched, seen)
            signatures[kind] = now
            if let reason = Self.reason(kind, watched, now, verdicts, stamp) {
                owed.append(Owed(kind, reason: reason))
            }
        }
        if let triggers = desired.triggers, let kind = desired.kindThatTriggersOwe {
            signatures[kind, default: [:]][Triggers.name] = triggers.digest
            if stamp?.signatures[Triggers.name] != triggers.digest {
                let reason =
                    stamp?.signatures[Triggers.name] == nil ? ": \(kind.never)" : " changed since the last \(kind.noun)"
                owed.append(Owed(kind, reason: Triggers.name + reason))
            }
        }
        if owed.isEmpty, Self.someoneElseRestarted(stamp, invocation, boot),
            let kind = kinds.first(where: { !$0.1.isEmpty })?.0
        {
            owed.append(Owed(kind, reason: "someone else restarted it since, and what it read then is not known"))
        }
        self.owed = owed
        self.signatures = signatures
    }

    private static func signatures(of watched: [DesiredResource], _ seen: Observations) -> [String: String] {
        var result: [String: String] = [:]
        for other in watched {
            guard case .resource(let resource) = other.entry else { continue }
            result[other.address.description] = resource.signature(given: seen)
        }
        return result
    }

    private static func reason(
        _ kind: Owed.Kind, _ watched: [DesiredResource], _ now: [String: String], _ verdicts: [Address: Verdict],
        _ stamp: Stamp?
    ) -> String? {
        for other in watched {
            guard case .change = verdicts[other.address] else { continue }
            let toBe = other.signatureToBe
            if toBe == nil || toBe != stamp?.signatures[other.address.description] {
                return "\(other.address) changes"
            }
        }
        for other in watched {
            let name = other.address.description
            if case .change = verdicts[other.address] { continue }
            guard let signature = now[name] else { continue }
            guard let stamp else { return "\(name): \(kind.never)" }
            if stamp.signatures[name] != signature { return "\(name) changed since the last \(kind.noun)" }
        }
        return nil
    }

    /// A unit that was started anew during the same boot by someone else has read nobody knows what.
    ///
    /// One that the boot started has read what lies there, which the signatures tell.
    private static func someoneElseRestarted(_ stamp: Stamp?, _ invocation: String?, _ boot: String) -> Bool {
        guard let stamp, let stamped = stamp.invocation, let invocation else { return false }
        return stamped != invocation && stamp.boot == boot
    }
}

extension DesiredResource {
    /// What its signature is once it is as wanted, where that is known beforehand.
    var signatureToBe: String? {
        guard case .resource(let resource) = entry else { return nil }
        return resource.signatureToBe
    }

    /// What is owed when `triggers` is another value than it was; nothing of a type that answers neither.
    fileprivate var kindThatTriggersOwe: Owed.Kind? {
        guard case .resource(let resource) = entry else { return nil }
        return [.run, .restart].first { type(of: resource).answers.contains($0) }
    }
}

extension Owed.Kind {
    fileprivate var noun: String {
        switch self {
        case .restart: "start"
        case .reload: "reload"
        case .run: "run"
        }
    }

    fileprivate var never: String {
        switch self {
        case .restart: "no start is on record that read it"
        case .reload: "no reload is on record that read it"
        case .run: "it has not run since"
        }
    }
}
