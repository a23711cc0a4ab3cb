internal import Diagnostics

/// Filters that pick items out of lists, or a part out of each.
enum SelectionFilters {
    static let all: [Filter] = [
        Filter("map", ["*", "**"], taint: .parts, body: mapped),
        Filter("select", ["*"], taint: .parts) { call throws(Diagnostic) in try selected(call, isWanted: true) },
        Filter("reject", ["*"], taint: .parts) { call throws(Diagnostic) in try selected(call, isWanted: false) },
        Filter("selectattr", ["attribute", "*"], taint: .parts) { call throws(Diagnostic) in
            try selected(call, by: call["attribute"], isWanted: true)
        },
        Filter("rejectattr", ["attribute", "*"], taint: .parts) { call throws(Diagnostic) in
            try selected(call, by: call["attribute"], isWanted: false)
        },
    ]

    private static func mapped(_ call: FilterCall) throws(Diagnostic) -> Value {
        let named = call.arguments.others
        if let path = named.first(where: { $0.name == "attribute" })?.value {
            let standard = named.first { $0.name == "default" }?.value
            return .list(
                try call.items().map { item throws(Diagnostic) in
                    let value = try call.attribute(at: path, of: item)
                    if let standard, value.isUndefined { return standard }
                    return try value.defined()
                })
        }
        guard let name = call.arguments.rest.first?.string else {
            throw call.problem("needs the name of a filter, or 'attribute='")
        }
        guard let filter = Filter.named[name.withoutCollection] else {
            throw unknown("filter", name, among: Filter.named.keys, at: call.span)
        }
        let arguments = Arguments(Array(call.arguments.rest.dropFirst()), named: named, at: call.span)
        return .list(
            try call.items().map { item throws(Diagnostic) in
                try filter.apply(to: item, arguments, in: call.evaluator).defined()
            })
    }

    private static func selected(
        _ call: FilterCall, by path: Value? = nil, isWanted: Bool
    ) throws(Diagnostic) -> Value {
        var test: ValueTest?
        if let name = call.arguments.rest.first?.text {
            test = ValueTest.named[name.withoutCollection]
            if test == nil { throw unknown("test", name, among: ValueTest.named.keys, at: call.span) }
        }
        let arguments = Arguments(Array(call.arguments.rest.dropFirst()), at: call.span)
        var kept: [Value] = []
        for item in try call.items() {
            let value = try path.map { path throws(Diagnostic) in try call.attribute(at: path, of: item) } ?? item
            let holds: Bool
            if let test {
                holds = try test.holds(for: value, arguments, in: call.evaluator)
            } else {
                holds = try value.defined().isTrue
            }
            if holds == isWanted { kept.append(item) }
        }
        return .list(kept)
    }

    private static func unknown(
        _ kind: String, _ name: String, among names: some Sequence<String>, at span: Span
    ) -> Diagnostic {
        let problem = Diagnostic("unknown-\(kind)", "there is no \(kind) '\(name)'", at: span)
        return name.closest(of: names.sorted()).map { problem.helping("did you mean '\($0)'?") } ?? problem
    }
}

extension String {
    /// The name of a filter or a test without Ansible's prefix for its own ones.
    fileprivate var withoutCollection: String {
        hasPrefix("ansible.builtin.") ? String(dropFirst("ansible.builtin.".count)) : self
    }
}

extension FilterCall {
    /// What lies at a path such as `network.addresses.0`, or undefined.
    func attribute(at path: Value, of item: Value) throws(Diagnostic) -> Value {
        let steps: [Value] =
            path.string.map { text in
                text.splitScalars(by: ".").map { step in Int(step).map { .int($0) } ?? .string(step) }
            } ?? [path]
        var value = item
        for step in steps {
            var part = try evaluator.item(step, of: value)
            if part == nil { part = try evaluator.attribute(step.text, of: value) }
            guard let part else {
                let problem = Diagnostic(
                    "undefined-attribute", "an item of the list has no '\(path.text)'", at: span)
                let names = value.map?.names ?? []
                return Value(
                    .undefined(step.text.closest(of: names).map { problem.helping("did you mean '\($0)'?") } ?? problem)
                )
            }
            value = part.tainted(value.isSensitive)
        }
        return value
    }

    func defined(at path: Value, of item: Value) throws(Diagnostic) -> Value {
        try attribute(at: path, of: item).defined()
    }
}
