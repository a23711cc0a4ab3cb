import Actions
import Diagnostics
import Facts
import Model
import YAML

@testable import Engine

/// A resource made for tests: it is whatever the test says.
struct Thing: Resource {
    static let kind = "thing"
    static let summary = "A thing."
    static let example = "- thing: a\n"
    static let answers: [Owed.Kind] = [.restart, .reload, .run]

    var identity = ""
    var own: Verdict = .same
    var effects: Effects = []
    var seenAs: String?
    var signatureToBe: String?
    var wantsAbsence = false

    init() {}

    /// A thing with a verdict of its own, where nothing is owed, and a signature.
    init(
        _ identity: String, _ own: Verdict = .same, effects: Effects = [], seenAs: String? = nil, toBe: String? = nil
    ) {
        signatureToBe = toBe
        self.identity = identity
        self.own = own
        self.effects = effects
        self.seenAs = seenAs
    }

    init(from decoder: any Decoder) throws {}

    var claims: [Claim] { [Claim("thing", identity)] }
    func facts(given seen: Observations) -> [any Fact] { [PathState("/" + identity)] }
    func signature(given seen: Observations) -> String? { seenAs }

    func verdict(_ look: Look) -> Verdict {
        if own == .waiting { return look.pending.first.map { .unknown("depends on \($0.address)") } ?? .same }
        if case .same = own, let owed = look.owed.first {
            return .change(Change(.restart, reason: owed.reason, actions: [.unit(.restart, unit: identity)]))
        }
        return own
    }
}

extension Verdict {
    /// Undecided while anything is pending before it.
    static let waiting = Verdict.unknown("waiting")
    static let creation = Verdict.change(Change(.create, actions: [.reloadUnitFiles]))

    /// A change after which the package index is read anew.
    static let source = Verdict.change(Change(.create, actions: [.reloadUnitFiles, .refreshIndex]))

    static func install(_ name: String) -> Verdict {
        .change(Change(.create, actions: [.installPackages([.init(name: name)], refreshIndex: false)]))
    }
}

extension DesiredResource {
    static let place = Span(file: "m.yaml", start: .init(line: 1, column: 1), end: .init(line: 1, column: 2))

    init(
        _ thing: Thing, in manifest: String = "m", after: [String] = [], barriers: [Barrier] = [],
        restartOn: [String] = [], ignoresErrors: Bool = false, triggers: Node? = nil
    ) {
        self.init(
            address: thing.address, entry: .resource(thing), manifest: manifest, span: Self.place, after: after,
            barriers: barriers, restartOn: restartOn.map { Reference($0, at: Self.place) },
            ignoresErrors: ignoresErrors, triggers: triggers.map { Triggers($0) })
    }
}

/// Plans these resources against a ledger.
func plan(_ resources: [DesiredResource], ledger: Ledger = Ledger(), boot: String = "boot") -> [PlannedResource] {
    var facts = StandardFacts()
    facts.bootID = boot
    let state = DesiredState(host: "n1", resources: resources)
    return Planner(state: state, facts: facts, ledger: ledger).plan(Observations())
}

func batch(_ planned: [PlannedResource], ledger: Ledger = Ledger()) -> Batch {
    Batch(planned, ledger: ledger, run: "r1") { _ in .due }
}
