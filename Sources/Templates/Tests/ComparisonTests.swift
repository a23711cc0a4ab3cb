internal import Diagnostics

/// Tests that compare a value with another one.
enum ComparisonTests {
    static let all: [ValueTest] =
        [
            comparison(.equal, ["eq", "equalto", "=="]),
            comparison(.notEqual, ["ne", "!="]),
            comparison(.less, ["lt", "lessthan", "<"]),
            comparison(.lessOrEqual, ["le", "<="]),
            comparison(.greater, ["gt", "greaterthan", ">"]),
            comparison(.greaterOrEqual, ["ge", ">="]),
            comparison(.isIn, ["in"]),
            sets,
        ].flatMap { $0 } + numbers

    private static func comparison(_ sign: ComparisonOperator, _ names: [String]) -> [ValueTest] {
        names.map { name in
            ValueTest(name, ["other"]) { call throws(Diagnostic) in
                try Arithmetic(span: call.span).compare(call.input, sign, call["other"] ?? .null)
            }
        }
    }

    private static let sets: [ValueTest] = [
        ValueTest("contains", ["item"]) { call throws(Diagnostic) in
            try Arithmetic(span: call.span).contains(call.input, call["item"] ?? .null)
        },
        ValueTest("subset", ["other"]) { call throws(Diagnostic) in
            let other = try call.items(of: call["other"] ?? .null)
            return try call.items().allSatisfy { other.contains($0) }
        },
        ValueTest("superset", ["other"]) { call throws(Diagnostic) in
            let mine = try call.items()
            return try call.items(of: call["other"] ?? .null).allSatisfy { mine.contains($0) }
        },
        ValueTest("any") { call throws(Diagnostic) in try call.items().contains { $0.isTrue } },
        ValueTest("all") { call throws(Diagnostic) in try call.items().allSatisfy { $0.isTrue } },
    ]

    private static let numbers: [ValueTest] = [
        ValueTest("sameas", ["other"]) { call throws(Diagnostic) in
            let other = call["other"] ?? .null
            return call.input == other && call.input.typeName == other.typeName
        },
        ValueTest("odd") { call throws(Diagnostic) in try remainder(call, of: .int(2)) != 0 },
        ValueTest("even") { call throws(Diagnostic) in try remainder(call, of: .int(2)) == 0 },
        ValueTest("divisibleby", ["num"]) { call throws(Diagnostic) in
            try remainder(call, of: call["num"] ?? .int(1)) == 0
        },
    ]

    private static func remainder(_ call: FilterCall, of divisor: Value) throws(Diagnostic) -> Int {
        guard let number = call.input.int else {
            throw Diagnostic(
                "wrong-type", "test '\(call.name)' takes an integer, not \(call.input.typeName)", at: call.span)
        }
        return try Arithmetic(span: call.span).result(.remainder, .int(number), divisor).int ?? 0
    }
}
