internal import Diagnostics
internal import Inventory
internal import YAML

extension Strictness {
    /// Reads `strictness` of `reconcile.yaml`: a level for each check that is not to have its usual one.
    init(_ node: Node, problems: inout [Diagnostic]) {
        self.init()
        var reader = MappingReader(node, noun: "'strictness'")
        for check in Check.allCases {
            guard let given = reader.node(check.rawValue) else { continue }
            guard let level = Self.level(given) else {
                reader.reject(given, of: check.rawValue, "error, warning or off")
                continue
            }
            self[check] = level
        }
        reader.finish()
        problems += reader.problems
    }

    /// To YAML 1.1 `off` is a truth value.
    private static func level(_ node: Node) -> Level? {
        node.scalar == .bool(false) ? .off : node.string.flatMap(Level.init)
    }
}
