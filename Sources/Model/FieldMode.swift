package import Diagnostics
internal import YAML

/// Permission bits in octal, written with a leading zero: `"0644"`, also unquoted.
///
/// A bare `644` is refused: YAML would read it as a decimal number, and Ansible users have been bitten by that.
package struct Mode: FieldValue, CustomStringConvertible {
    package static var typeName: String { "an octal mode" }
    package static var jsonSchema: JSON { .templated(["type": "string", "pattern": "^0[0-7]{3,4}$"]) }

    /// 0 to 0o7777.
    package var bits: Int

    package init(_ bits: Int) { self.bits = bits }

    package init(_ given: Given) throws(Problems) {
        guard let text = given.node.string, !text.isEmpty, !given.node.isNull else {
            throw given.mistyped(Self.typeName, help: "write it like \"0644\"")
        }
        if text.allSatisfy({ "ugoa=+-rwxXst,".contains($0) }) {
            throw given.problem(
                "symbolic-mode", "'\(given.field)' takes an octal mode, not the symbolic \(given.node.inWords)",
                help: "write all permissions in octal, like \"0644\"")
        }
        guard let bits = Int(text, radix: 8), bits >= 0, bits <= 0o7777, text.first != "+" else {
            throw given.mistyped(
                Self.typeName, help: "write three or four digits from 0 to 7 behind a zero, like \"0644\"")
        }
        guard text.first == "0", text.count >= 4 else {
            throw given.problem(
                "mode-without-zero",
                "'\(given.field)' takes an octal mode with a leading zero, not \(given.node.inWords)",
                help: "write \(given.field): \"\(Mode(bits))\"")
        }
        self.bits = bits
    }

    /// Four digits, as `chmod` and `stat` write them.
    package var description: String {
        let digits = String(bits, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    package var rendered: String { description }
}
