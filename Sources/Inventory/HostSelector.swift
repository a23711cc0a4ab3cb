import Diagnostics
import Templates

/// What a term of a host pattern looks for: names by a glob, a part of them perhaps, or a regular expression.
struct HostSelector {
    /// `[0]`, `[-1]` or `[1:3]`, with both ends counted in; a `last` of -1 is the end.
    struct Subscript: Equatable {
        var first: Int
        var last: Int?
    }

    /// The term without its subscript.
    var name: String
    var part: Subscript?
    private let span: Span?

    init(_ term: HostPattern.Term) {
        // In a regular expression brackets mean something else.
        (name, part) = term.text.hasPrefix("~") ? (term.text, nil) : Self.split(term.text)
        span = term.span
    }

    /// Whether hosts are looked at besides groups, even if a group matches.
    var looksAtHosts: Bool { name.hasPrefix("~") || name.contains { ".?*[".contains($0) } }

    /// Whether the term is a plain name, which has to be known.
    var isName: Bool { !name.hasPrefix("~") && !name.contains { "?*[".contains($0) } }

    /// Those of the names that match, from their start on; a regular expression need not reach their end.
    func matches(in names: [String]) throws(Diagnostic) -> [String] {
        guard name.hasPrefix("~") else {
            let glob = Glob(name)
            return names.filter { glob.matches($0) }
        }
        return try Self.matches(of: String(name.dropFirst()), in: names, at: span)
    }

    /// Lets a template's test match, which knows the regular expressions of Python's `re`.
    private static func matches(
        of expression: String, in names: [String], at span: Span?
    ) throws(Diagnostic) -> [String] {
        let scope = DictionaryScope(["names": .list(names.map { .string($0) }), "pattern": .string(expression)])
        let start = Position(line: 1, column: 1)
        let place = Span(file: "", start: start, end: start)
        do {
            let found = try Expression(parsing: "names | select('match', pattern) | list", at: place).evaluate(
                in: scope)
            return found.list?.compactMap { $0.string } ?? []
        } catch {
            throw Diagnostic(error.code, error.message, at: span)
        }
    }

    /// Takes a subscript off the end of a term; brackets that hold none are part of a glob.
    private static func split(_ text: String) -> (String, Subscript?) {
        guard text.hasSuffix("]"), let open = text.lastIndex(of: "["), open != text.startIndex else {
            return (text, nil)
        }
        let body = text[text.index(after: open)...].dropLast()
        let name = String(text[..<open])
        let digits = body.hasPrefix("-") ? body.dropFirst() : body
        if isNumber(digits), let index = Int(body) { return (name, Subscript(first: index)) }
        let bounds = body.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "-" }
        guard bounds.count == 2, isNumber(bounds[0]), bounds[1].isEmpty || isNumber(bounds[1]),
            let first = Int(bounds[0])
        else { return (text, nil) }
        return (name, Subscript(first: first, last: Int(bounds[1]) ?? -1))
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0.isDigit }
    }
}

extension HostSelector.Subscript {
    /// The chosen elements; nil if a single one is wanted that is not there.
    ///
    /// As in Ansible, `[2:0]` is the third host: an end of 0 counts as none.
    func of(_ hosts: [String]) -> [String]? {
        guard !hosts.isEmpty else { return hosts }
        guard let last, last != 0 else {
            let index = first < 0 ? hosts.count + first : first
            return hosts.indices.contains(index) ? [hosts[index]] : nil
        }
        let end = last == -1 || last >= hosts.count ? hosts.count : last + 1
        return first < end ? Array(hosts[first..<end]) : []
    }
}
