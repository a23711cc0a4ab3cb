package import Diagnostics
internal import YAML

/// A length of time as a number and a unit: `500ms`, `30s`, `5m`, `2h`, `1d`.
extension Duration: FieldValue {
    package static var typeName: String { "a duration" }
    package static var jsonSchema: JSON { .templated(["type": "string", "pattern": "^[0-9]+(ms|s|m|h|d)$"]) }

    private static var units: [(name: String, milliseconds: Int)] {
        [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)]
    }

    package init(_ given: Given) throws(Problems) {
        let text = given.node.string ?? ""
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = Self.units.first { $0.name == text.dropFirst(digits.count) }
        guard let unit, let number = Int(digits), number <= 1_000_000_000 else {
            let mend = digits == text[...] && !digits.isEmpty ? "\(text)s" : "30s', '5m' or '2h"
            throw given.mistyped(Self.typeName, help: "write a number and a unit, like '\(mend)'")
        }
        self = .milliseconds(number * unit.milliseconds)
    }

    package var rendered: String {
        let (seconds, attoseconds) = components
        let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
        let unit = Self.units.last { milliseconds.isMultiple(of: $0.milliseconds) && milliseconds > 0 }
        guard let unit else { return "0s" }
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }
}
