internal import Diagnostics

/// Macros, and calls that give them a body.
extension TemplateParser {
    mutating func macro(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let (name, nameSpan) = try assignedName()
        guard tokens.isAt(.openParenthesis) else { throw tokens.unexpected("'('") }
        let parameters = try parameters()
        let body = try apart { parser throws(Diagnostic) in try parser.enclosed("macro", at: span) }
        return .macro(try syntax(name, parameters, body, at: nameSpan))
    }

    mutating func call(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let parameters = tokens.isAt(.openParenthesis) ? try parameters() : []
        let call = try expressions.expression()
        guard case .call = call.kind else {
            throw Diagnostic("template-syntax", "'call' takes a call, such as 'name()'", at: call.span)
        }
        let body = try apart { parser throws(Diagnostic) in try parser.enclosed("call", at: span) }
        return .call(call, caller: try syntax(nil, parameters, body, at: span))
    }

    private func syntax(
        _ name: String?, _ parameters: [MacroSyntax.Parameter], _ body: [StatementSyntax], at span: Span
    ) throws(Diagnostic) -> MacroSyntax {
        let names = parameters.map(\.name)
        let free = NameCollector.names(in: body)
        let extras = MacroSyntax.Extra.allCases.filter { free.contains($0.rawValue) }
        if extras.contains(.caller), parameters.contains(where: { $0.name == "caller" && $0.standard == nil }) {
            throw Diagnostic("template-syntax", "the parameter 'caller' needs a default", at: span)
        }
        return MacroSyntax(
            name: name, parameters: parameters, body: body, extras: Set(extras.filter { !names.contains($0.rawValue) }),
            span: span)
    }

    private mutating func parameters() throws(Diagnostic) -> [MacroSyntax.Parameter] {
        tokens.advance()
        var parameters: [MacroSyntax.Parameter] = []
        while !tokens.skip(.closeParenthesis) {
            if !parameters.isEmpty { try tokens.expect(.comma) }
            let (name, span) = try assignedName()
            guard !parameters.contains(where: { $0.name == name }) else {
                throw Diagnostic("template-syntax", "there are two parameters '\(name)'", at: span)
            }
            let standard = tokens.skip(.assignment) ? try expressions.expression() : nil
            if standard == nil, parameters.last?.standard != nil {
                throw Diagnostic(
                    "template-syntax", "parameter '\(name)' needs a default, as the one before it has one", at: span)
            }
            parameters.append(.init(name: name, standard: standard))
        }
        return parameters
    }
}
