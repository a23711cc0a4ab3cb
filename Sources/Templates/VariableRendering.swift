package import Diagnostics
package import YAML

extension Value {
    /// What a node means with every template in it rendered, as a variable of Ansible's means it.
    ///
    /// A lone value that is printed keeps its type, whatever statements stand around it and though the text ends in a
    /// line break; what prints nothing is null. A part of a list or a map that needs what is not defined is not defined itself, which only matters to those
    /// who use that part. What comes out as `omit` is left out.
    package init(rendering node: Node, in scope: any Scope) throws(Diagnostic) {
        self = try Self.rendered(node, in: scope)
    }

    private static func rendered(_ node: Node, in scope: any Scope) throws(Diagnostic) -> Value {
        guard node.holdsTemplate || node.holdsEncrypted else { return Value(node) }
        var value: Value
        switch node.value {
        case _ where node.isEncrypted:
            guard let opened = try scope.opened(node) else {
                throw Diagnostic("vault-no-password", "this is encrypted and cannot be opened here", at: node.span)
            }
            return Value(opened)
        case .scalar: return try renderedScalar(node, in: scope)
        case .sequence(let items):
            let parts = try items.map { item throws(Diagnostic) in try part(item, in: scope) }
            value = .list(parts.compactMap { $0 })
        case .mapping(let entries):
            var map = ValueMap()
            for entry in entries {
                let key = try rendered(entry.key, in: scope)
                guard let part = try part(entry.value, in: scope) else { continue }
                guard map.set(key, to: part) else {
                    throw Diagnostic("wrong-key", "\(key.typeName) cannot be a key", at: entry.key.span)
                }
            }
            value = .map(map)
        }
        value.isSensitive = node.isSensitive
        value.origin = node.span
        return value.noticingUndefined
    }

    /// An item of a list or a map, or nil for one that is to be left out.
    private static func part(_ node: Node, in scope: any Scope) throws(Diagnostic) -> Value? {
        do {
            let value = try rendered(node, in: scope)
            if case .object(let object) = value.payload, object is Omit { return nil }
            return value
        } catch {
            guard error.code.hasPrefix("undefined-") else { throw error }
            return Value(.undefined(error))
        }
    }

    private static func renderedScalar(_ node: Node, in scope: any Scope) throws(Diagnostic) -> Value {
        do {
            let value = try renderedText(node, in: scope)
            if case .object(let object) = value.payload, object is Omit { return value }
            guard !value.holdsUndefined else { return value.tainted(node.isSensitive) }
            return Value(value.node(at: node.span).withoutOmitted).tainted(node.isSensitive)
        } catch {
            throw node.isSensitive ? error.withheld : error
        }
    }

    private static func renderedText(_ node: Node, in scope: any Scope) throws(Diagnostic) -> Value {
        let template: Template
        if let known = scope.templates {
            template = try known.template(node)
        } else {
            template = try Template(parsing: node)
        }
        let value: Value
        if let expression = Expression(single: template) {
            value = try expression.evaluateInParts(in: scope)
        } else {
            value = try Recursion.deeper(at: nil) { () throws(Diagnostic) in
                try Evaluator(scope: scope, keepsTypes: true).rendered(template)
            }.value
        }
        guard case .string(let text) = value.payload else { return value }
        return Value.string(text + template.lineBreaks(after: text)).tainted(value.holdsSecret)
    }
}
