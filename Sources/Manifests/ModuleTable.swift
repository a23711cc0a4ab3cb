internal import Diagnostics

/// The modules of a project by their names, and what is wrong with who includes whom.
struct ModuleTable: Sendable {
    private let modules: [String: Module]
    /// The names of modules that are there and cannot be read.
    private let unread: Set<String>

    init(_ modules: [Module] = [], unread: Set<String> = []) {
        self.modules = Dictionary(modules.map { ($0.name, $0) }) { first, _ in first }
        self.unread = unread
    }

    /// In the order of their names.
    var all: [Module] { modules.values.sorted { $0.name < $1.name } }

    subscript(name: String) -> Module? { modules[name] }

    /// Includes of what is no module, parameters that do not fit, and modules that would include themselves.
    func problems(of manifests: [Manifest]) -> [Diagnostic] {
        let includes = manifests.flatMap(\.resources.includes) + all.flatMap(\.resources.includes)
        var found = includes.flatMap(problems)
        var isDone: Set<String> = []
        for module in all { visit(module, from: [], &isDone, &found) }
        return found
    }

    private func problems(with include: Include) -> [Diagnostic] {
        if include.isBroken || unread.contains(include.module) { return [] }
        if let module = modules[include.module] { return module.problems(with: include) }
        let problem = Diagnostic("unknown-module", "no module is named '\(include.module)'", at: include.span)
        let known = modules.keys.sorted() + unread
        if known.isEmpty {
            return [problem.helping("a module is a file \(Module.folder)/\(include.module)/\(Module.fileName)")]
        }
        return [problem.suggestingClosest(to: include.module, of: known)]
    }

    /// Walks along includes; `path` holds those that lead down to here.
    private func visit(
        _ module: Module, from path: [(module: String, include: Include)], _ isDone: inout Set<String>,
        _ found: inout [Diagnostic]
    ) {
        guard !isDone.contains(module.name) else { return }
        // What is deeper is refused on the hosts that get there.
        guard path.count <= Include.deepest else { return }
        for include in module.resources.includes {
            guard let next = modules[include.module] else { continue }
            let steps = path + [(module.name, include)]
            if let start = steps.firstIndex(where: { $0.module == next.name }) {
                found.append(cycle(Array(steps[start...])))
            } else {
                visit(next, from: steps, &isDone, &found)
            }
        }
        isDone.insert(module.name)
    }

    private func cycle(_ steps: [(module: String, include: Include)]) -> Diagnostic {
        Diagnostic(
            "module-cycle", "module '\(steps[0].module)' would include itself", at: steps[0].include.span,
            notes: steps.map { .note("'\($0.module)' includes '\($0.include.module)'", at: $0.include.span) })
    }
}

extension ResourceList {
    var includes: [Include] { items.compactMap(\.include) }
}
