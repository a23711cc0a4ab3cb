internal import Diagnostics
internal import YAML

/// One reading of an entry by a schema: fills the fields and gathers everything that is wrong.
struct EntryReading {
    let schema: Schema
    let entry: Node
    /// The key that names the type.
    let key: String
    let context: FieldContext
    /// Whether the entry's templates are; while they are not, values that hold one are taken as right.
    let isRendered: Bool
    private(set) var problems: [Diagnostic] = []
    /// Whether a secret went into any field.
    private(set) var holdsSecret = false
    private let fields: SpelledFields
    private var values: [String: any Sendable] = [:]
    /// Fields that a template gives, wholly or in part.
    private var templated: Set<String> = []
    /// Whether a field has nothing that stands in for its template.
    private var isIncomplete = false

    init(schema: Schema, entry: Node, key: String, context: FieldContext, isRendered: Bool) {
        self.schema = schema
        self.entry = entry
        self.key = key
        self.context = context
        self.isRendered = isRendered
        fields = schema.fields(spelledAs: key)
        values.reserveCapacity(fields.all.count)
    }

    /// The resource, unless something is wrong or left open.
    mutating func resource() -> (any Resource)? {
        for field in fields.all { read(field) }
        findUnknownKeys()
        problems.sort { $0.span.map(\.start) ?? entry.span.start < $1.span.map(\.start) ?? entry.span.start }
        guard problems.isEmpty, !isIncomplete else { return nil }
        let resource: any Resource
        do {
            resource = try schema.type.init(from: FieldsDecoder(values: values))
        } catch {
            preconditionFailure("a checked entry cannot fail to decode: \(error)")
        }
        for problem in resource.problems where !templated.contains(problem.field) { add(problem) }
        return problems.isEmpty ? resource : nil
    }

    private var typeKey: Node? { entry.mapping?.first { $0.key.string == key }?.key }

    private mutating func read(_ field: SpelledFields.Field) {
        let (property, name) = (field.property, field.name)
        values[property.key] = property.declaration
        guard field.canBeGiven, let node = entry[name] else {
            if property.isRequired { miss(property, name) }
            return
        }
        if property.isIdentity, node.isNull || node.string == "" {
            let problem = Diagnostic("empty-identity", "'\(key)' names nothing", at: typeKey?.span ?? node.span)
            problems.append(problem.helping("write what it is about behind it: \(property.help)"))
            return
        }
        if property.isIdentity, node.holdsSecret || node.holdsEncrypted {
            let problem = Diagnostic(
                "secret-identity", "what '\(key)' is about is shown everywhere and cannot be secret", at: node.span)
            problems.append(problem.helping("take it from a value that is not encrypted"))
            return
        }
        read(property, Given(field: name, node: node, context: context))
    }

    private mutating func read(_ property: Schema.Property, _ given: Given) {
        var given = given
        if !isRendered, given.node.holdsEncrypted {
            templated.insert(property.name)
            if let value = property.standIn(given.node) { values[property.key] = value } else { isIncomplete = true }
            return
        }
        if !isRendered, given.node.holdsTemplate {
            templated.insert(property.name)
            guard let rest = given.node.withoutTemplates else {
                if let value = property.standIn(given.node) {
                    values[property.key] = value
                } else {
                    isIncomplete = true
                }
                return
            }
            given.node = rest
        }
        do {
            let reading = try property.read(given)
            values[property.key] = reading.field
            if reading.isSensitive { holdsSecret = true }
        } catch {
            problems += given.node.holdsSecret ? error.all.map { secret($0, in: property, given) } : error.all
        }
    }

    /// What is wrong with a secret, which says nothing of what it is.
    private func secret(_ problem: Diagnostic, in property: Schema.Property, _ given: Given) -> Diagnostic {
        Diagnostic(
            problem.code, "'\(given.field)' takes \(property.typeName), and this secret is none", at: problem.span)
    }

    private mutating func miss(_ property: Schema.Property, _ name: String) {
        let problem = Diagnostic("missing-field", "\(key) needs the field '\(name)'", at: typeKey?.span ?? entry.span)
        problems.append(problem.helping("\(name): \(property.help)"))
    }

    private mutating func add(_ problem: FieldProblem) {
        let given = fields.name(of: problem.field).flatMap { entry[$0] }
        let place = given?.span ?? typeKey?.span ?? entry.span
        var diagnostic = Diagnostic("\(schema.kind)-fields", problem.message, at: place)
        diagnostic.help = problem.help
        problems.append(given?.holdsSecret == true ? diagnostic.withheld : diagnostic)
    }

    private mutating func findUnknownKeys() {
        for entry in entry.mapping ?? [] {
            let name = entry.key.string ?? entry.key.inWords
            guard !fields.known.contains(name) else { continue }
            if CommonKey.all.contains(where: { $0.name == name }) {
                problems.append(Diagnostic("unanswered-key", "\(key) does not answer '\(name)'", at: entry.key.span))
                continue
            }
            if CommonKey.unbuilt.contains(name) {
                problems.append(Diagnostic("unbuilt-key", "'\(name)' cannot be used yet", at: entry.key.span))
                continue
            }
            let problem = Diagnostic("unknown-field", "\(key) has no field '\(name)'", at: entry.key.span)
            problems.append(
                name.closest(of: fields.knownInOrder).map(problem.suggesting)
                    ?? problem.helping("its fields are \(fields.names.joined(separator: ", "))"))
        }
    }
}

extension Node {
    /// Whether a template is written here or in something inside.
    fileprivate var holdsTemplate: Bool {
        switch value {
        case .scalar(let text, _): text.contains("{{") || text.contains("{%")
        case .sequence(let items): items.contains { $0.holdsTemplate }
        case .mapping(let entries): entries.contains { $0.key.holdsTemplate || $0.value.holdsTemplate }
        }
    }

    /// What is left of a list or mapping without what templates give; nil if nothing is.
    fileprivate var withoutTemplates: Node? {
        var copy = self
        switch value {
        case .scalar: return nil
        case .sequence(let items):
            let rest = items.filter { !$0.holdsTemplate }
            guard !rest.isEmpty else { return nil }
            copy.value = .sequence(rest)
        case .mapping(let entries):
            let rest = entries.filter { !$0.key.holdsTemplate && !$0.value.holdsTemplate }
            guard !rest.isEmpty else { return nil }
            copy.value = .mapping(rest)
        }
        return copy
    }
}
