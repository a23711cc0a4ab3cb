internal import Diagnostics

/// Tests of text.
enum TextTests {
    static let all: [ValueTest] = [
        ValueTest("upper") { call throws(Diagnostic) in
            call.input.text == call.input.text.uppercased() && call.input.text != call.input.text.lowercased()
        },
        ValueTest("lower") { call throws(Diagnostic) in
            call.input.text == call.input.text.lowercased() && call.input.text != call.input.text.uppercased()
        },
        pattern("match", isAnchored: true),
        pattern("search", isAnchored: false),
        ValueTest("regex", ["pattern?", "ignorecase?", "multiline?", "match_type?"]) { call throws(Diagnostic) in
            let kind = call.arguments.text("match_type", default: "search")
            return try matches(call, isAnchored: kind == "match", isWhole: kind == "fullmatch")
        },
    ]

    private static func pattern(_ name: String, isAnchored: Bool) -> ValueTest {
        ValueTest(name, ["pattern?", "ignorecase?", "multiline?"]) { call throws(Diagnostic) in
            try matches(call, isAnchored: isAnchored)
        }
    }

    private static func matches(_ call: FilterCall, isAnchored: Bool, isWhole: Bool = false) throws(Diagnostic) -> Bool
    {
        var options: Regex.Options = []
        if call.arguments.flag("ignorecase") { options.insert(.ignoresCase) }
        if call.arguments.flag("multiline") { options.insert(.isMultiline) }
        let regex = try call.evaluator.regex(call.arguments.text("pattern"), options, at: call.span)
        return try regex.match(in: Array(call.input.text.utf8), isAnchored: isAnchored, isWhole: isWhole) != nil
    }
}
