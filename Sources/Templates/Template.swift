package import Diagnostics
package import YAML

/// What a template came out as.
package struct Rendered: Sendable, Hashable {
    package var text: String
    /// Whether a secret went into it.
    package var isSensitive: Bool
}

/// A template, read once and rendered for many hosts.
///
/// The language is Jinja2's, as Ansible sets it up: an undefined variable is an error, the line break behind
/// a statement is dropped, nothing is escaped.
package struct Template: Sendable {
    let syntax: TemplateSyntax
    /// Whether the text of the template is itself a secret: then so is all that it prints, and what is wrong in it.
    let isSecret: Bool

    /// Throws what the language does not know, unknown filters and tests included.
    package init(parsing source: Source, isSecret: Bool = false) throws(Diagnostic) {
        do throws(Diagnostic) {
            try self.init(TemplateText(source), isSecret: isSecret)
        } catch {
            throw isSecret ? error.withheld : error
        }
    }

    /// Reads the text of a YAML scalar, into which diagnostics then point.
    package init(parsing node: Node) throws(Diagnostic) { try self.init(TemplateText(node.string ?? "", of: node)) }

    init(
        _ text: TemplateText, _ settings: TemplateSettings = TemplateSettings(), isSecret: Bool = false
    ) throws(Diagnostic) {
        self.isSecret = isSecret
        syntax = try TemplateParser.template(of: text, settings)
    }

    /// Renders it; an undefined variable, and whatever else goes wrong, is an error with its place.
    ///
    /// Templates that it includes, imports or extends come from the loader. With `masksSecrets`, `(sensitive)` is
    /// printed for each value that is a secret.
    package func render(
        in scope: any Scope, loader: any TemplateLoader = NoTemplates(), limits: Limits = Limits(),
        masksSecrets: Bool = false
    ) throws(Diagnostic) -> Rendered {
        let output = try Recursion.deeper(at: nil) { () throws(Diagnostic) in
            let evaluator = Evaluator(scope: scope, loader: loader, limits: limits, masksSecrets: masksSecrets)
            return try evaluator.rendered(self)
        }
        // Ansible drops the last line break of each template, and makes up for those that what is printed lacks.
        let settings = syntax.settings
        let missing = syntax.text.lineBreaksAtEnd - output.text.lineBreaksAtEnd
        let end = String(repeating: settings.lineBreak, count: output.endsAsText ? max(0, missing) : 0)
        return Rendered(text: output.text + end, isSensitive: output.isSensitive)
    }

    /// The variables that it asks its scope for, whatever branch is taken.
    package var names: Set<String> {
        NameCollector.names(in: syntax.statements).subtracting(MacroSyntax.Extra.allCases.map(\.rawValue))
            .subtracting(["self"])
    }
}

extension TemplateText {
    /// How many line breaks the text ends with.
    fileprivate var lineBreaksAtEnd: Int { scalars.reversed().prefix { $0 == "\n" }.count }
}

extension String {
    fileprivate var lineBreaksAtEnd: Int { utf8.reversed().prefix { $0 == UInt8(ascii: "\n") }.count }
}

/// Finds the templates that others include, import or extend.
package protocol TemplateLoader {
    /// The template of a name, or nil if there is none; the span is where another template names it.
    func template(named name: String, at span: Span) throws(Diagnostic) -> Template?
}

/// For templates that stand alone.
package struct NoTemplates: TemplateLoader {
    package init() {}
    package func template(named name: String, at span: Span) throws(Diagnostic) -> Template? { nil }
}

/// A bare expression, as `when` takes it.
package struct Expression: Sendable {
    let syntax: ExpressionSyntax

    package init(parsing text: String, at span: Span) throws(Diagnostic) {
        try self.init(TemplateText(text, at: span))
    }

    /// Reads the text of a YAML scalar, without a `{{ … }}` around the whole of it.
    package init(parsing node: Node) throws(Diagnostic) {
        let text = TemplateText(node.string ?? "", of: node)
        if let single = try Expression(singleIn: text) { self = single } else { try self.init(text) }
    }

    init(_ syntax: ExpressionSyntax) { self.syntax = syntax }

    private init(_ text: TemplateText) throws(Diagnostic) {
        var parser = ExpressionParser(TokenStream(Lexer.tokens(ofExpression: text)))
        if case .end = parser.tokens.current.kind {
            throw Diagnostic("template-syntax", "an expression was expected here", at: parser.tokens.current.span)
        }
        syntax = try parser.tuple()
        guard parser.tokens.current.kind == .end else { throw parser.tokens.unexpected("an operator or the end") }
    }

    /// The expression of a template that is a single `{{ … }}`; nil for any other template.
    private init?(singleIn text: TemplateText) throws(Diagnostic) {
        guard text.scalars.starts(with: "{{".unicodeScalars), text.scalars.suffix(2).elementsEqual("}}".unicodeScalars),
            let single = Expression(single: try Template(text))
        else { return nil }
        self = single
    }

    init?(single template: Template) {
        let statements = template.syntax.statements
        guard statements.count == 1, case .output(let syntax)? = statements.first else { return nil }
        self.syntax = syntax
    }

    /// The value; an undefined variable in it is an error.
    package func evaluate(in scope: any Scope) throws(Diagnostic) -> Value {
        try Recursion.deeper(at: syntax.span) { () throws(Diagnostic) in
            try Evaluator(scope: scope).value(syntax)
        }
    }

    /// The value, which may be a list or a map of which parts are not defined.
    func evaluateInParts(in scope: any Scope) throws(Diagnostic) -> Value {
        try Recursion.deeper(at: syntax.span) { () throws(Diagnostic) in
            try Evaluator(scope: scope).evaluate(syntax).existing()
        }
    }

    /// The variables that it asks its scope for.
    package var names: Set<String> { NameCollector.names(in: syntax) }
}
