extension String {
    /// Whether both are the same bytes: `==` takes composed and decomposed letters for equal, a node does not.
    func isExactly(_ other: String?) -> Bool { other.map { utf8.elementsEqual($0.utf8) } ?? false }
}
