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
        + ["subset", "issubset"].map { name in
            ValueTest(name, ["other"]) { call throws(Diagnostic) in
                let other = try members(call, call["other"] ?? .null)
                return try members(call, call.input).allSatisfy { other.contains($0) }
            }
        }
        + ["superset", "issuperset"].map { name in
            ValueTest(name, ["other"]) { call throws(Diagnostic) in
                let mine = try members(call, call.input)
                return try members(call, call["other"] ?? .null).allSatisfy { mine.contains($0) }
            }
        }

    /// The members of a set, which only what can be a key can be.
    private static func members(_ call: FilterCall, _ value: Value) throws(Diagnostic) -> Set<MapKey> {
        Set(
            try call.items(of: value).map { item throws(Diagnostic) in
                guard let key = MapKey(item) else { throw call.takes("plain values", not: item) }
                return key
            })
    }

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
        ValueTest("any") { call throws(Diagnostic) in try call.items().contains { $0.isTrue } },
        ValueTest("all") { call throws(Diagnostic) in try call.items().allSatisfy { $0.isTrue } },
    ]

    private static let numbers: [ValueTest] = [
        ValueTest("sameas", ["other"]) { call throws(Diagnostic) in
            let other = call["other"] ?? .null
            return call.input == other && call.input.typeName == other.typeName
        },
        ValueTest("odd") { call throws(Diagnostic) in try remainder(call, of: .int(2)) == 1 },
        ValueTest("even") { call throws(Diagnostic) in try remainder(call, of: .int(2)) == 0 },
        ValueTest("nan", body: isNaN),
        ValueTest("isnan", body: isNaN),
        ValueTest("divisibleby", ["num"]) { call throws(Diagnostic) in
            try remainder(call, of: call["num"] ?? .int(1)) == 0
        },
    ]

    private static func isNaN(_ call: FilterCall) throws(Diagnostic) -> Bool {
        try call.input.fraction(at: call.span)?.isNaN == true
    }

    private static func remainder(_ call: FilterCall, of divisor: Value) throws(Diagnostic) -> Double {
        guard call.input.number != nil else { throw call.takes("a number") }
        return try Arithmetic(span: call.span).result(.remainder, call.input, divisor).number ?? 0
    }
}
