internal import Diagnostics
internal import Inventory
internal import Model
internal import Templates
internal import YAML

extension HostReading {
    /// Reads one entry: each round of its loop, each of its identities.
    func outcome(of instance: EntryInstance) -> EntryOutcome {
        var outcome = EntryOutcome()
        read(instance, into: &outcome)
        return outcome
    }

    private func read(_ instance: EntryInstance, into outcome: inout EntryOutcome) {
        let entry = instance.entry
        guard !entry.isBroken else {
            outcome.add(.name(instance.likelyAddresses(in: instance.scope)))
            if instance.isSelected { readReferences(of: instance, in: instance.scope, into: &outcome) }
            return
        }
        var found: [Diagnostic] = []
        guard let scopes = found.collect({ try instance.scopes() }) else {
            // An entry that does not count need not have anything to loop over.
            let isActive = instance.isSelected && (try? entry.keys.condition.holds(in: instance.scope)) != false
            leave(instance, in: instance.scope, because: found, isActive: isActive, into: &outcome)
            return
        }
        if scopes.isEmpty { outcome.add(.name(nil)) }
        for scope in scopes { read(instance, in: scope, into: &outcome) }
    }

    private func read(_ instance: EntryInstance, in scope: HostScope, into outcome: inout EntryOutcome) {
        var found: [Diagnostic] = []
        let isActive =
            instance.isSelected ? found.collect { try instance.entry.keys.condition.holds(in: scope) } : false
        guard let isActive else {
            return leave(instance, in: scope, because: found, isActive: true, into: &outcome)
        }
        if isActive { readReferences(of: instance, in: scope, into: &outcome) }
        let context =
            isActive ? project.shelf.templates.context(rendering: scope) : project.shelf.templates.names
        guard let claimants = found.collect({ try claimants(of: instance, in: scope, context) }) else {
            return leave(instance, in: scope, because: found, isActive: isActive, into: &outcome)
        }
        for claimant in claimants {
            if isActive { outcome.add(.problems(claimant.referencesToItself)) }
            outcome.add(.name([claimant.desired.address]))
            outcome.add(isActive ? .claim(claimant) : .dormant(claimant.resource.claims + claimant.resource.keeps))
        }
    }

    /// Notes what an entry refers to; whether something is called so shows when all entries are read.
    private func readReferences(
        of instance: EntryInstance, in scope: HostScope, into outcome: inout EntryOutcome
    ) {
        let entry = instance.entry
        for node in entry.restartOn + entry.reloadOn + entry.runOn + entry.keys.afterEntries {
            if let reference = try? Reference(node.rendered(in: scope), types: project.shelf.types) {
                outcome.add(.reference(reference, chain: instance.surroundings.chain))
            }
        }
        for reference in instance.surroundings.afterEntries {
            outcome.add(.reference(reference, chain: Array(instance.surroundings.chain.dropFirst())))
        }
    }

    /// Notes an entry that cannot be rendered: a problem where it counts, undecided where only facts are missing.
    private func leave(
        _ instance: EntryInstance, in scope: HostScope, because found: [Diagnostic], isActive: Bool,
        into outcome: inout EntryOutcome
    ) {
        let kind = instance.entry.schema.kind
        let claimants = try? claimants(of: instance, in: scope, .empty)
        let addresses = claimants?.map(\.desired.address) ?? instance.likelyAddresses(in: scope)
        outcome.add(.name(addresses))
        outcome.add(.uncertain)
        guard isActive else { return }
        let grave = found.filter { !$0.isAboutUnknownFacts }
        outcome.add(.problems(grave))
        guard grave.isEmpty, let reason = found.first?.message else { return }
        for address in addresses ?? [Address(kind: kind, identity: instance.entry.identity.string ?? "")] {
            let entry = DesiredResource.Entry.undecided(kind: kind, identity: address.identity, reason: reason)
            let resource = DesiredResource(
                address: address, entry: entry, manifest: instance.manifest.name, span: instance.entry.span,
                after: instance.surroundings.after,
                barriers: (instance.surroundings.barriers + instance.entry.keys.barriers).map { project.barrier($0) })
            outcome.add(.undecided(resource))
        }
    }

    private func claimants(
        of instance: EntryInstance, in scope: HostScope, _ context: FieldContext
    ) throws -> [Claimant] {
        let entry = instance.entry
        var found: [Diagnostic] = []
        let written = found.collect { try instance.renderings(in: scope) } ?? []
        found += written.flatMap { entry.schema.secretPaths(in: $0) }
        let isSensitive = entry.keys.isSensitive || instance.surroundings.isSensitive
        let renderings = isSensitive ? written.map { $0.withSensitiveFields(besides: entry.key) } : written
        let shared = found.collect { try sharedKeys(of: instance, in: scope) }
        let claimants = renderings.compactMap { fields -> Claimant? in
            found.collect {
                let (resource, holdsSecret) = try project.shelf.decoded.resource(of: entry, fields, in: context)
                guard let shared else { return nil }
                var desired = shared.desired
                desired.address = resource.address
                desired.entry = .resource(resource)
                desired.isSensitive = isSensitive || holdsSecret
                return Claimant(
                    desired: desired, resource: resource, fields: fields, key: entry.key, schema: entry.schema,
                    context: context, chain: instance.surroundings.chain, afterEntries: shared.afterEntries)
            } ?? nil
        }
        guard found.isEmpty else { throw Problems(found) }
        return claimants
    }

    /// What an entry says besides its fields; its address and resource are put in for each identity.
    private func sharedKeys(
        of instance: EntryInstance, in scope: HostScope
    ) throws -> (desired: DesiredResource, afterEntries: [Reference]) {
        let (entry, around) = (instance.entry, instance.surroundings)
        let keys = entry.keys
        let types = project.shelf.types
        let references = { (nodes: [Node]) in try nodes.map { try Reference($0.rendered(in: scope), types: types) } }
        let open = DesiredResource.Entry.undecided(kind: entry.schema.kind, identity: "", reason: "")
        var desired = DesiredResource(
            address: Address(kind: entry.schema.kind, identity: ""), entry: open, manifest: instance.manifest.name,
            span: entry.span, label: try keys.label?.rendered(in: scope).string ?? around.label)
        desired.after = try around.after + keys.afterManifests.map { try manifest($0.rendered(in: scope)) }
        desired.barriers = (around.barriers + keys.barriers).map { project.barrier($0) }
        (desired.restartOn, desired.reloadOn) = (try references(entry.restartOn), try references(entry.reloadOn))
        desired.runOn = try references(entry.runOn)
        desired.becomeUser = try becomeUser(keys.become, in: around, scope: scope)
        desired.ignoresErrors = keys.ignoresErrors || around.ignoresErrors
        (desired.timeout, desired.retry) = (keys.timeout ?? around.timeout, keys.retry ?? around.retry)
        desired.triggers = try keys.triggers.map { Triggers(try $0.rendered(in: scope)) }
        desired.tags = around.tags.union(keys.tags)
        return (desired, try around.afterEntries + references(keys.afterEntries))
    }

    /// The manifest of this name, which has to be there.
    func manifest(_ node: Node) throws(Diagnostic) -> String {
        let word = node.string ?? ""
        guard project.manifestsByName[word] == nil else { return word }
        throw Diagnostic("unknown-manifest", "no manifest is named '\(word)'", at: node.span)
            .suggestingClosest(to: word, of: project.manifests.map(\.name))
    }
}
