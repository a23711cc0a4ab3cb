package import Actions
package import Facts

/// One kind of thing that a manifest can ask for.
///
/// A conforming type is pure: it names what to look at (`facts`) and decides from what was seen what to do
/// (`verdict`). It runs nothing, and cannot: its module imports no node. One type is one file.
package protocol Resource: Sendable, Decodable {
    /// The key that names the type in a manifest; its value there is the identity.
    static var kind: String { get }
    /// One sentence for the reference.
    static var summary: String { get }
    /// A manifest entry that validates, for the reference.
    static var example: String { get }
    /// What the reference says beyond the fields, in Markdown: paragraphs that end in a line break.
    static var notes: String { get }
    /// Other keys that name the type.
    static var spellings: [Spelling] { get }
    /// Which of `restart_on`, `reload_on` and `run_on` an entry of the type may have.
    static var answers: [Owed.Kind] { get }
    /// The kinds of facts that it may want; for the reference.
    static var looksAt: [any Fact.Type] { get }
    /// The kinds of actions that its changes may hold, in the order in which they come; for the reference.
    static var does: [Action.Kind] { get }
    /// What is left when it is removed and what that takes, in sentences for the reference.
    static var removal: String { get }
    /// Tools of which it uses the one that a node has, such as package managers; empty where it has no choice.
    static var tools: [String] { get }
    /// The real systems on which it has been run.
    static var trials: [Trial] { get }

    init()

    /// The part of the address behind the type; unique on a host among entries of the type.
    var identity: String { get }
    /// What it is on the node; two entries with one claim are one resource or a conflict.
    var claims: [Claim] { get }
    /// The claim of the thing that it is a part of: the path of the file, for a line. Other types may claim the whole as
    /// long as they say nothing about its parts.
    var partOf: Claim? { get }
    /// What it rests on and no entry need make, which a purge has to leave alone: a user's home, what a command creates.
    var keeps: [Claim] { get }
    /// Whether it says all that is in what it claims, so that no other entry can be a part of it.
    var isWhole: Bool { get }
    /// Claims that have to be true before this one, if some entry makes them: a file's folder and owner.
    var requires: [Claim] { get }
    /// What its actions may change on the node besides its claims.
    var effects: Effects { get }
    /// Whether it is to be absent: then it is not owned once it is gone.
    var wantsAbsence: Bool { get }
    /// Whether it has to know what other entries look after, so as to leave that alone.
    var sparesManaged: Bool { get }
    /// Problems that the fields have together, which no field has by itself: in the user's words.
    var problems: [FieldProblem] { get }

    /// The facts that it rests on, given what has been seen already: called again after each look, until it wants
    /// nothing new. With nothing seen it names what a look that finds no change needs; what only a change
    /// needs (the old text for a diff) it names once it has seen that there is one.
    func facts(given seen: Observations) -> [any Fact]
    /// The same, done by this user where the entry does not name one: for what is looked at as whoever does it.
    func done(by user: String) -> any Resource
    /// What is to be done; depends on nothing but its input.
    func verdict(_ look: Look) -> Verdict
    /// What of it a `restart_on` watches: changes when and only when a dependent has to read it anew. Nil while it is
    /// not there or was not seen.
    func signature(given seen: Observations) -> String?
    /// What the signature is once the entry is true, where that is known without a look: then making it true again owes
    /// nothing to those who have read just that.
    var signatureToBe: String? { get }
    /// What the operator should know of it, also where nothing is to be done; without the address.
    func remark(given seen: Observations) -> String?
}

extension Resource {
    package func done(by user: String) -> any Resource { self }
    package static var notes: String { "" }
    package static var spellings: [Spelling] { [] }
    package static var answers: [Owed.Kind] { [] }
    package static var looksAt: [any Fact.Type] { [] }
    package static var does: [Action.Kind] { [] }
    package static var removal: String { "" }
    package static var tools: [String] { [] }
    package static var trials: [Trial] { [] }
    package var partOf: Claim? { nil }
    package var keeps: [Claim] { [] }
    package var isWhole: Bool { true }
    package var requires: [Claim] { [] }
    package var effects: Effects { [] }
    package var wantsAbsence: Bool { false }
    package var sparesManaged: Bool { false }
    package var problems: [FieldProblem] { [] }
    package func signature(given seen: Observations) -> String? { nil }
    package var signatureToBe: String? { nil }
    package func remark(given seen: Observations) -> String? { nil }
    package var address: Address { Address(kind: Self.kind, identity: identity) }
}

/// Another key for a type: `template: P` is `file: P`.
package struct Spelling: Sendable, Hashable {
    package var key: String
    /// What fields are called under this key, by their own names: a `template` takes its template from `source`.
    package var renames: [String: String]

    package init(_ key: String, renaming renames: [String: String] = [:]) {
        self.key = key
        self.renames = renames
    }
}

/// What is wrong with a field, or with several together.
package struct FieldProblem: Sendable, Hashable {
    package var field: String
    package var message: String
    package var help: String?

    package init(_ field: String, _ message: String, help: String? = nil) {
        self.field = field
        self.message = message
        self.help = help
    }
}

/// What actions may change besides their own claims.
///
/// A package brings paths, units, accounts and tools; a command anything.
package struct Effects: OptionSet, Sendable, Hashable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    package static let paths = Effects(rawValue: 1)
    package static let units = Effects(rawValue: 2)
    package static let accounts = Effects(rawValue: 4)
    package static let packages = Effects(rawValue: 8)
    package static let crontabs = Effects(rawValue: 16)
    /// Programs that facts are asked with, and everything else that no type owns.
    package static let tools = Effects(rawValue: 32)
    /// What runs and what listens.
    package static let processes = Effects(rawValue: 64)
    package static let anything: Effects = [.paths, .units, .accounts, .packages, .crontabs, .tools, .processes]
}

/// Everything that a verdict may depend on.
package struct Look: Sendable {
    package var seen: Observations
    package var facts: StandardFacts
    /// The references of `restart_on`, `reload_on` and `run_on` whose change this resource has not answered yet.
    package var owed: [Owed]
    /// Changes that are planned before this one on the host.
    package var pending: [Pending]
    /// The stamp of this resource's last good restart or run, from the node's ledger.
    package var stamp: Stamp?
    /// What entries of the host look after; nil unless the resource asks for it.
    package var managed: Managed?
    /// Who does it, where that is not the user who looks.
    package var doer: String?

    package init(
        seen: Observations, facts: StandardFacts, owed: [Owed] = [], pending: [Pending] = [], stamp: Stamp? = nil,
        managed: Managed? = nil, doer: String? = nil
    ) {
        self.seen = seen
        self.facts = facts
        self.owed = owed
        self.pending = pending
        self.stamp = stamp
        self.managed = managed
        self.doer = doer
    }

    /// The planned change that makes this claim true, or else the first that may bring such a thing: then what was seen
    /// of it does not decide.
    package func pending(_ claim: Claim, or effects: Effects) -> Address? {
        let maker = pending.first { $0.claims.contains(claim) }
        return (maker ?? pending.first { !$0.effects.isDisjoint(with: effects) })?.address
    }
}

/// What entries look after on a host, those included that do not count in this run.
package struct Managed: Sendable, Hashable {
    package var claims: Set<Claim>
    /// An entry of which nobody can tell yet what it looks after.
    package var undecided: Address?
    /// Whether manifests were left out of the run: of their entries only the claims are known, from the ledger.
    package var isPartial: Bool

    package init(claims: Set<Claim> = [], undecided: Address? = nil, isPartial: Bool = false) {
        self.claims = claims
        self.undecided = undecided
        self.isPartial = isPartial
    }
}

/// A planned change that comes before another one on its host.
package struct Pending: Sendable, Hashable {
    package var address: Address
    package var claims: [Claim]
    package var effects: Effects

    package init(address: Address, claims: [Claim], effects: Effects) {
        self.address = address
        self.claims = claims
        self.effects = effects
    }
}

/// A restart, reload or run that is due because something that it depends on changed since.
package struct Owed: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, Codable { case restart, reload, run }
    package var kind: Kind
    /// Why, naming the reference: `file:/etc/x changed since the last start`.
    package var reason: String

    package init(_ kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
