internal import Diagnostics

/// Ansible's tests of what a task came out as, for templates that hold such a map.
enum ResultTests {
    static let all: [ValueTest] =
        [
            flag("failed", ["failed", "failure"]), flag("skipped", ["skipped", "skip"]),
            flag("unreachable", ["unreachable"]),
            flag("failed", ["succeeded", "success", "successful"], isWanted: false),
            flag("unreachable", ["reachable"], isWanted: false), flag("started", ["started"], otherwise: true),
            flag("finished", ["finished"], otherwise: true),
        ].flatMap { $0 }
        + ["changed", "change"].map { name in
            ValueTest(name) { call throws(Diagnostic) in
                let result = try call.map()
                if let changed = result["changed"] { return changed.isTrue }
                guard let results = result["results"]?.list else { return false }
                guard let first = results.first else { throw call.problem("finds no results") }
                return first.map != nil && results.contains { $0.map?["changed"]?.isTrue == true }
            }
        } + [
            ValueTest("timedout") { call throws(Diagnostic) in
                guard let flag = try call.map()["timedout"], flag.isTrue else { return false }
                guard let period = flag.map else { throw call.problem("finds no 'period' in \(flag.typeName)") }
                return period["period"]?.isTrue == true
            }
        ]

    private static func flag(
        _ key: String, _ names: [String], isWanted: Bool = true, otherwise: Bool = false
    ) -> [ValueTest] {
        names.map { name in
            ValueTest(name) { call throws(Diagnostic) in
                let flag = try call.map()[key]?.isTrue
                return (flag ?? otherwise) == isWanted
            }
        }
    }
}
