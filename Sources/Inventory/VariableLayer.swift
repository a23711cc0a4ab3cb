import Diagnostics
package import YAML

/// Variables that were set together in one place, under one rule of precedence.
package struct VariableLayer: Sendable, Hashable {
    /// What made the layer apply, as a user would say it: `group_vars/gpu`, `inventory vars of group 'gpu'`.
    package var rule: String
    /// The file that holds them, as named in spans.
    package var file: String
    /// The values as written: not yet rendered.
    package var variables: [String: Node]
    /// Where the inventory's order puts it; nil for what comes from elsewhere.
    var rank: LayerRank?

    package init(rule: String, file: String, variables: [String: Node]) {
        self.rule = rule
        self.file = file
        self.variables = variables
    }

    /// The layer with all of its values as secrets.
    var secret: VariableLayer {
        var copy = self
        copy.variables = variables.mapValues(\.secret)
        return copy
    }

    /// The layer at its place in the order.
    func ranked(_ rank: LayerRank) -> VariableLayer {
        var copy = self
        copy.rank = rank
        return copy
    }

    /// What is below everything: the line that Ansible writes at the head of the files that it makes from templates.
    package static let builtIn: VariableLayer = {
        let start = Position(line: 1, column: 1)
        let place = Span(file: "reconcile", start: start, end: start)
        let text = Node(.scalar("Ansible managed", isQuoted: true), at: place)
        return VariableLayer(rule: "built in", file: place.file, variables: ["ansible_managed": text])
    }()
}
