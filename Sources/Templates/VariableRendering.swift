package import Diagnostics
package import YAML

extension Node {
    /// The variable's value with every template in it rendered, as Ansible does it.
    ///
    /// A lone value that is printed keeps its type, whatever statements stand around it and though the text ends in a
    /// line break; what prints nothing is null. Else it is as `rendered`.
    package func renderedVariable(in scope: any Scope) throws(Problems) -> Node {
        try renderingTexts(in: scope) { node throws(Diagnostic) in
            if let expression = Expression(single: try Template(parsing: node)) {
                return try expression.evaluate(in: scope).node(at: node.span)
            }
            return try Template.variable(node, in: scope).node(at: node.span)
        }
    }
}

extension Template {
    fileprivate static func variable(_ node: Node, in scope: any Scope) throws(Diagnostic) -> Value {
        let text = TemplateText(node.string ?? "", of: node)
        let template = try Template(text.withoutLastLineBreak)
        let value = try Recursion.deeper(at: nil) { () throws(Diagnostic) in
            try Evaluator(scope: scope, keepsTypes: true).rendered(template)
        }.value
        guard case .string(let result) = value.payload else { return value }
        // The text has as many line breaks at its end as before, if it has not more of its own.
        let missing = text.scalars.lineBreaksAtEnd - result.unicodeScalars.lineBreaksAtEnd
        guard missing > 0 else { return value }
        return Value.string(result + String(repeating: "\n", count: missing)).tainted(value.holdsSecret)
    }
}

extension BidirectionalCollection where Element == Unicode.Scalar {
    fileprivate var lineBreaksAtEnd: Int { reversed().prefix { $0 == "\n" }.count }
}
