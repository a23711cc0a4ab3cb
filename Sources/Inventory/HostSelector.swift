import Diagnostics

/// What a term of a host pattern looks for: names by a glob, a part of them perhaps, or a regular expression.
struct HostSelector {
    /// `[0]`, `[-1]` or `[1:3]`, with both ends counted in; a `last` of -1 is the end.
    struct Subscript: Equatable {
        var first: Int
        var last: Int?
    }

    enum Match {
        case glob(Glob)
        case expression(Regex<AnyRegexOutput>)
    }

    /// The term without its subscript.
    var name: String
    var match: Match
    var part: Subscript?

    /// - Throws: A regular expression that cannot be read.
    init(_ term: HostPattern.Term) throws(Diagnostic) {
        if term.text.hasPrefix("~") {
            name = term.text
            do {
                match = .expression(try Regex(String(term.text.dropFirst())))
            } catch {
                throw Diagnostic(
                    "host-pattern", "'\(term.text.dropFirst())' cannot be read as a regular expression", at: term.span,
                    notes: [.note("\(error)")])
            }
            return
        }
        (name, part) = Self.split(term.text)
        match = .glob(Glob(name))
    }

    /// Whether hosts are looked at besides groups, even if a group matches.
    var looksAtHosts: Bool { name.hasPrefix("~") || name.contains { ".?*[".contains($0) } }

    /// Whether the term is a plain name, which has to be known.
    var isName: Bool { !name.hasPrefix("~") && !name.contains { "?*[".contains($0) } }

    func matches(_ name: String) -> Bool {
        switch match {
        case .glob(let glob): glob.matches(name)
        case .expression(let expression): name.prefixMatch(of: expression) != nil
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
