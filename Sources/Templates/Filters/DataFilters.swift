internal import Diagnostics
internal import YAML

/// Filters between values and their JSON and YAML.
enum DataFilters {
    static let all: [Filter] = [
        Filter("tojson", ["indent?"]) { call throws(Diagnostic) in
            // As Jinja2 has it: sorted, and fit to stand in HTML.
            let style = JSONWriter.Style(indentation: try indentation(call), sortsKeys: true)
            var text = try json(call, style)
            for (character, escape) in [("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027")] {
                text = text.replacingScalars(character, with: escape)
            }
            return .markup(text)
        },
        Filter("to_json", ["indent?", "sort_keys?", "ensure_ascii?", "separators?", "**"]) { call throws(Diagnostic) in
            var style = JSONWriter.Style(
                indentation: try indentation(call), sortsKeys: call.arguments.flag("sort_keys"))
            style.isASCII = call.arguments.flag("ensure_ascii", default: true)
            style.sortsAsText = true
            if let separators = call["separators"]?.list, separators.count == 2 {
                (style.itemSeparator, style.keySeparator) = (separators[0].text, separators[1].text)
            }
            return .string(try json(call, style))
        },
        Filter("to_nice_json", ["indent?", "sort_keys?", "ensure_ascii?", "**"]) { call throws(Diagnostic) in
            var style = JSONWriter.Style(
                indentation: try indentation(call) ?? "    ", sortsKeys: call.arguments.flag("sort_keys", default: true)
            )
            style.isASCII = call.arguments.flag("ensure_ascii", default: true)
            style.sortsAsText = true
            return .string(try json(call, style))
        },
        Filter("from_json", ["profile?"]) { call throws(Diagnostic) in
            guard let text = call.input.string else { throw call.takes("text") }
            do throws(JSONReader.Problem) {
                return try JSONReader.value(of: text)
            } catch {
                throw call.problem("cannot read this as JSON: \(error.message)")
            }
        },
        yaml("to_yaml", flow: .automatic, indentation: 2),
        yaml("to_nice_yaml", flow: .never, indentation: 4),
        // What is no text is the data already.
        Filter("from_yaml", taint: .whole) { call throws(Diagnostic) in
            guard call.input.string != nil else { return call.input }
            return try documents(call).first.map { Value($0).tainted(call.input.isSensitive) } ?? .null
        },
        Filter("from_yaml_all") { call throws(Diagnostic) in
            if case .null = call.input.payload { return .list([]) }
            guard call.input.string != nil else { return call.input }
            return .list(try documents(call).map { Value($0) })
        },
    ]

    private static func indentation(_ call: FilterCall) throws(Diagnostic) -> String? {
        if let margin = call["indent"]?.string { return margin }
        return try call.arguments.int("indent").map { String(repeating: " ", count: min(max($0, 0), 100)) }
    }

    private static func json(_ call: FilterCall, _ style: JSONWriter.Style) throws(Diagnostic) -> String {
        do throws(JSONWriter.Unwritable) {
            return try JSONWriter(style: style).text(of: call.input)
        } catch {
            throw call.problem("cannot write \(error.typeName) as JSON")
        }
    }

    private static func yaml(_ name: String, flow: YAMLStyle.Flow, indentation: Int) -> Filter {
        Filter(
            name,
            [
                "indent?", "default_flow_style?", "width?", "sort_keys?", "explicit_start?", "explicit_end?",
                "default_style?", "**",
            ]
        ) {
            call throws(Diagnostic) in
            var style = YAMLStyle(flow: flow, indentation: try call.arguments.int("indent", default: indentation))
            style.width = try call.arguments.int("width", default: 80)
            style.sortsKeys = call.arguments.flag("sort_keys", default: true)
            style.hasExplicitStart = call.arguments.flag("explicit_start")
            style.hasExplicitEnd = call.arguments.flag("explicit_end")
            if let mark = call["default_style"]?.string {
                guard let scalars = YAMLStyle.Scalars(rawValue: mark) else {
                    throw call.problem("knows no default_style '\(mark)'")
                }
                style.scalars = scalars
            }
            if let given = call["default_flow_style"] {
                style.flow = given == .null ? .automatic : given.isTrue ? .always : .never
            }
            return .string(call.input.node(at: call.span).yamlText(style))
        }
    }

    private static func documents(_ call: FilterCall) throws(Diagnostic) -> [Node] {
        do throws(Problems) {
            return try Node.documents(parsing: Source(name: call.span.file, text: call.input.text))
        } catch {
            throw call.problem("cannot read this as YAML: \(error.all.first?.message ?? "")")
        }
    }
}
