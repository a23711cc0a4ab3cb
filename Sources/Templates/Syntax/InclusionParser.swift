internal import Diagnostics

/// Statements that bring in other templates, and the blocks that these fill.
extension TemplateParser {
    mutating func include(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let name = try expressions.expression()
        var ignoresMissing = false
        if tokens.isAt("ignore"), tokens.next.kind == .name("missing") {
            ignoresMissing = true
            tokens.advance()
            tokens.advance()
        }
        let hasContext = context() ?? true
        return .include(
            InclusionSyntax(name: name, ignoresMissing: ignoresMissing, hasContext: hasContext, span: name.span))
    }

    mutating func importModule(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let template = try expressions.expression()
        guard tokens.skip("as") else { throw tokens.unexpected("'as'") }
        let (name, _) = try assignedName()
        return .importing(
            ImportSyntax(
                template: template, names: .module(name), hasContext: context() ?? false, span: template.span))
    }

    mutating func importNames(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let template = try expressions.expression()
        guard tokens.skip("import") else { throw tokens.unexpected("'import'") }
        var parts: [(name: String, alias: String, span: Span)] = []
        var hasContext: Bool?
        repeat {
            hasContext = context()
            if hasContext != nil { break }
            let (name, span) = try assignedName()
            guard !name.hasPrefix("_") else {
                throw Diagnostic(
                    "template-syntax", "'\(name)' begins with '_' and is private to its template", at: span)
            }
            let alias = tokens.skip("as") ? try assignedName().name : name
            parts.append((name, alias, span))
            hasContext = context()
        } while hasContext == nil && tokens.skip(.comma)
        return .importing(
            ImportSyntax(
                template: template, names: .parts(parts), hasContext: hasContext ?? false, span: template.span))
    }

    /// `with context` or `without context`, if one of them stands here.
    private mutating func context() -> Bool? {
        guard tokens.isAt("with") || tokens.isAt("without"), tokens.next.kind == .name("context") else { return nil }
        let hasContext = tokens.isAt("with")
        tokens.advance()
        tokens.advance()
        return hasContext
    }

    mutating func extends(at span: Span) throws(Diagnostic) -> StatementSyntax {
        guard isTopLevel else {
            throw Diagnostic("template-syntax", "'extends' cannot stand in a loop, a macro or a block", at: span)
        }
        return .extends(try expressions.expression())
    }

    mutating func block(at span: Span) throws(Diagnostic) -> StatementSyntax {
        let (name, nameSpan) = try tokens.name("the name of the block")
        let isScoped = tokens.skip("scoped")
        let isRequired = tokens.skip("required")
        guard !tokens.isAt(.minus) else {
            throw tokens.unexpected("'%}'").helping("the name of a block has no '-'; write '_'")
        }
        let body = try apart { parser throws(Diagnostic) in try parser.enclosed("block", at: span) }
        if isRequired, !body.allSatisfy(\.isBlank) {
            throw Diagnostic("template-syntax", "the required block '\(name)' has to be empty here", at: nameSpan)
        }
        _ = tokens.skip(name)
        let block = BlockSyntax(name: name, body: body, isScoped: isScoped, isRequired: isRequired, span: nameSpan)
        if let other = blocks[name] {
            throw Diagnostic(
                "duplicate-block", "there are two blocks '\(name)'", at: nameSpan,
                notes: [.note("the other one", at: other.span)])
        }
        blocks[name] = block
        return .block(block)
    }
}

extension StatementSyntax {
    fileprivate var isBlank: Bool {
        if case .text(let text) = self { text.unicodeScalars.allSatisfy { $0.isPythonSpace } } else { false }
    }
}
