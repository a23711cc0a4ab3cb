internal import Diagnostics
package import YAML

/// What `vars` prints.
package struct VariablesDocument: Sendable {
    /// A variable and all places that set it.
    package struct Variable: Sendable {
        package struct Layer: Sendable {
            /// What made it apply: `group_vars/gpu`.
            package var rule: String
            /// As it is written there.
            package var value: Node
            /// The rule by which the layer that decided goes before this one; nil for that layer itself.
            package var reason: String?

            package init(rule: String, value: Node, reason: String? = nil) {
                self.rule = rule
                self.value = value
                self.reason = reason
            }
        }

        package var name: String
        /// What it comes to on the host.
        package var value: Node
        /// Lowest precedence first; the last one decided.
        package var layers: [Layer]

        package init(name: String, value: Node, layers: [Layer]) {
            self.name = name
            self.value = value
            self.layers = layers
        }
    }

    private let variables: [Variable]

    /// - Parameter variables: in the order in which they are printed.
    package init(_ variables: [Variable]) { self.variables = variables }

    /// The values alone.
    package var yaml: String { NodeText(values).yaml }
    package var json: String { NodeText(values).json }

    private var values: Node {
        .record(variables.map { Node.Entry(key: .text($0.name), value: $0.value) })
    }

    /// Each value, then what set it and what that overrode.
    package var explanation: String {
        variables.map { variable in
            let layers = variable.layers.reversed().enumerated().map { index, layer in
                let place = Self.place(layer.value.span)
                let words = "\(index == 0 ? "set by" : "overrides") \(layer.rule) (\(place))"
                let reason = layer.reason.map { "    because \($0.printable)\n" } ?? ""
                return "  \(words.printable): \(Self.oneLine(layer.value))\n\(reason)"
            }
            return "\(variable.name.printable): \(Self.oneLine(variable.value))\n" + layers.joined()
        }.joined()
    }

    package var explanationJSON: String {
        let items = variables.map { variable in
            let layers = variable.layers.reversed().map { layer in
                let start = layer.value.span.start
                let members = [
                    ("rule", Node.text(layer.rule)), ("file", .text(layer.value.span.file)),
                    ("line", .number(start.line)), ("column", .number(start.column)), ("value", layer.value),
                ]
                let reason = layer.reason.map { [("overridden_because", Node.text($0))] } ?? []
                return Node.record((members + reason).map { Node.Entry(key: .text($0.0), value: $0.1) })
            }
            return Node.record(["name": .text(variable.name), "value": variable.value, "layers": .list(layers)])
        }
        return NodeText(.list(items)).json
    }

    private static func place(_ span: Span) -> String { "\(span.file):\(span.start.line):\(span.start.column)" }

    /// A value as flow-style JSON, cut where it is long.
    private static func oneLine(_ node: Node) -> String { NodeText(node).flow.bounded(to: 200) }
}
