/// A word that nothing else on a node can know beforehand: 128 random bits in lower-case hexadecimal.
package struct Nonce: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init() {
        var random = SystemRandomNumberGenerator()
        let digits = (0..<2).map { _ in
            let half = String(random.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - half.count) + half
        }
        description = digits.joined()
    }
}
