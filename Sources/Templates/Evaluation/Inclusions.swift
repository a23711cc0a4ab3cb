internal import Diagnostics

/// Templates that use others.
extension Evaluator {
    /// What a template prints that sees the variables of the scope.
    func rendered(_ template: Template) throws(Diagnostic) -> Output {
        settings = template.syntax.settings
        return try rendered(template, in: Frame(in: frame)).output
    }

    /// What a template, and those that it extends, print with variables of their own.
    private func rendered(
        _ template: Template, in top: Frame
    ) throws(Diagnostic) -> (output: Output, rendering: Rendering) {
        let rendering = Rendering(template, top: top)
        top.values["self"] = reference(to: BlockList(of: rendering, in: top))
        let output = try within(top, of: rendering) { () throws(Diagnostic) in
            var output = newOutput(masksSecrets: masksSecrets)
            try run(template, of: rendering, into: &output)
            return output
        }
        return (output, rendering)
    }

    private func run(_ template: Template, of rendering: Rendering, into output: inout Output) throws(Diagnostic) {
        _ = try run(template.syntax.statements, into: &output)
        guard let (base, span) = rendering.base else { return }
        rendering.base = nil
        output.isMuted = false
        if base.isSecret { output.taint() }
        try calling("'\(base.syntax.file)'", "extended", at: span) { () throws(Diagnostic) in
            try run(base, of: rendering, into: &output)
        }
    }

    func include(_ inclusion: InclusionSyntax, into output: inout Output) throws(Diagnostic) {
        guard let template = try template(inclusion) else { return }
        let top = inclusion.hasContext ? Frame(in: frame) : Frame(seesScope: false)
        let inner = try calling("'\(template.syntax.file)'", "included", at: inclusion.span) { () throws(Diagnostic) in
            try rendered(template, in: top).output
        }
        try output.append(inner, at: inclusion.span)
    }

    /// The template that is to be included: the first of a list that there is, or none if that may be missing.
    private func template(_ inclusion: InclusionSyntax) throws(Diagnostic) -> Template? {
        let value = try value(inclusion.name)
        let names = value.list ?? [value]
        for name in names {
            if let template = try template(name, at: inclusion.span) { return template }
        }
        if inclusion.ignoresMissing { return nil }
        throw missing(names.map(\.text), at: inclusion.span)
    }

    private func template(_ name: Value, at span: Span) throws(Diagnostic) -> Template? {
        guard let text = name.string else {
            throw Diagnostic("wrong-type", "the name of a template is text, not \(name.typeName)", at: span)
        }
        guard let template = try loader.template(named: text, at: span) else { return nil }
        return try asWritten(template)
    }

    /// The template read with the settings that the first one gives itself, as Ansible has it.
    private func asWritten(_ template: Template) throws(Diagnostic) -> Template {
        guard settings != TemplateSettings(), settings != template.syntax.settings else { return template }
        if let known = reread[template.syntax.file] { return known }
        let other = try Template(template.syntax.text, settings, isSecret: template.isSecret)
        reread[template.syntax.file] = other
        return other
    }

    private func missing(_ names: [String], at span: Span) -> Diagnostic {
        let list = names.map { "'\($0)'" }.joined(separator: " or ")
        return Diagnostic(
            "missing-template", "there is no template \(list.isEmpty ? "in an empty list" : list)", at: span)
    }

    private func template(_ name: ExpressionSyntax) throws(Diagnostic) -> Template {
        let value = try value(name)
        guard let template = try template(value, at: name.span) else { throw missing([value.text], at: name.span) }
        return template
    }
}

// MARK: - import

extension Evaluator {
    func importNames(_ syntax: ImportSyntax) throws(Diagnostic) {
        let template = try template(syntax.template)
        let module = try module(template, hasContext: syntax.hasContext, at: syntax.span)
        switch syntax.names {
        case .module(let name): frame.values[name] = .object(module).tainted(module.isSensitive)
        case .parts(let parts):
            for (name, alias, span) in parts {
                let problem = Diagnostic("undefined-attribute", "\(module.typeName) has no '\(name)'", at: span)
                frame.values[alias] =
                    module.values[name]
                    ?? Value(.undefined(near(name, in: template, module).map(problem.suggesting) ?? problem))
            }
        }
        guard frame === rendering?.top else { return }
        switch syntax.names {
        case .module(let name): rendering?.imported.insert(name)
        case .parts(let parts): rendering?.imported.formUnion(parts.map { $0.alias })
        }
    }

    /// The nearest name in a module for "did you mean"; nil where its names are secret.
    private func near(_ name: String, in template: Template, _ module: Module) -> String? {
        template.isSecret ? nil : name.closest(of: module.keys)
    }

    private func module(_ template: Template, hasContext: Bool, at span: Span) throws(Diagnostic) -> Module {
        let name = template.syntax.file
        if !hasContext, let module = modules[name] { return module }
        let top = hasContext ? Frame(in: frame) : Frame(seesScope: false)
        let (output, rendering) = try calling("'\(name)'", "imported", at: span) { () throws(Diagnostic) in
            try rendered(template, in: top)
        }
        var values = ValueMap()
        for (key, value) in top.values.sorted(by: { $0.key < $1.key })
        where key != "self" && !key.hasPrefix("_") && !rendering.imported.contains(key) {
            values[key] = value.tainted(template.isSecret)
        }
        let module = Module(name: name, values: values, text: output.text, isSensitive: output.isSensitive)
        if !hasContext { modules[name] = module }
        return module
    }
}

// MARK: - inheritance

extension Evaluator {
    func extend(_ name: ExpressionSyntax, output: inout Output) throws(Diagnostic) {
        guard let rendering else { return }
        guard rendering.base == nil else {
            throw Diagnostic("stray-statement", "the template extends a second one", at: name.span)
        }
        let template = try template(name)
        rendering.base = (template, name.span)
        rendering.add(template.syntax.blocks)
        rendering.isSecret = rendering.isSecret || template.isSecret
        output.isMuted = true
    }

    func run(_ block: BlockSyntax, into output: inout Output) throws(Diagnostic) {
        guard let rendering else { return }
        if output.isMuted, frame === rendering.top { return }
        let all = rendering.blocks[block.name] ?? []
        if block.isRequired, all.count <= 1 {
            throw Diagnostic("undefined-block", "no template fills the required block '\(block.name)'", at: block.span)
        }
        let function = BlockFunction(
            block.name, level: 0, of: rendering, in: block.isScoped ? frame : rendering.top)
        let text = try calling("the block '\(block.name)'", "placed", at: block.span) { () throws(Diagnostic) in
            try function.text(in: self)
        }
        try output.appendAlways(text, at: block.span)
    }
}
