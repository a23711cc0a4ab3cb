extension Node {
    /// Whether another node has the same parts, wherever it is written; mappings may have theirs in another order.
    ///
    /// - Parameters:
    ///   - other: The other node.
    ///   - isSame: Whether two scalars say the same.
    /// - Returns: Whether all their parts do.
    package func isLike(_ other: Node, comparing isSame: (Node, Node) -> Bool) -> Bool {
        switch (value, other.value) {
        case (.scalar, .scalar): isSame(self, other)
        case (.sequence(let items), .sequence(let others)):
            items.count == others.count && zip(items, others).allSatisfy { $0.isLike($1, comparing: isSame) }
        case (.mapping(let entries), .mapping(let others)):
            entries.count == others.count
                && entries.allSatisfy { entry in
                    others.contains {
                        $0.key.isLike(entry.key, comparing: isSame) && $0.value.isLike(entry.value, comparing: isSame)
                    }
                }
        default: false
        }
    }
}
