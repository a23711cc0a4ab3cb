package import Diagnostics
package import YAML

/// What a manifest may say about one kind of resource, read off the resource type itself.
package struct Schema: Sendable {
    /// One field of the type; an object, since large projects hand each of them around millions of times.
    package final class Property: Sendable {
        /// As the manifest writes it; the type's kind for the identity.
        package let name: String
        package let isIdentity: Bool
        package let typeName: String
        package let allowed: [String]
        package let help: String
        /// Nil where the field is required, empty where it is unset.
        package let defaultText: String?
        package let jsonSchema: JSON
        /// The name of the Swift property.
        let key: String
        /// The declared field, holding its default.
        let declaration: any Sendable
        let read: @Sendable (Given) throws(Problems) -> Reading
        let standIn: @Sendable (Node) -> (any Sendable)?
        /// Whether more than what the manifest gives goes into it.
        let readsProject: Bool
        /// Whether what the manifest gives may be odd without being wrong.
        let mayWarn: Bool

        package var isRequired: Bool { defaultText == nil }

        /// A field that holds what a manifest gave, and whether that came from a secret.
        typealias Reading = (field: any Sendable, isSensitive: Bool)

        fileprivate init<F: DeclaredField>(_ field: F, key: String, kind: String) {
            self.key = key
            isIdentity = F.isIdentity
            name = F.isIdentity ? kind : key.snakeCased
            typeName = F.Value.typeName
            allowed = F.Value.allowed
            help = field.help
            defaultText = field.value?.rendered
            jsonSchema = F.Value.jsonSchema
            declaration = field
            readsProject = F.Value.readsProject
            mayWarn = F.Value.mayWarn
            read = { given throws(Problems) in
                let value = try F.Value(given)
                let isSensitive = given.node.holdsSecret || value.isSensitive
                return (field.holding(value, isSensitive: isSensitive), isSensitive)
            }
            standIn = { template in F.Value.standIn(for: template).map { field.holding($0, isSensitive: false) } }
        }
    }

    package let type: any Resource.Type
    /// The identity and the fields, in the order of their declaration.
    package let properties: [Property]
    /// Whether something may be odd about a resource of the type; looking for it takes time.
    package let mayWarn: Bool
    /// What the fields are called under each key that names the type.
    private let spelled: [String: SpelledFields]

    package init(_ type: any Resource.Type) {
        self.type = type
        let properties: [Property] = Mirror(reflecting: type.init()).children.compactMap { label, value in
            guard let label, let field = value as? any DeclaredField else { return nil }
            return Property(field, key: String(label.dropFirst()), kind: type.kind)
        }
        self.properties = properties
        mayWarn = properties.contains { $0.mayWarn }
        let common = CommonKey.all(of: type).map(\.name)
        let spellings = [Spelling(type.kind)] + type.spellings
        let pairs = spellings.map { ($0.key, SpelledFields(properties, under: $0, common: common)) }
        spelled = Dictionary(pairs) { first, _ in first }
    }

    /// Whether an entry is decoded from nothing but what it says: it names no file and no template of the project.
    package func isSelfContained(_ entry: Node, spelledAs key: String) -> Bool {
        !fields(spelledAs: key).all.contains { $0.property.readsProject && entry[$0.name] != nil }
    }

    /// The fields as an entry names them that names the type by a key.
    func fields(spelledAs key: String) -> SpelledFields {
        spelled[key] ?? SpelledFields(properties, under: Spelling(key), common: commonKeys.map(\.name))
    }

    package var kind: String { type.kind }
    package var identity: Property? { properties.first { $0.isIdentity } }
    package var fields: [Property] { properties.filter { !$0.isIdentity } }
    /// The keys that its entries share with those of other types.
    ///
    /// A type may declare one as a field, too, where it wants to know what is given.
    package var commonKeys: [CommonKey] { CommonKey.all(of: type) }

    /// Reads an entry whose templates are rendered.
    ///
    /// - Parameters:
    ///   - entry: The entry, whose common keys are passed over.
    ///   - key: The key of the entry that names the type: its kind or another spelling.
    ///   - context: Where files and templates that the entry names come from.
    /// - Returns: The resource that the entry asks for.
    /// - Throws: Everything that is wrong with the entry, at once.
    package func decode(
        _ entry: Node, spelledAs key: String, in context: FieldContext
    ) throws(Problems) -> any Resource {
        try decodeTellingSecrets(entry, spelledAs: key, in: context).resource
    }

    /// The same, and whether a secret went into any field, from the manifest or from a file that it names.
    package func decodeTellingSecrets(
        _ entry: Node, spelledAs key: String, in context: FieldContext
    ) throws(Problems) -> (resource: any Resource, holdsSecret: Bool) {
        var reading = EntryReading(schema: self, entry: entry, key: key, context: context, isRendered: true)
        let resource = reading.resource()
        guard let resource, reading.problems.isEmpty else { throw Problems(reading.problems) }
        return (resource, reading.holdsSecret)
    }

    /// What is wrong with an entry before its templates are rendered: a value that holds a template is taken as right.
    ///
    /// - Parameters:
    ///   - entry: The entry as it is written.
    ///   - key: The key of the entry that names the type: its kind or another spelling.
    ///   - context: Tells which of the files and templates exist that the entry names; by default any does.
    /// - Returns: The problems, in the order in which they stand in the entry.
    package func problems(
        inUnrendered entry: Node, spelledAs key: String, in context: FieldContext = .empty
    ) -> [Diagnostic] {
        guard let identities = entry[key]?.sequence, !identities.isEmpty else {
            var reading = EntryReading(schema: self, entry: entry, key: key, context: context, isRendered: false)
            _ = reading.resource()
            return reading.problems
        }
        // An entry that names several things is one entry for each of them.
        var found: [Diagnostic] = []
        for identity in identities {
            let single = entry.replacing(key, with: identity)
            for problem in problems(inUnrendered: single, spelledAs: key, in: context)
            where !found.contains(problem) {
                found.append(problem)
            }
        }
        return found
    }
}

extension Node {
    fileprivate func replacing(_ key: String, with value: Node) -> Node {
        var copy = self
        copy.value = .mapping(
            (mapping ?? []).map { entry in
                entry.key.string == key ? Entry(key: entry.key, value: value) : entry
            })
        return copy
    }
}

extension String {
    /// `createHome` as `create_home`.
    fileprivate var snakeCased: String {
        map { $0.isUppercase ? "_\($0.lowercased())" : String($0) }.joined()
    }
}
