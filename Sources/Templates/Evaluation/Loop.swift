internal import Diagnostics

/// `loop` inside a loop: the items to come, of which those that a condition takes out are found only when asked for.
final class Loop: Referenced {
    private let syntax: LoopSyntax
    /// The frame in which the loop stands.
    private let frame: Frame
    private let depth: Int
    private var rest: ArraySlice<Value>
    /// Items that the condition has let through, but that had no round yet.
    private var ahead: ArraySlice<Value> = []
    private var current: Value?
    private var previous: Value?
    private var index = -1
    private var lastChanged: [Value]?

    init(_ syntax: LoopSyntax, over items: [Value], in frame: Frame, depth: Int) {
        self.syntax = syntax
        self.frame = frame
        self.depth = depth
        rest = items[...]
    }

    let typeName = "'loop'"
    var isCallable: Bool { syntax.isRecursive }
    let functions = ["cycle", "changed"]
    let keys = [
        "index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem",
        "nextitem", "cycle", "changed",
    ]

    /// The next item, which is then the current one; nil behind the last one.
    func advance(in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        guard let next = try peek(in: evaluator) else { return nil }
        ahead = ahead.dropFirst()
        index += 1
        (previous, current) = (current, next)
        return next
    }

    private func peek(in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        while ahead.isEmpty, !rest.isEmpty {
            let item = rest.removeFirst()
            if try takes(item, in: evaluator) { ahead.append(item) }
        }
        return ahead.first
    }

    private func length(in evaluator: Evaluator) throws(Diagnostic) -> Int {
        if syntax.condition == nil { return index + 1 + ahead.count + rest.count }
        while !rest.isEmpty {
            let item = rest.removeFirst()
            if try takes(item, in: evaluator) { ahead.append(item) }
        }
        return index + 1 + ahead.count
    }

    private func takes(_ item: Value, in evaluator: Evaluator) throws(Diagnostic) -> Bool {
        guard let condition = syntax.condition else { return true }
        try evaluator.countRound(at: syntax.span)
        return try evaluator.within(Frame(in: frame)) { () throws(Diagnostic) in
            try evaluator.assign(item, to: syntax.target)
            return try evaluator.value(condition).isTrue
        }
    }

    func value(of key: String, in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        switch key {
        case "index": return .int(index + 1)
        case "index0": return .int(index)
        case "revindex": return .int(try length(in: evaluator) - index)
        case "revindex0": return .int(try length(in: evaluator) - index - 1)
        case "first": return .bool(index == 0)
        case "last": return .bool(try peek(in: evaluator) == nil)
        case "length": return .int(try length(in: evaluator))
        // Only loops that call themselves are counted.
        case "depth": return .int(depth + 1)
        case "depth0": return .int(depth)
        case "previtem": return previous
        case "nextitem": return try peek(in: evaluator)
        default: return nil
        }
    }

    func call(_ member: String?, _ arguments: Arguments, in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        switch member {
        case nil: return try again(arguments, in: evaluator)
        case "cycle":
            guard !arguments.positional.isEmpty else {
                throw Diagnostic("wrong-arguments", "'cycle' needs values to go through", at: arguments.span)
            }
            return arguments.positional[index % arguments.positional.count]
        case "changed":
            let values = try arguments.defined().positional
            defer { lastChanged = values }
            let isSecret = ((lastChanged ?? []) + values).contains { $0.holdsSecret }
            return Value.bool(lastChanged != values).tainted(isSecret)
        default: return nil
        }
    }

    /// `loop(items)`: the body of the loop for the items of an item.
    private func again(_ arguments: Arguments, in evaluator: Evaluator) throws(Diagnostic) -> Value {
        guard syntax.isRecursive else {
            throw Diagnostic(
                "not-a-function", "'loop' can only be called in a loop that is 'recursive'", at: arguments.span
            )
            .helping("write {% for … in … recursive %}")
        }
        guard arguments.positional.count == 1, arguments.named.isEmpty else {
            throw Diagnostic("wrong-arguments", "'loop' takes one list", at: arguments.span)
        }
        let items = arguments.positional[0]
        return try evaluator.calling("the loop", at: arguments.span) { () throws(Diagnostic) in
            try evaluator.within(frame) { () throws(Diagnostic) in
                var output = evaluator.newOutput()
                try evaluator.run(syntax, over: items, depth: depth + 1, into: &output)
                return output.value
            }
        }
    }
}
