package import Diagnostics
package import Model

/// A number of bytes: `500MB`, `2GiB`.
package struct ByteSize: FieldValue {
    package static var typeName: String { "a size" }
    package static var jsonSchema: JSON {
        .templated(["type": "string", "pattern": "^[0-9]+(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)$"])
    }

    private static let decimal = [
        ("B", 1), ("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ]
    private static let binary = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40)]

    let bytes: Int

    init(_ bytes: Int) { self.bytes = bytes }

    package init(_ given: Given) throws(Problems) {
        let text = try String(given)
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = (Self.decimal + Self.binary).first { $0.0 == text.dropFirst(digits.count) }
        guard let unit, let number = Int(digits), number <= 1_000_000 else {
            throw given.mistyped(Self.typeName, help: "write a whole number and a unit, like '500MB' or '2GiB'")
        }
        bytes = number * unit.1
    }

    /// With one digit behind the point from a thousand bytes on.
    package var rendered: String {
        guard let unit = Self.decimal.last(where: { $0.1 <= bytes }), unit.1 > 1 else { return "\(bytes) B" }
        let tenths = bytes / (unit.1 / 10)
        return "\(tenths / 10).\(tenths % 10) \(unit.0)"
    }
}
