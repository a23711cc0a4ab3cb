package import Diagnostics
package import YAML

extension Schema {
    /// The paths that came from secrets, each a problem: paths are shown, asked for and written down everywhere.
    package func secretPaths(in fields: Node) -> [Diagnostic] {
        properties.filter { !$0.isIdentity && $0.typeName == AbsolutePath.typeName }.compactMap { property in
            guard let node = fields[property.name], node.holdsSecret else { return nil }
            return Diagnostic("secret-path", "the path in '\(property.name)' cannot be secret", at: node.span)
                .helping("paths are shown and written down: take it from a value that is not encrypted")
        }
    }
}
