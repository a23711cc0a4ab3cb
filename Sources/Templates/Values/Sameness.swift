internal import Diagnostics

extension Value {
    /// Whether nothing that a template or a message says could tell the two apart, which `==` is too lenient for.
    ///
    /// Of what computes its attributes only `omit` is known to be the same as another.
    package func isSame(as other: Value) -> Bool {
        guard isSensitive == other.isSensitive, isTuple == other.isTuple, isMarkup == other.isMarkup,
            holdsUndefined == other.holdsUndefined, origin == other.origin
        else { return false }
        switch (payload, other.payload) {
        case (.null, .null): return true
        case (.bool(let left), .bool(let right)): return left == right
        case (.int(let left), .int(let right)): return left == right
        case (.float(let left), .float(let right)): return left.bitPattern == right.bitPattern
        case (.string(let left), .string(let right)): return left.hasBytes(of: right)
        case (.list(let left), .list(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
        case (.map(let left), .map(let right)):
            return left.count == right.count
                && zip(left, right).allSatisfy { $0.key.isSame(as: $1.key) && $0.value.isSame(as: $1.value) }
        case (.object(let left), .object(let right)): return left is Omit && right is Omit
        case (.undefined(let left), .undefined(let right)): return left == right
        default: return false
        }
    }
}

extension String {
    /// Whether it is the same text to the byte: `==` takes an accent that is written apart for one that is not.
    fileprivate func hasBytes(of other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
