internal import Model
internal import Shell

/// Labels and options as manifests give them to what podman or docker has.
enum EngineLabels {
    static func problems(_ labels: [String: String], _ options: [String: String]) -> [FieldProblem] {
        var problems = [("labels", labels), ("options", options)].flatMap { field, map in names(map, in: field) }
        if labels.keys.contains(where: { $0.hasPrefix(ContainerEngine.label) }) {
            problems.append(.init("labels", "names that begin with '\(ContainerEngine.label)' are taken"))
        }
        return problems
    }

    static func names(_ map: [String: String], in field: String) -> [FieldProblem] {
        map.keys.sorted().filter { $0.isEmpty || $0.utf8.contains(UInt8(ascii: "=")) }.map {
            .init(field, "'\($0)' is no name of one: it is empty or holds '='")
        }
    }
}
