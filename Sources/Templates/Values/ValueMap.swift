internal import Digests

/// A map that keeps the order in which its keys came, as Python's `dict` does.
package struct ValueMap: Sendable {
    package struct Entry: Sendable {
        package var key: Value
        package var value: Value
    }

    private var entries: [Entry] = []
    private var places: [MapKey: Int] = [:]

    package init() {}

    package init(_ pairs: some Sequence<(String, Value)>) {
        for (key, value) in pairs { self[key] = value }
    }

    /// The value under a text key; set to nil, it is removed.
    package subscript(key: String) -> Value? {
        get { places[.string(key)].map { entries[$0].value } }
        set {
            if let newValue { set(.string(key), of: .string(key), to: newValue) } else { remove(.string(key)) }
        }
    }

    /// The value under a key of any type, or nil; a list or a map is never a key.
    func value(of key: Value) -> Value? {
        MapKey(key).flatMap { places[$0] }.map { entries[$0].value }
    }

    /// Puts a value under a key of any type; false if it cannot be a key.
    @discardableResult
    mutating func set(_ key: Value, to value: Value) -> Bool {
        guard let mapKey = MapKey(key) else { return false }
        set(mapKey, of: key, to: value)
        return true
    }

    package var keys: [Value] { entries.map { $0.key } }
    package var values: [Value] { entries.map { $0.value } }
    /// The keys that are text.
    package var names: [String] { entries.compactMap { $0.key.string } }

    private mutating func set(_ mapKey: MapKey, of key: Value, to value: Value) {
        if let place = places[mapKey] {
            entries[place].value = value
        } else {
            places[mapKey] = entries.count
            entries.append(Entry(key: key, value: value))
        }
    }

    /// The same keys, each with what is made of its value.
    func mapValues(_ body: (Value) -> Value) -> ValueMap {
        var copy = self
        for index in copy.entries.indices { copy.entries[index].value = body(entries[index].value) }
        return copy
    }

    mutating func removeValue(of key: Value) {
        if let key = MapKey(key) { remove(key) }
    }

    private mutating func remove(_ key: MapKey) {
        guard let place = places.removeValue(forKey: key) else { return }
        entries.remove(at: place)
        for (other, index) in places where index > place { places[other] = index - 1 }
    }
}

extension ValueMap: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { entries.count }
    package subscript(position: Int) -> Entry { entries[position] }
}

extension ValueMap: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, Value)...) { self.init(elements) }
}

extension Value {
    /// Whether a map may have it as a key: whatever does not change in Python.
    var canBeKey: Bool {
        if case .object = payload { true } else { MapKey(self) != nil }
    }
}

/// What a key is looked up by: Python holds `1`, `1.0` and `True` for one key.
enum MapKey: Hashable, Sendable {
    case null
    case int(Int)
    case big(BigInteger)
    case float(Double)
    case string(String)
    case tuple([MapKey])

    init?(_ value: Value) {
        switch value.payload {
        case .null: self = .null
        case .bool(let flag): self = .int(flag ? 1 : 0)
        case .int(let number): self = .int(number)
        case .big(let number): self = .big(number)
        case .float(let number): self = MapKey(number)
        case .string(let text): self = .string(text)
        case .list(let values) where value.isTuple:
            let keys = values.compactMap(MapKey.init)
            guard keys.count == values.count else { return nil }
            self = .tuple(keys)
        case .list, .map, .object, .undefined: return nil
        }
    }

    private init(_ number: Double) {
        guard number == number.rounded(), let whole = BigInteger(number) else {
            self = .float(number)
            return
        }
        self = whole.small.map { .int($0) } ?? .big(whole)
    }
}
