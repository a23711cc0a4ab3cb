internal import Diagnostics
internal import Inventory
internal import Templates
internal import YAML

/// A module of the project, `modules/NAME/module.yaml`: resources that manifests include with values for parameters.
struct Module: Sendable {
    let name: String
    /// The folder in the project that holds modules, and the file in each of their own folders.
    static let folder = "modules"
    static let fileName = "module.yaml"

    let parameters: [Parameter]
    /// Variables below all others, as those of a manifest.
    let defaults: VariableLayer?
    let variables: VariableLayer?
    let assertions: [Assertion]
    let resources: ResourceList

    /// Reads the file's document; what is wrong with it goes to `problems`.
    init?(_ node: Node, name: String, shelf: Shelf, problems: inout [Diagnostic]) {
        guard node.mapping != nil else {
            problems.append(
                Diagnostic("wrong-type", "a module is a mapping with 'params' and 'resources'", at: node.span))
            return nil
        }
        self.name = name
        var reader = MappingReader(node, noun: "a module")
        _ = reader.text("summary")
        parameters = reader.parameters()
        defaults = reader.variables("defaults", rule: "defaults of module '\(name)'")
        variables = reader.variables("vars", rule: "vars of module '\(name)'")
        assertions = reader.assertions()
        resources = ResourceList(&reader, shelf: shelf)
        for layer in [defaults, variables] {
            for parameter in parameters {
                guard let other = layer?.variables[parameter.name] else { continue }
                reader.report(
                    Diagnostic(
                        "parameter-twice", "'\(parameter.name)' is a parameter and a variable of the module",
                        at: other.span, notes: [.note("the parameter is declared here", at: parameter.span)]
                    ).helping("a parameter's own value is given by its 'default'"))
            }
        }
        reader.finish()
        problems += reader.problems
    }

    /// What is wrong with the values that an include gives, as far as that shows without a host.
    func problems(with include: Include) -> [Diagnostic] {
        var found: [Diagnostic] = []
        let known = parameters.map(\.name)
        for argument in include.arguments {
            guard let word = argument.key.string else {
                found.append(.notText(argument.key))
                continue
            }
            guard let parameter = parameters.first(where: { $0.name == word }) else {
                let problem = Diagnostic(
                    "unknown-parameter", "module '\(name)' has no parameter '\(word)'", at: argument.key.span)
                found.append(known.isEmpty ? problem : problem.suggestingClosest(to: word, of: known))
                continue
            }
            if !argument.value.holdsTemplate { _ = found.collect { try parameter.read(argument.value) } }
        }
        for parameter in parameters where parameter.isRequired {
            guard !include.arguments.contains(where: { $0.key.string == parameter.name }) else { continue }
            let problem = Diagnostic(
                "missing-parameter", "module '\(name)' needs the parameter '\(parameter.name)'", at: include.span,
                notes: [.note("it is declared here", at: parameter.span)])
            found.append(
                problem.helping(parameter.help.map { "\(parameter.name): \($0)" } ?? "give it under 'vars'"))
        }
        return found
    }
}

extension MappingReader {
    fileprivate mutating func parameters() -> [Parameter] {
        (mapping("params")?.mapping ?? []).map { Parameter($0, problems: &problems) }
    }
}
