internal import Diagnostics
internal import Inventory
internal import YAML

extension Project {
    /// Variables with names that something else has: they are never seen, or hide what templates rely on.
    ///
    /// - Parameter variables: Those of the inventory.
    /// - Returns: A warning for each, once.
    func hiddenNames(_ variables: [String: [Node]]) -> [Diagnostic] {
        var names = Names()
        for (name, values) in variables {
            for value in values { names.add(name, at: value.span) }
        }
        for layer in manifests.flatMap({ [$0.defaults, $0.variables] }) { names.add(layer) }
        for layer in modules.all.flatMap({ [$0.defaults, $0.variables] }) { names.add(layer) }
        // A parameter goes before what is built in: a module may well call one `groups`.
        for parameter in modules.all.flatMap(\.parameters) where ReservedName(parameter.name) != .builtIn {
            names.add(parameter.name, at: parameter.span)
        }
        for item in (manifests.map(\.resources) + modules.all.map(\.resources)).flatMap(\.items) {
            names.add(item.entry?.variables)
            if let loop = item.keys.loop { names.add(loop.variable, at: loop.span, isItem: true) }
        }
        return names.found
    }

    /// The oddly named variables so far; a file that gives many hosts their variables is looked at once.
    private struct Names {
        private(set) var found: [Diagnostic] = []
        private var seen: Set<Span> = []

        mutating func add(_ layer: VariableLayer?) {
            for (name, value) in layer?.variables ?? [:] where ReservedName(name) != nil { add(name, at: value.span) }
        }

        mutating func add(_ name: String, at span: Span, isItem: Bool = false) {
            guard let reserved = ReservedName(name), seen.insert(span).inserted else { return }
            let problem = Diagnostic(
                "hidden-name", "the variable '\(name)' \(reserved.effect(onItem: isItem))", at: span, severity: .warning
            )
            found.append(problem.helping("give it another name"))
        }
    }
}

/// A name that a variable should not have.
enum ReservedName {
    /// A word of the language: no expression can name the variable.
    case word
    /// A function that templates call; the variable takes its place.
    case function
    /// Something that every host has, which goes before any variable.
    case builtIn

    init?(_ name: String) {
        if Self.words.contains(name) {
            self = .word
        } else if Self.functions.contains(name) {
            self = .function
        } else if HostScope.specialNames.contains(name) || AnsibleFacts.names.contains(name)
            || name == FactVariables.name
        {
            self = .builtIn
        } else {
            return nil
        }
    }

    /// What comes of it, in words that follow "the variable 'x'"; the items of a loop go before anything else.
    func effect(onItem isItem: Bool) -> String {
        switch self {
        case .word: "has the name of a word of the language, so that no expression can mean it"
        case .function: "hides the function of that name in templates"
        case .builtIn where isItem: "hides what is built in under that name"
        case .builtIn: "is never seen: what is built in under that name goes before it"
        }
    }

    private static let words: Set = [
        "and", "else", "elif", "false", "False", "for", "if", "in", "is", "none", "None", "not", "or", "true", "True",
    ]
    /// Jinja2's globals and Ansible's.
    private static let functions: Set = [
        "cycler", "dict", "joiner", "lipsum", "lookup", "namespace", "now", "q", "query", "range", "undef",
    ]
}
