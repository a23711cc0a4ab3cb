internal import Diagnostics

/// The methods of Python's `list` and `dict` that change what they are called on.
///
/// Values are not shared here: what is changed is the variable, or the part of one, that the call names.
struct Mutation: Sendable {
    typealias Body = @Sendable (inout Value, BoundArguments) throws(Diagnostic) -> Value

    private let name: String
    private let parameters: Parameters
    private let body: Body

    private init(_ name: String, _ parameters: Parameters = [], body: @escaping Body) {
        (self.name, self.parameters, self.body) = (name, parameters, body)
    }

    static let names = Set((ofLists + ofMaps).map(\.name))

    static func of(_ value: Value, named name: String) -> Mutation? {
        switch value.payload {
        case .list where !value.isTuple: ofLists.first { $0.name == name }
        case .map: ofMaps.first { $0.name == name }
        default: nil
        }
    }

    /// Changes the value, and gives what the call comes to.
    func callAsFunction(_ value: inout Value, _ arguments: Arguments) throws(Diagnostic) -> Value {
        let result = try body(&value, try parameters.bind(arguments, of: "'\(name)()'"))
        value = try value.noticingUndefined.checked(at: arguments.span)
        return result
    }

    private static let ofLists = [
        Mutation("append", ["item"]) { value, arguments throws(Diagnostic) in
            value.change { $0.append(arguments["item"] ?? .null) }
        },
        Mutation("extend", ["items"]) { value, arguments throws(Diagnostic) in
            let items = try iterated(arguments["items"] ?? .null, at: arguments.span)
            return value.change { $0 += items }
        },
        Mutation("insert", ["index", "item"]) { value, arguments throws(Diagnostic) in
            let place = try arguments.int("index", default: 0)
            return value.change { items in
                let start = max(0, min(place < 0 ? place + items.count : place, items.count))
                items.insert(arguments["item"] ?? .null, at: start)
            }
        },
        Mutation("remove", ["item"]) { value, arguments throws(Diagnostic) in
            guard let place = value.list?.firstIndex(of: arguments["item"] ?? .null) else {
                throw Diagnostic("not-found", "the list does not hold that item", at: arguments.span)
            }
            return value.change { $0.remove(at: place) }
        },
        Mutation("pop", ["index?"]) { value, arguments throws(Diagnostic) in
            let items = value.list ?? []
            let index = try arguments.int("index", default: -1)
            let place = index < 0 ? index + items.count : index
            guard items.indices.contains(place) else {
                throw Diagnostic("not-found", "the list has no item \(index)", at: arguments.span)
            }
            _ = value.change { $0.remove(at: place) }
            return items[place].tainted(value.isSensitive)
        },
        Mutation("clear") { value, _ throws(Diagnostic) in value.change { $0 = [] } },
        Mutation("reverse") { value, _ throws(Diagnostic) in value.change { $0.reverse() } },
        Mutation("sort", ["*", "reverse?"]) { value, arguments throws(Diagnostic) in
            let wanted: Value.Order = arguments.flag("reverse") ? .descending : .ascending
            var problem: Diagnostic?
            // Equal items keep their order.
            let sorted = (value.list ?? []).enumerated().sorted { left, right in
                guard let order = left.element.order(to: right.element) else {
                    let types = "\(left.element.typeName) and \(right.element.typeName)"
                    problem = Diagnostic("wrong-type", "'sort' cannot order \(types)", at: arguments.span)
                    return false
                }
                return order == wanted || order == .same && left.offset < right.offset
            }
            if let problem { throw problem }
            return value.change { $0 = sorted.map(\.element) }
        },
    ]

    private static let ofMaps = [
        Mutation("update", ["*", "**"]) { value, arguments throws(Diagnostic) in
            let more = try Globals.map(
                of: Arguments(arguments.rest, named: arguments.others, at: arguments.span))
            return value.change { map in for entry in more { map.set(entry.key, to: entry.value) } }
        },
        Mutation("setdefault", ["key", "default?"]) { value, arguments throws(Diagnostic) in
            let key = try key(arguments)
            if let there = value.map?.value(of: key) { return there.tainted(value.isSensitive) }
            let standard = arguments["default"] ?? .null
            _ = value.change { map in map.set(key, to: standard) }
            return standard
        },
        Mutation("pop", ["key", "default?"]) { value, arguments throws(Diagnostic) in
            let key = try key(arguments)
            guard let there = value.map?.value(of: key) else {
                if let standard = arguments["default"] { return standard }
                throw Diagnostic("not-found", "the map has no key \(key.representation)", at: arguments.span)
            }
            _ = value.change { map in map.removeValue(of: key) }
            return there.tainted(value.isSensitive)
        },
        Mutation("popitem") { value, arguments throws(Diagnostic) in
            guard let last = value.map?.last else {
                throw Diagnostic("not-found", "the map is empty", at: arguments.span)
            }
            _ = value.change { map in map.removeValue(of: last.key) }
            return Value.tuple([last.key, last.value]).tainted(value.isSensitive)
        },
        Mutation("clear") { value, _ throws(Diagnostic) in value.change { map in map = [:] } },
    ]

    private static func key(_ arguments: BoundArguments) throws(Diagnostic) -> Value {
        let key = arguments["key"] ?? .null
        guard MapKey(key) != nil else {
            throw Diagnostic("wrong-key", "\(key.typeName) cannot be a key", at: arguments.span)
        }
        return key
    }

    private static func iterated(_ value: Value, at span: Span) throws(Diagnostic) -> [Value] {
        guard let items = value.items else {
            throw Diagnostic("wrong-type", "'extend' takes a list, not \(value.typeName)", at: span)
        }
        return items
    }
}

extension Value {
    /// Changes the items of a list; gives Python's `None`, as most such methods do.
    fileprivate mutating func change(_ body: (inout [Value]) -> Void) -> Value {
        var items = list ?? []
        body(&items)
        payload = .list(items)
        return .null
    }

    /// Changes the entries of a map.
    fileprivate mutating func change(_ body: (inout ValueMap) -> Void) -> Value {
        var map = map ?? [:]
        body(&map)
        payload = .map(map)
        return .null
    }
}

extension Evaluator {
    /// Calls a method that changes a value, and keeps what it then is where an expression names it.
    func mutate(
        _ base: ExpressionSyntax, _ value: Value, _ method: Mutation, _ arguments: Arguments
    ) throws(Diagnostic) -> Value {
        var value = value
        let result = try method(&value, arguments)
        try store(value, in: base)
        return result
    }

    /// Puts a value where an expression points to; one that points nowhere is left alone.
    private func store(_ value: Value, in place: ExpressionSyntax) throws(Diagnostic) {
        switch place.kind {
        case .name(let name):
            (frame.holder(of: name) ?? rendering?.top ?? frame).values[name] = value
        case .attribute(let base, let name, _):
            try store(value, under: .string(name), of: base)
        case .item(let base, let key):
            try store(value, under: try self.value(key), of: base)
        // What `get` and `setdefault` give is still a part of the map.
        case .call(let callee, let arguments):
            guard case .attribute(let base, let name, _) = callee.kind, ["get", "setdefault"].contains(name),
                let key = arguments.positional.first
            else { return }
            try store(value, under: try self.value(key), of: base)
        default: break
        }
    }

    private func store(_ value: Value, under key: Value, of base: ExpressionSyntax) throws(Diagnostic) {
        var container = try evaluate(base)
        switch container.payload {
        case .map(var map):
            guard map.value(of: key) != nil else { return }
            map.set(key, to: value)
            container.payload = .map(map)
        case .list(var items):
            guard let index = key.int else { return }
            let place = index < 0 ? index + items.count : index
            guard items.indices.contains(place) else { return }
            items[place] = value
            container.payload = .list(items)
        case .object(let object):
            if let name = key.string, let reference = object as? Reference,
                let namespace = self.object(of: reference) as? Namespace
            {
                namespace.values[name] = value
            }
            return
        default: return
        }
        try store(container.noticingUndefined, in: base)
    }
}
