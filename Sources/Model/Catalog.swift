/// The types that a manifest can name.
package struct Catalog: Sendable {
    package let types: [any Resource.Type]

    package init(_ types: [any Resource.Type]) { self.types = types }

    /// The type that a manifest's key names, by its own name or another spelling.
    package func type(named key: String) -> (any Resource.Type)? {
        types.first { $0.kind == key || $0.spellings.contains { $0.key == key } }
    }

    /// All keys that name a type.
    package var keys: [String] { types.flatMap { type in [type.kind] + type.spellings.map { $0.key } } }
}
