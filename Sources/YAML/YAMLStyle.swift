/// How a node is written as YAML.
package struct YAMLStyle: Sendable {
    package enum Flow: Sendable {
        case always, never
        /// Collections of nothing but plain scalars are written in brackets.
        case automatic
    }

    /// How scalars are written, by the mark that PyYAML names it with.
    package enum Scalars: String, Sendable {
        case any = ""
        case single = "'"
        case double = "\""
        case literal = "|"
        case folded = ">"
    }

    package var flow: Flow
    package var indentation: Int
    /// The column behind which long text is folded.
    package var width = 80
    package var sortsKeys = false
    package var hasExplicitStart = false
    package var hasExplicitEnd = false
    package var scalars = Scalars.any

    package init(flow: Flow = .never, indentation: Int = 2) {
        self.flow = flow
        self.indentation = indentation
    }
}

extension Node {
    /// The node as a YAML document, as PyYAML writes the same value with libyaml.
    package func yamlText(_ style: YAMLStyle = YAMLStyle()) -> String { Emitter(style: style).text(of: self) }
}
