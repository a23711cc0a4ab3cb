internal import Diagnostics
internal import Digests

extension Value: Equatable {
    /// Python's `==`: numbers and booleans by what they count, the rest by kind and content.
    package static func == (lhs: Value, rhs: Value) -> Bool {
        switch (lhs.payload, rhs.payload) {
        case (.null, .null): true
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.list(let left), .list(let right)): lhs.isTuple == rhs.isTuple && left == right
        case (.map(let left), .map(let right)):
            left.count == right.count && left.allSatisfy { right.value(of: $0.key) == $0.value }
        case (.float, _), (_, .float), (.big, _), (_, .big): lhs.numericOrder(to: rhs) == .same
        case (.object(let left), .object(let right)): left.typeName == right.typeName && left.keys == right.keys
        default: if let left = lhs.int, let right = rhs.int { left == right } else { false }
        }
    }
}

extension Value {
    enum Order {
        case ascending, same, descending, unordered

        fileprivate var reversed: Order { self == .ascending ? .descending : self == .descending ? .ascending : self }
    }

    /// How two values are ordered; nil where Python knows no order between their types.
    func order(to other: Value) -> Order? {
        if let order = numericOrder(to: other) { return order }
        if let left = string, let right = other.string { return Self.order(left, right) }
        guard let left = list, let right = other.list, isTuple == other.isTuple else { return nil }
        for (one, another) in zip(left, right) where one != another { return one.order(to: another) }
        return Self.order(left.count, right.count)
    }

    /// How two numbers are ordered, exactly: a fraction has its place between two integers of any size.
    private func numericOrder(to other: Value) -> Order? {
        if let left = int, let right = other.int { return Self.order(left, right) }
        switch (payload, other.payload) {
        case (.float(let left), .float(let right)):
            return left.isNaN || right.isNaN ? .unordered : Self.order(left, right)
        case (.float(let left), _): return other.integer.map { Self.order(left, $0) }
        case (_, .float(let right)): return integer.map { Self.order(right, $0).reversed }
        default:
            guard let left = integer, let right = other.integer else { return nil }
            return Self.order(left, right)
        }
    }

    private static func order(_ left: Double, _ right: BigInteger) -> Order {
        if left.isNaN { return .unordered }
        guard let whole = BigInteger(left) else { return left < 0 ? .ascending : .descending }
        return whole == right ? order(left, left.rounded(.towardZero)) : order(whole, right)
    }

    /// The order of code points, which that of UTF-8's bytes is.
    private static func order(_ left: String, _ right: String) -> Order {
        if left.utf8.elementsEqual(right.utf8) { return .same }
        return left.utf8.lexicographicallyPrecedes(right.utf8) ? .ascending : .descending
    }

    private static func order<Number: Comparable>(_ left: Number, _ right: Number) -> Order {
        left == right ? .same : left < right ? .ascending : .descending
    }
}
