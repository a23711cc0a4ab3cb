internal import Diagnostics

/// The tokens of a template, gone through from front to back.
struct TokenStream {
    private let tokens: [Token]
    private var index = 0

    init(_ tokens: [Token]) { self.tokens = tokens }

    var current: Token { tokens[index] }
    var previous: Token { tokens[max(0, index - 1)] }
    var next: Token { tokens[min(index + 1, tokens.count - 1)] }

    @discardableResult
    mutating func advance() -> Token {
        let token = current
        if index < tokens.count - 1 { index += 1 }
        return token
    }

    func isAt(_ symbol: Symbol) -> Bool { current.kind == .symbol(symbol) }
    func isAt(_ name: String) -> Bool { current.kind == .name(name) }

    mutating func skip(_ symbol: Symbol) -> Bool {
        guard isAt(symbol) else { return false }
        advance()
        return true
    }

    mutating func skip(_ name: String) -> Bool {
        guard isAt(name) else { return false }
        advance()
        return true
    }

    mutating func expect(_ symbol: Symbol) throws(Diagnostic) {
        guard skip(symbol) else { throw unexpected("'\(symbol.rawValue)'") }
    }

    mutating func name(_ what: String) throws(Diagnostic) -> (String, Span) {
        guard case .name(let name) = current.kind else { throw unexpected(what) }
        return (name, advance().span)
    }

    /// The problem that something else was expected here.
    func unexpected(_ expected: String) -> Diagnostic {
        if case .unreadable(let problem) = current.kind { return problem }
        let problem = Diagnostic(
            "template-syntax", "\(expected) was expected here, not \(current.description)", at: current.span)
        return current.kind == .symbol(.assignment) ? problem.helping("compare with '=='") : problem
    }
}
