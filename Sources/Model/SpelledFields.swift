/// The fields of a type as entries call them that name the type by one of its spellings.
struct SpelledFields: Sendable {
    struct Field: Sendable {
        let property: Schema.Property
        let name: String
        /// Whether an entry can give it: not where the spelling takes its name for something else.
        let canBeGiven: Bool
    }

    /// The identity and all fields, in the order of their declaration.
    let all: [Field]
    /// The names of those that can be given, without the identity's.
    let names: [String]
    /// Every key that an entry may have.
    let known: Set<String>
    /// The same, the likeliest first.
    let knownInOrder: [String]

    init(_ properties: [Schema.Property], under spelling: Spelling, common: [String]) {
        all = properties.map { property in
            if property.isIdentity { return Field(property: property, name: spelling.key, canBeGiven: true) }
            let renamed = spelling.renames.first { $0.value == property.name }?.key
            let isTaken = property.name == spelling.key || spelling.renames[property.name] != nil
            return Field(
                property: property, name: renamed ?? property.name, canBeGiven: renamed != nil || !isTaken)
        }
        names = all.filter { $0.canBeGiven && !$0.property.isIdentity }.map(\.name)
        knownInOrder = names + common + [spelling.key]
        known = Set(knownInOrder)
    }

    /// What a property is called here.
    func name(of property: String) -> String? { all.first { $0.property.name == property }?.name }
}
