internal import Diagnostics
internal import Inventory
internal import Model
internal import Templates
internal import YAML

extension HostReading {
    /// Reads what an include stands for: each round of its loop, each entry of its module.
    mutating func read(_ include: Include, in outer: Surroundings) {
        guard let module = project.modules[include.module] else { return names.leaveOpen() }
        guard !outer.modules.contains(module.name) else { return }
        guard outer.modules.count < Include.deepest else {
            problems.append(
                Diagnostic(
                    "nested-too-deeply", "modules include each other more than \(Include.deepest) levels deep",
                    at: include.span))
            return
        }
        guard !include.isBroken else { return addNames(of: module) }
        let (rounds, found) = surroundings(of: include, module, in: outer)
        if !found.isEmpty { leave(include, module, in: outer, because: found) }
        // What a module comes to without a value that it needs is nobody's wish.
        guard module.problems(with: include).isEmpty else { return addNames(of: module) }
        for inner in rounds { read(module, in: inner) }
    }

    private mutating func read(_ module: Module, in inner: Surroundings) {
        for node in module.resources.unread { names.addUnread(node) }
        let counts = (problems.count, state.refusals.count)
        if inner.isActive { check(module.assertions, in: inner.scope) }
        problems[counts.0...] = ArraySlice(problems[counts.0...].map { $0.included(by: inner.chain) })
        state.refusals[counts.1...] = ArraySlice(state.refusals[counts.1...].map { $0.included(by: inner.chain) })
        for item in module.resources.items { read(item, in: inner) }
    }

    /// Says that an include cannot be looked into: a problem where it counts, undecided where only facts are missing.
    private mutating func leave(
        _ include: Include, _ module: Module, in outer: Surroundings, because found: [Diagnostic]
    ) {
        state.uncertainManifests.insert(outer.manifest.name)
        addNames(of: module)
        guard outer.isActive, isChosen(outer.tags.union(include.keys.tags)) else { return }
        let grave = found.filter { !$0.isAboutUnknownFacts }
        problems += grave.map { $0.included(by: outer.chain) }
        guard grave.isEmpty, let reason = found.first?.message else { return }
        let kind = Include.key
        let resource = DesiredResource(
            address: Address(kind: kind, identity: module.name),
            entry: .undecided(kind: kind, identity: module.name, reason: reason), manifest: outer.manifest.name,
            span: include.span, after: outer.after,
            barriers: (outer.barriers + include.keys.barriers).map { project.barrier($0) })
        undecided.append((table.claimants.count + undecided.count, resource))
    }

    /// Lets references to entries pass whose identity cannot be told.
    private mutating func addNames(of module: Module) {
        for item in module.resources.items {
            switch item {
            case .entry(let entry): names.add(nil, of: entry.schema.kind)
            case .include: names.leaveOpen()
            }
        }
    }

    /// What the module's entries stand in, once for each round of the include's loop.
    ///
    /// - Returns: Those, and why some could not be made out.
    func surroundings(
        of include: Include, _ module: Module, in outer: Surroundings
    ) -> (rounds: [Surroundings], problems: [Diagnostic]) {
        var found: [Diagnostic] = []
        let scopes: [HostScope]
        if let loop = include.keys.loop {
            guard let items = found.collect({ try loop.items(in: outer.scope) }) else {
                // An entry that does not count need not have anything to loop over.
                let isOff = !outer.isActive || (try? include.keys.condition.holds(in: outer.scope)) == false
                return ([], isOff ? [] : found)
            }
            scopes = items.map { outer.variables.scope(item: (loop.variable, $0)) }
        } else {
            scopes = [outer.scope]
        }
        var rounds: [Surroundings] = []
        for scope in scopes {
            if let inner = found.collect({ try surroundings(of: include, module, in: outer, scope) }) {
                rounds.append(inner)
            }
        }
        return (rounds, found)
    }

    private func surroundings(
        of include: Include, _ module: Module, in outer: Surroundings, _ scope: HostScope
    ) throws -> Surroundings {
        let keys = include.keys
        var inner = outer
        inner.isActive = try outer.isActive && keys.condition.holds(in: scope)
        inner.modules.append(module.name)
        inner.chain.insert(.note("in module '\(module.name)', which is included here", at: include.span), at: 0)
        inner.tags.formUnion(keys.tags)
        inner.wishes.append(try keys.become.wish { try $0.rendered(in: scope) })
        inner.isSensitive = outer.isSensitive || keys.isSensitive
        inner.ignoresErrors = outer.ignoresErrors || keys.ignoresErrors
        inner.timeout = keys.timeout ?? outer.timeout
        inner.retry = keys.retry ?? outer.retry
        inner.label = try keys.label?.rendered(in: scope).string ?? outer.label
        inner.after += try keys.afterManifests.map { try manifest($0.rendered(in: scope)) }
        inner.barriers += keys.barriers
        inner.afterEntries += try keys.afterEntries.map {
            try Reference($0.rendered(in: scope), types: project.shelf.types)
        }
        // What a module sees is the host and the manifest, not the inside of the module that includes it.
        inner.variables = self.scope(of: outer.manifest)
            .adding(defaults: module.defaults, variables: module.variables)
        inner.variables = try binding(module, include, in: scope, inner.variables, isActive: inner.isActive)
        inner.scope = inner.variables.scope()
        return inner
    }

    /// The module's variables with values for its parameters, which the include's scope gives.
    private func binding(
        _ module: Module, _ include: Include, in scope: HostScope, _ variables: ProjectScope, isActive: Bool
    ) throws -> ProjectScope {
        var variables = variables
        var found: [Diagnostic] = []
        for parameter in module.parameters {
            if let value = found.collect({ try self.value(of: parameter, include, in: scope, variables) }) {
                variables = variables.binding([parameter.name: value])
            }
        }
        // What an include that does not count would be given need not be right.
        guard found.isEmpty || !isActive else { throw Problems(found) }
        return variables
    }

    private func value(
        of parameter: Parameter, _ include: Include, in scope: HostScope, _ inside: ProjectScope
    ) throws -> Value {
        do {
            if inside.isExtra(parameter.name) {
                let given = try inside.scope().value(of: parameter.name) ?? .null
                return Value(try parameter.read(given.node(at: given.origin ?? include.span)))
            }
            if let argument = include.arguments.first(where: { $0.key.string == parameter.name }) {
                return Value(try parameter.read(argument.value.rendered(in: scope)))
            }
            guard let usual = parameter.defaultValue else { return .null }
            if !usual.holdsTemplate { return Value(try parameter.read(usual)) }
            return Value(try parameter.read(usual.rendered(in: inside.scope())))
        } catch let problems as Problems where problems.all.allSatisfy(\.isAboutUnknownFacts) {
            return Value(.undefined(problems.all[0]))
        }
    }
}
