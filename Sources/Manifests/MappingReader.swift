internal import Diagnostics
internal import Model
internal import YAML

/// Reads a mapping key by key, collecting everything that is wrong with it; `finish` names the keys nobody asked for.
struct MappingReader {
    let node: Node
    /// What the mapping is, with its article: `a manifest`.
    let noun: String
    var problems: [Diagnostic] = []
    private var known: [String] = []

    init(_ node: Node, noun: String) {
        self.node = node
        self.noun = noun
    }

    /// The value of a key, or nil where it is not given or empty.
    mutating func node(_ key: String) -> Node? {
        known.append(key)
        guard let value = node[key], !value.isNull else { return nil }
        return value
    }

    /// A text that holds no template.
    mutating func text(_ key: String) -> Node? {
        guard let value = node(key) else { return nil }
        if value.string != nil { return value }
        reject(value, of: key, "text")
        return nil
    }

    mutating func integer(_ key: String) -> Int? {
        guard let value = node(key) else { return nil }
        if case .int(let number)? = value.scalar { return number }
        reject(value, of: key, "a whole number")
        return nil
    }

    mutating func flag(_ key: String) -> Bool? {
        guard let value = node(key) else { return nil }
        if case .bool(let flag)? = value.scalar { return flag }
        reject(value, of: key, "true or false")
        return nil
    }

    /// A mapping, whatever it holds.
    mutating func mapping(_ key: String) -> Node? {
        guard let value = node(key) else { return nil }
        if value.mapping != nil { return value }
        reject(value, of: key, "a mapping of names to values")
        return nil
    }

    /// One text or a list of texts, each with its place.
    mutating func texts(_ key: String) -> [Node] {
        guard let value = node(key) else { return [] }
        if value.string != nil { return [value] }
        guard let items = value.sequence else {
            reject(value, of: key, "text or a list of texts")
            return []
        }
        return items.filter { item in
            if item.string == nil { reject(item, of: key, "text or a list of texts") }
            return item.string != nil
        }
    }

    mutating func report(_ problem: Diagnostic) { problems.append(problem) }
    mutating func report(_ more: [Diagnostic]) { problems += more }

    /// `the manifest`, for messages.
    var subject: String { noun.split(separator: " ").last.map { "the \($0)" } ?? noun }

    /// Reports the keys that were never asked for.
    ///
    /// - Parameter hint: What to do about one that is like none of those that there are.
    mutating func finish(calling hint: String? = nil) {
        for entry in node.mapping ?? [] {
            guard let key = entry.key.string else {
                problems.append(.notText(entry.key))
                continue
            }
            guard !known.contains(key) else { continue }
            let problem = Diagnostic("unknown-key", "\(noun) has no key '\(key)'", at: entry.key.span)
            if let hint, key.closest(of: known) == nil {
                problems.append(problem.helping(hint))
            } else {
                problems.append(problem.suggestingClosest(to: key, of: known))
            }
        }
    }

    /// Says that a value is not of the type that its key takes.
    mutating func reject(_ value: Node, of key: String, _ typeName: String) {
        problems += Given(field: key, node: value).mistyped(typeName).all
    }
}

extension Diagnostic {
    /// This diagnostic with the nearest of the names that would have been right, or all of them where none is near.
    func suggestingClosest(to word: String, of names: [String]) -> Diagnostic {
        if let near = word.closest(of: names) { return suggesting(near) }
        guard !names.isEmpty, names.count <= 20 else { return self }
        return helping("known are: \(names.sorted().joined(separator: ", "))")
    }

    /// A key that is a list or a mapping: nearly always braces that YAML took for its own.
    static func notText(_ key: Node) -> Diagnostic {
        Diagnostic("key-not-text", "a key has to be a text", at: key.span)
            .helping("a value that starts with '{{' has to be quoted: \"{{ … }}\"")
    }
}
