package import Diagnostics
package import Facts
internal import Inventory
package import Model
internal import Templates
internal import YAML

/// One reading of a project for one host: the entries of its manifests rendered, merged and named.
struct HostReading {
    let project: Project
    let host: String
    let selection: Selection
    var problems: [Diagnostic] = []
    var state: DesiredState
    var table = ClaimTable()
    /// What cannot be rendered before facts are known, and how many resources come before it.
    var undecided: [(position: Int, resource: DesiredResource)] = []
    var names = EntryNames()
    /// Everything that entries of this run refer to.
    var references: [Reference: [Diagnostic]] = [:]
    /// What entries came to on other hosts, where that may be taken over.
    let memory: EntryMemory?
    private let base: ProjectScope
    /// What manifests see that add nothing of their own, rendered once for all of them where nobody acts on it.
    private let shared: HostScope?

    init(
        _ project: Project, host: String, facts: StandardFacts?, selection: Selection, others: Acquaintances? = nil,
        memory: EntryMemory? = nil
    ) throws(Problems) {
        self.project = project
        self.memory = memory
        self.host = host
        self.selection = selection
        base = try project.projectScope(for: host, facts: facts, selection: selection, others: others)
        shared = memory == nil ? nil : base.scope()
        state = DesiredState(host: host, coversWholeProject: selection.manifests.isEmpty)
        state.manifests = project.names(of: selection)
    }

    /// The manifests that are about the host, in order.
    var manifests: [Manifest] { project.manifestsByHost[host] ?? [] }

    /// The variables that a manifest sees on the host.
    func scope(of manifest: Manifest) -> ProjectScope {
        base.adding(defaults: manifest.defaults, variables: manifest.variables, secrets: manifest.secrets)
    }

    mutating func read(_ manifest: Manifest) {
        let surroundings = surroundings(of: manifest)
        for node in manifest.resources.unread { names.addUnread(node) }
        if surroundings.isSelected { check(manifest.assertions, in: surroundings.scope) }
        for item in manifest.resources.items { read(item, in: surroundings) }
    }

    /// What the entries of a manifest stand in that are in no module.
    func surroundings(of manifest: Manifest) -> Surroundings {
        let variables = scope(of: manifest)
        let isSelected = selection.selects(manifest)
        let scope = manifest.addsVariables ? variables.scope() : shared ?? variables.scope()
        return Surroundings(
            manifest: manifest, variables: variables, scope: scope, isActive: isSelected,
            isSelected: isSelected, tags: manifest.tags)
    }

    mutating func read(_ item: ResourceItem, in surroundings: Surroundings) {
        let count = problems.count
        switch item {
        case .entry(let entry):
            read(
                EntryInstance(
                    entry, in: surroundings, isChosen: isChosen(surroundings.tags.union(entry.keys.tags))))
            guard !surroundings.chain.isEmpty else { return }
            problems[count...] = ArraySlice(problems[count...].map { $0.included(by: surroundings.chain) })
        case .include(let include): read(include, in: surroundings)
        }
    }

    func isChosen(_ tags: Set<String>) -> Bool { selection.tags.selects(tags) }

    mutating func check(_ assertions: [Assertion], in scope: HostScope) {
        for assertion in assertions {
            var found: [Diagnostic] = []
            if let refusal = found.collect({ try assertion.refusal(in: scope) }) ?? nil {
                state.refusals.append(refusal)
            }
            problems += found.filter { !$0.isAboutUnknownFacts }
        }
    }
}

extension HostReading {
    /// What the host is to be, in order.
    ///
    /// - Throws: Everything that is wrong with the project on this host.
    consuming func desiredState() throws(Problems) -> DesiredState {
        for manifest in manifests { read(manifest) }
        problems += table.problems + table.partProblems
        problems += names.problems(with: references, in: project.inventory)
        let after = effectiveAfter
        var claimants = table.claimants[...]
        var resources: [(DesiredResource, [Reference])] = []
        for (position, resource) in undecided {
            while let next = claimants.first, resources.count < position {
                resources.append((next.desired, next.afterEntries))
                claimants.removeFirst()
            }
            resources.append((resource, []))
        }
        resources += claimants.map { ($0.desired, $0.afterEntries) }
        for index in resources.indices { resources[index].0.wait(for: after, on: host) }
        // Told of what could be read, too, so that one run tells everything.
        problems.collect { try ResourceOrder(resources.map(\.0), afterEntries: resources.map(\.1)).sorted() }
            .map { state.resources = $0 }
        guard problems.isEmpty else { throw Problems(problems.withoutDoubles) }
        return state
    }

    /// The manifests of this host that each one comes after: where one in between is not about the host, those that
    /// it comes after.
    private var effectiveAfter: [String: Waiting] {
        let own = manifests
        let present = Set(own.map(\.name))
        let waiting = own.map { manifest in
            let barriers = manifest.barriers.map { project.barrier($0) }
            return (manifest.name, Waiting(manifests: after(manifest, among: present), barriers: barriers))
        }
        return Dictionary(waiting) { first, _ in first }
    }

    private func after(_ manifest: Manifest, among present: Set<String>) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        var rest = manifest.after.reversed().compactMap(\.string)
        while let name = rest.popLast() {
            guard seen.insert(name).inserted else { continue }
            if present.contains(name) {
                names.append(name)
            } else if let other = project.manifestsByName[name] {
                rest += other.after.reversed().compactMap(\.string)
            }
        }
        return names
    }
}

extension Manifest {
    /// Whether its entries see more than any others on the host.
    fileprivate var addsVariables: Bool { defaults != nil || variables != nil || !secrets.isEmpty }
}

/// What a manifest waits for.
private struct Waiting {
    /// On the same host.
    var manifests: [String]
    var barriers: [Barrier]
}

extension DesiredResource {
    /// Takes up what its manifest waits for; what waits for a manifest on all hosts waits for it on this one too.
    fileprivate mutating func wait(for waiting: [String: Waiting], on host: String) {
        let own = waiting[manifest]
        barriers = (own?.barriers ?? []) + barriers
        let here = barriers.filter { $0.hosts.contains(host) && $0.manifest != manifest }.map(\.manifest)
        var seen: Set<String> = []
        after = ((own?.manifests ?? []) + after + here).filter { seen.insert($0).inserted }
    }
}

extension Project {
    /// What a host is to be, in the order in which it is to be made true.
    ///
    /// - Parameters:
    ///   - host: A host of the inventory.
    ///   - facts: What is known of it; without, entries that rest on facts are left undecided.
    ///   - selection: What of the project takes part, and the variables of `-e`.
    ///   - others: What is known of other hosts, where anything may rest on that, and what keeps its form.
    /// - Returns: The resources, and what is not managed in this run.
    /// - Throws: Everything that is wrong with the project on this host.
    package func desiredState(
        of host: String, facts: StandardFacts?, selection: Selection = Selection(),
        others: (facts: [String: KnownFacts], form: OtherFacts)? = nil
    ) throws(Problems) -> DesiredState {
        let others = others.map { Acquaintances(facts: $0.facts, form: $0.form) }
        return try HostReading(self, host: host, facts: facts, selection: selection, others: others).desiredState()
    }
}
