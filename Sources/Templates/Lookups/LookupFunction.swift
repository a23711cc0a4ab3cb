internal import Diagnostics

/// The functions `lookup`, `query` and `q`, which the evaluator itself carries out.
enum LookupFunction: String, CaseIterable, TemplateObject {
    case lookup, query, q

    var typeName: String { "the function '\(rawValue)'" }
    var isCallable: Bool { true }

    func run(_ arguments: Arguments, in evaluator: Evaluator) throws(Diagnostic) -> Value {
        var arguments = arguments
        guard let plugin = arguments.positional.first?.string else {
            throw Diagnostic("wrong-arguments", "\(rawValue)() begins with the name of a lookup", at: arguments.span)
        }
        arguments.positional.removeFirst()
        let prefix = "ansible.builtin."
        let lookup = try Self.lookup(
            plugin.hasPrefix(prefix) ? String(plugin.dropFirst(prefix.count)) : plugin, arguments)
        let options = arguments.named
        arguments.named.removeAll { $0.name == "wantlist" || $0.name == "errors" }
        func option(_ name: String) -> Value? { options.first { $0.name == name }?.value }
        let wantsList = self != .lookup || option("wantlist")?.isTrue == true
        let secret = arguments.all.contains { $0.holdsSecret }
        let bound = try lookup.parameters.bind(arguments, of: "lookup '\(lookup.name)'")
        let call = LookupCall(name: lookup.name, terms: bound.rest, options: bound, evaluator: evaluator)
        let found: [Value]
        do throws(Diagnostic) {
            found = try lookup.body(call)
        } catch {
            guard ["ignore", "warn"].contains(option("errors")?.text), error.code != Diagnostic.unknownValue else {
                throw error
            }
            return wantsList ? .list([]) : .null
        }
        let result = wantsList ? .list(found) : Self.single(found)
        return result.tainted(secret)
    }

    /// Without `wantlist`, one result stands for itself, and several texts become one with commas.
    private static func single(_ found: [Value]) -> Value {
        if found.count == 1 { return found[0] }
        let texts = found.compactMap(\.string)
        guard !found.isEmpty, texts.count == found.count else { return .list(found) }
        return Value.string(texts.joined(separator: ",")).tainted(found.contains(where: \.isSensitive))
    }

    private static func lookup(_ name: String, _ arguments: Arguments) throws(Diagnostic) -> Lookup {
        if let lookup = Lookup.named[name] { return lookup }
        let problem = Diagnostic("unknown-lookup", "there is no lookup '\(name)'", at: arguments.span)
        if let instead = Lookup.leftOut[name] { throw problem.helping(instead) }
        if name.contains(".") { throw problem.helping("the lookups of collections are not here, only Ansible's own") }
        throw name.closest(of: Lookup.named.keys.sorted()).map { problem.helping("did you mean '\($0)'?") } ?? problem
    }
}
