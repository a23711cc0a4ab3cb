internal import Diagnostics

/// `lookup('template', 'x.j2')`: a template of the project, rendered with the variables that are seen here.
enum TemplateLookup {
    static let all = [
        Lookup(
            "template",
            Parameters(["*", "template_vars?", "convert_data?", "jinja2_native?"] + options.map { $0 + "?" })
        ) { call throws(Diagnostic) in
            let extra = call.options["template_vars"]?.map ?? [:]
            let scope = call.evaluator.scope.overlaid(
                by: Dictionary(extra.map { ($0.key.text, $0.value) }, uniquingKeysWith: { _, last in last }))
            let settings = try settings(call)
            let own = call.evaluator.loader
            let known: (any TemplateLoader)? = call.evaluator.scope.machine?.templates
            let loader = own is NoTemplates ? known ?? own : own
            return try call.terms.map { term throws(Diagnostic) in
                let template = try template(try call.text(term), call, settings, loader)
                let rendered = try call.evaluator.calling(
                    "'\(template.syntax.file)'", "looked up", at: call.span
                ) { () throws(Diagnostic) in
                    try template.render(in: scope, loader: loader, limits: call.evaluator.limits)
                }
                // As many line breaks at the end as the file has, also behind a statement, which drops its own.
                let wanted = template.syntax.text.scalars.reversed().prefix { $0 == "\n" }.count
                let missing = max(0, wanted - rendered.text.lineBreaksAtEnd)
                return Value.string(rendered.text + String(repeating: "\n", count: missing))
                    .tainted(rendered.isSensitive)
            }
        }
    ]

    private static let options = [
        "variable_start_string", "variable_end_string", "comment_start_string", "comment_end_string", "trim_blocks",
    ]

    private static func settings(_ call: LookupCall) throws(Diagnostic) -> TemplateSettings {
        var settings = TemplateSettings()
        for name in options {
            if let value = call.options[name], value != .null { try settings.set(name, to: value, at: call.span) }
        }
        return settings
    }

    /// One that the project has is read already, unless it is to be read in another way.
    private static func template(
        _ name: String, _ call: LookupCall, _ settings: TemplateSettings, _ loader: any TemplateLoader
    ) throws(Diagnostic) -> Template {
        if let template = try loader.template(named: name, at: call.span) {
            if settings == TemplateSettings() { return template }
            return try Template(template.syntax.text, settings, isSecret: template.isSecret)
        }
        let path = try call.path(of: name, "templates")
        let text = try call.files().text(of: path)
        return try Template(
            TemplateText(Source(name: path, text: text.text)), settings, isSecret: text.isSensitive)
    }
}

extension String {
    fileprivate var lineBreaksAtEnd: Int { utf8.reversed().prefix { $0 == UInt8(ascii: "\n") }.count }
}
