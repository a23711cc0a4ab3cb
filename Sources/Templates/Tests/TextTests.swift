internal import Diagnostics

/// Tests of text.
enum TextTests {
    static let all: [ValueTest] =
        [
            ValueTest("upper") { call throws(Diagnostic) in
                call.input.text == call.input.text.uppercased() && call.input.text != call.input.text.lowercased()
            },
            ValueTest("lower") { call throws(Diagnostic) in
                call.input.text == call.input.text.lowercased() && call.input.text != call.input.text.uppercased()
            },
            pattern("match", isAnchored: true),
            pattern("search", isAnchored: false),
            ValueTest("regex", ["pattern", "ignorecase?", "multiline?", "match_type?"]) { call throws(Diagnostic) in
                try matches(call, isAnchored: call.arguments.text("match_type") == "match")
            },
        ]
        + ["version", "version_compare"].map { name in
            ValueTest(name, ["version", "operator?", "strict?"], body: comparesVersions)
        }

    private static func pattern(_ name: String, isAnchored: Bool) -> ValueTest {
        ValueTest(name, ["pattern", "ignorecase?", "multiline?"]) { call throws(Diagnostic) in
            try matches(call, isAnchored: isAnchored)
        }
    }

    private static func matches(_ call: FilterCall, isAnchored: Bool) throws(Diagnostic) -> Bool {
        var options: Regex.Options = []
        if call.arguments.flag("ignorecase") { options.insert(.ignoresCase) }
        if call.arguments.flag("multiline") { options.insert(.isMultiline) }
        let regex = try call.evaluator.regex(call.arguments.text("pattern"), options, at: call.span)
        return try regex.match(in: Array(call.input.text.utf8), isAnchored: isAnchored) != nil
    }

    private static func comparesVersions(_ call: FilterCall) throws(Diagnostic) -> Bool {
        let order = LooseVersion(call.input.text).order(to: LooseVersion(call.arguments.text("version")))
        switch call.arguments.text("operator", default: "eq") {
        case "==", "=", "eq": return order == 0
        case "!=", "<>", "ne": return order != 0
        case "<", "lt": return order < 0
        case "<=", "le": return order <= 0
        case ">", "gt": return order > 0
        case ">=", "ge": return order >= 0
        case let other:
            throw Diagnostic("wrong-arguments", "test '\(call.name)' knows no operator '\(other)'", at: call.span)
                .helping("it knows '<', '<=', '==', '!=', '>=' and '>'")
        }
    }
}

/// A version as Python's `LooseVersion` takes it apart: runs of digits, runs of letters, and the rest.
private struct LooseVersion {
    private let parts: [String]

    init(_ text: String) {
        var parts: [String] = []
        var kind = 0
        for scalar in text.unicodeScalars where scalar != "." || kind != 0 {
            let next = scalar == "." ? 0 : scalar.isDigit ? 1 : ("a"..."z").contains(scalar) ? 2 : 3
            if next != 0, next == kind {
                parts[parts.count - 1].unicodeScalars.append(scalar)
            } else if next != 0 {
                parts.append(String(scalar))
            }
            kind = next
        }
        self.parts = parts
    }

    /// Negative if this version is the older one; a number comes before a word.
    func order(to other: LooseVersion) -> Int {
        for (left, right) in zip(parts, other.parts) where left != right {
            switch (Int(left), Int(right)) {
            case (let left?, let right?): if left != right { return left < right ? -1 : 1 }
            case (nil, nil): return left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
            case (_?, nil): return -1
            case (nil, _?): return 1
            }
        }
        return parts.count - other.parts.count
    }
}
