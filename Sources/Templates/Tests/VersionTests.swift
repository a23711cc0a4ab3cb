internal import Diagnostics

/// Ansible's `version`.
enum VersionTests {
    static let all = ["version", "version_compare"].map { name in
        ValueTest(name, ["version", "operator?", "strict?", "version_type?"], body: holds)
    }

    private static let kinds = ["loose", "strict", "semver", "semantic", "pep440"]

    private static func holds(_ call: FilterCall) throws(Diagnostic) -> Bool {
        let strict = call["strict"].flatMap { $0 == .null ? nil : $0 }
        let named = call["version_type"].flatMap { $0 == .null ? nil : $0.text }
        guard strict == nil || named == nil else {
            throw wrong(call, "takes 'strict' or 'version_type', not both")
        }
        let kind = named ?? (strict?.isTrue == true ? "strict" : "loose")
        guard kinds.contains(kind) else {
            throw wrong(call, "knows no version_type '\(kind)'").helping("it knows " + kinds.joined(separator: ", "))
        }
        let (left, right) = (call.input.text, call.arguments.text("version"))
        guard call.input.isTrue, !right.isEmpty else { throw wrong(call, "needs two versions, not an empty one") }
        let wanted = try order(call)
        guard let order = order(left, right, kind) else {
            let (first, second) = call.input.holdsSecret ? ("a secret", "") : ("'\(left)'", " and '\(right)'")
            throw wrong(call, "cannot compare \(first)\(second) as versions of the type '\(kind)'")
        }
        return wanted(order)
    }

    private static func wrong(_ call: FilterCall, _ message: String) -> Diagnostic {
        Diagnostic("wrong-arguments", "test '\(call.name)' \(message)", at: call.span)
    }

    private static func order(_ call: FilterCall) throws(Diagnostic) -> (Int) -> Bool {
        switch call.arguments.text("operator", default: "eq") {
        case "==", "=", "eq": return { $0 == 0 }
        case "!=", "<>", "ne": return { $0 != 0 }
        case "<", "lt": return { $0 < 0 }
        case "<=", "le": return { $0 <= 0 }
        case ">", "gt": return { $0 > 0 }
        case ">=", "ge": return { $0 >= 0 }
        case let other:
            throw wrong(call, "knows no operator '\(other)'").helping("it knows '<', '<=', '==', '!=', '>=' and '>'")
        }
    }

    private static func order(_ left: String, _ right: String, _ kind: String) -> Int? {
        func compared<Version: OrderedVersion>(_ type: Version.Type) -> Int? {
            guard let first = Version(left), let second = Version(right) else { return nil }
            return first.order(to: second)
        }
        return switch kind {
        case "loose": compared(LooseVersion.self)
        case "strict": compared(StrictVersion.self)
        case "pep440": compared(PythonVersion.self)
        default: compared(SemanticVersion.self)
        }
    }
}
