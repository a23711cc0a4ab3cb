internal import Diagnostics

/// Reads a template: text, output and statements.
struct TemplateParser {
    typealias Reader = @Sendable (inout TemplateParser, Span) throws(Diagnostic) -> StatementSyntax
    /// A statement that encloses others, while they are read.
    typealias Enclosing = (name: String, span: Span)

    /// The statements there are, by the word that they begin with.
    private static let statements: [String: Reader] = [
        "if": { parser, span throws(Diagnostic) in try parser.condition(at: span) },
        "for": { parser, span throws(Diagnostic) in try parser.loop(at: span) },
        "break": { parser, span throws(Diagnostic) in try parser.leave(continues: false, at: span) },
        "continue": { parser, span throws(Diagnostic) in try parser.leave(continues: true, at: span) },
        "set": { parser, span throws(Diagnostic) in try parser.assignment(at: span) },
        "with": { parser, span throws(Diagnostic) in try parser.with(at: span) },
        "filter": { parser, span throws(Diagnostic) in try parser.filter(at: span) },
        "do": { parser, _ throws(Diagnostic) in .evaluate(try parser.expressions.tuple()) },
        "print": { parser, _ throws(Diagnostic) in try parser.print() },
        "autoescape": { parser, span throws(Diagnostic) in try parser.autoescape(at: span) },
        "macro": { parser, span throws(Diagnostic) in try parser.macro(at: span) },
        "call": { parser, span throws(Diagnostic) in try parser.call(at: span) },
        "include": { parser, span throws(Diagnostic) in try parser.include(at: span) },
        "import": { parser, span throws(Diagnostic) in try parser.importModule(at: span) },
        "from": { parser, span throws(Diagnostic) in try parser.importNames(at: span) },
        "extends": { parser, span throws(Diagnostic) in try parser.extends(at: span) },
        "block": { parser, span throws(Diagnostic) in try parser.block(at: span) },
    ]

    static var words: [String] { statements.keys.sorted() }

    var expressions: ExpressionParser
    /// The blocks of the template, wherever they stand.
    var blocks: [String: BlockSyntax] = [:]
    /// How many loops are around, which `break` may leave.
    var loops = 0
    /// Whether what comes belongs to the template itself, not to a loop or another scope in it.
    var isTopLevel = true
    private var nesting = 0

    static func template(
        of text: TemplateText, _ given: TemplateSettings = TemplateSettings()
    ) throws(Diagnostic) -> TemplateSyntax {
        var settings = given
        let tokens = try Lexer.tokens(of: text, &settings)
        var parser = TemplateParser(expressions: ExpressionParser(TokenStream(tokens)))
        let statements = try parser.body(until: [], of: nil)
        return TemplateSyntax(text: text, settings: settings, statements: statements, blocks: parser.blocks)
    }

    private init(expressions: ExpressionParser) { self.expressions = expressions }

    var tokens: TokenStream {
        get { expressions.tokens }
        set { expressions.tokens = newValue }
    }

    /// Reads statements up to one of the words that end the block; at that word it stops.
    private mutating func body(
        until ends: [String], of enclosing: Enclosing?
    ) throws(Diagnostic) -> [StatementSyntax] {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= ExpressionParser.deepest else {
            throw Diagnostic(
                "nested-too-deeply", "statements are nested more than \(ExpressionParser.deepest) deep",
                at: tokens.current.span)
        }
        var statements: [StatementSyntax] = []
        while true {
            let token = tokens.advance()
            switch token.kind {
            case .data(let text): statements.append(.text(text))
            case .outputStart:
                statements.append(.output(try expressions.tuple()))
                guard tokens.current.kind == .outputEnd else { throw tokens.unexpected("'}}'") }
                tokens.advance()
            case .statementStart:
                if case .name(let name) = tokens.current.kind, ends.contains(name) { return statements }
                statements.append(try statement(in: enclosing))
                try expectEnd()
            case .unreadable(let problem): throw problem
            default:
                guard let enclosing else { return statements }
                throw Diagnostic(
                    "unclosed-statement", "'\(enclosing.name)' is never closed with '{% end\(enclosing.name) %}'",
                    at: enclosing.span)
            }
        }
    }

    private mutating func statement(in enclosing: Enclosing?) throws(Diagnostic) -> StatementSyntax {
        let (name, span) = try tokens.name("the name of a statement")
        if let read = Self.statements[name] { return try read(&self, span) }
        if name.hasPrefix("end") || name == "else" || name == "elif" { throw stray(name, at: span, in: enclosing) }
        let problem = Diagnostic("unknown-statement", "there is no statement '\(name)'", at: span)
        throw name.closest(of: Self.statements.keys.sorted()).map(problem.suggesting) ?? problem
    }

    private func stray(_ name: String, at span: Span, in enclosing: Enclosing?) -> Diagnostic {
        guard let enclosing else {
            return Diagnostic("stray-statement", "'\(name)' stands outside of any block", at: span)
        }
        return Diagnostic(
            "stray-statement", "'\(name)' stands where 'end\(enclosing.name)' was expected", at: span,
            notes: [.note("'\(enclosing.name)' begins here", at: enclosing.span)])
    }

    private mutating func expectEnd() throws(Diagnostic) {
        guard tokens.current.kind == .statementEnd else { throw tokens.unexpected("'%}'") }
        tokens.advance()
    }

    /// The body of a statement, from the end of its tag up to one of the words that end it, at which it stops.
    ///
    /// A colon may stand at the end of the tag, as in Python.
    mutating func enclosed(until ends: [String], by enclosing: Enclosing) throws(Diagnostic) -> [StatementSyntax] {
        _ = tokens.skip(.colon)
        try expectEnd()
        return try body(until: ends, of: enclosing)
    }

    /// The body of a statement up to and with its end.
    mutating func enclosed(_ name: String, at span: Span) throws(Diagnostic) -> [StatementSyntax] {
        let statements = try enclosed(until: ["end" + name], by: (name, span))
        tokens.advance()
        return statements
    }

    /// Reads what has variables of its own.
    mutating func scoped<Result>(
        _ read: (inout TemplateParser) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        let outer = isTopLevel
        isTopLevel = false
        defer { isTopLevel = outer }
        return try read(&self)
    }

    /// Reads what is carried out elsewhere, so that no loop around it can be left from in there.
    mutating func apart<Result>(
        _ read: (inout TemplateParser) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        let outer = loops
        loops = 0
        defer { loops = outer }
        return try scoped(read)
    }
}

/// A template as it is written.
struct TemplateSyntax: Sendable {
    var text: TemplateText
    var settings: TemplateSettings
    var statements: [StatementSyntax]
    var blocks: [String: BlockSyntax]

    var file: String { text.file }
}
