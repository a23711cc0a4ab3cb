package import YAML

/// Variables that were set together in one place, under one rule of precedence.
package struct VariableLayer: Sendable, Hashable {
    /// What made the layer apply, as a user would say it: `group_vars/gpu`, `inventory vars of group 'gpu'`.
    package var rule: String
    /// The file that holds them, as named in spans.
    package var file: String
    /// The values as written: not yet rendered.
    package var variables: [String: Node]

    package init(rule: String, file: String, variables: [String: Node]) {
        self.rule = rule
        self.file = file
        self.variables = variables
    }

    /// The layer with all of its values as secrets.
    var secret: VariableLayer { VariableLayer(rule: rule, file: file, variables: variables.mapValues(\.secret)) }
}
