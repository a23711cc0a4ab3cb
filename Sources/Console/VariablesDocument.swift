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

            package init(rule: String, value: Node) {
                self.rule = rule
                self.value = value
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
                return "  \(words.printable): \(Self.oneLine(layer.value))\n"
            }
            return "\(variable.name.printable): \(Self.oneLine(variable.value))\n" + layers.joined()
        }.joined()
    }

    package var explanationJSON: String {
        let items = variables.map { variable in
            let layers = variable.layers.reversed().map { layer in
                Node.record([
                    "rule": .text(layer.rule), "file": .text(layer.value.span.file),
                    "line": .number(layer.value.span.start.line), "value": layer.value,
                ])
            }
            return Node.record(["name": .text(variable.name), "value": variable.value, "layers": .list(layers)])
        }
        return NodeText(.list(items)).json
    }

    private static func place(_ span: Span) -> String { "\(span.file):\(span.start.line)" }

    /// A value as flow-style JSON, cut where it is long.
    private static func oneLine(_ node: Node) -> String { NodeText(node).flow.bounded(to: 200) }
}
