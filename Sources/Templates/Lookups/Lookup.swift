internal import Diagnostics
internal import Digests

/// One of the plugins behind `lookup('name', …)`.
struct Lookup: Sendable {
    typealias Body = @Sendable (LookupCall) throws(Diagnostic) -> [Value]

    let name: String
    /// What is given by name; the terms are whatever stands behind the plugin's name.
    let parameters: Parameters
    let body: Body

    init(_ name: String, _ parameters: Parameters = ["*"], body: @escaping Body) {
        (self.name, self.parameters, self.body) = (name, parameters, body)
    }

    /// All lookups; a family adds itself here.
    static let named: [String: Lookup] = {
        let families = [
            ListLookups.all, EnvironmentLookup.all, FileLookups.all, CommandLookups.all, TemplateLookup.all,
            VariableLookups.all, SequenceLookup.all, FirstFoundLookup.all, INILookup.all, CSVLookup.all,
            PasswordLookup.all,
        ]
        return Dictionary(families.joined().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }()

    /// Ansible's lookups that are not here, and what to write in their place.
    static let leftOut = [
        "url": "what other machines say is fetched on the host, or put into a file of the project before the run",
        "random_choice": "a plan has to choose the same again: write list | random(seed=inventory_hostname)",
        "config": "there is no ansible.cfg here",
    ]
}

/// One use of a lookup.
struct LookupCall {
    let name: String
    let terms: [Value]
    let options: BoundArguments
    let evaluator: Evaluator

    var span: Span { options.span }

    func problem(_ message: String) -> Diagnostic { Diagnostic("lookup", "lookup '\(name)' \(message)", at: span) }

    /// A term that has to be text.
    func text(_ term: Value) throws(Diagnostic) -> String {
        guard let text = term.string else { throw problem("takes text, not \(term.typeName)") }
        return text
    }

    func machine() throws(Diagnostic) -> LocalMachine {
        guard let machine = evaluator.scope.machine else {
            throw Diagnostic(
                "not-allowed", "lookup '\(name)' looks at this machine, which is not allowed here", at: span)
        }
        return machine
    }

    func files() throws(Diagnostic) -> LocalFiles { LocalFiles(machine: try machine(), span: span) }

    /// The path of a file of a kind, in the folders where such are looked for.
    func path(of name: String, _ kind: String = "files") throws(Diagnostic) -> String {
        let files = try files()
        let places = files.places(kind)
        guard let path = files.found(name, in: places) else {
            let problem = problem("finds no file '\(name)'")
            if name.hasPrefix("/") { throw problem }
            throw problem.helping("it looks in " + places.map { "'\($0)'" }.joined(separator: ", "))
        }
        return path
    }

    /// The text of a file in those folders; a secret if it holds one.
    func file(_ name: String) throws(Diagnostic) -> Value {
        let text = try files().text(of: try path(of: name))
        return text.tainted(SecretWords.areIn(contents: text.text))
    }

    /// `first second key=value`: the words, and the options in it, which stand over those given by name.
    func inline(_ term: String, _ known: Set<String>) throws(Diagnostic) -> (words: String, call: LookupCall) {
        var options = options
        var words: [String] = []
        for word in term.splitScalars(by: " ") {
            let parts = word.splitScalars(by: "=", limit: 1)
            if parts.count == 2, known.contains(parts[0]) {
                options.values[parts[0]] = .string(parts[1].stripped(of: "'\""))
            } else {
                words.append(word)
            }
        }
        let call = LookupCall(name: name, terms: terms, options: options, evaluator: evaluator)
        return (words.joined(separator: " ").stripped(), call)
    }

    /// A number that may also be given as text.
    func number(_ name: String) throws(Diagnostic) -> Int? {
        guard let text = options[name]?.string else { return try options.int(name) }
        guard let number = (text.pythonInteger(base: 0) ?? text.pythonInteger(base: 10))?.small else {
            throw problem("takes a whole number for '\(name)', not '\(text)'")
        }
        return number
    }
}

extension Sequence {
    /// What each gives, one behind the other.
    func collected<Part>(_ body: (Element) throws(Diagnostic) -> [Part]) throws(Diagnostic) -> [Part] {
        var result: [Part] = []
        for element in self { result += try body(element) }
        return result
    }
}
