internal import Actions
internal import Facts
internal import Model
internal import Shell

/// One field of what podman or docker has: as an entry wants it, and what the engine tells of it.
///
/// A thing that is made carries what it was asked for in labels. So what an engine tells in other words, or only of the
/// whole, is compared with the label; what somebody made by hand has none.
struct EngineField<Seen> {
    let name: String
    /// In one line; nil where the entry says nothing.
    let wanted: String?
    var isSensitive = false
    /// What is there, where that is not as wanted; nil where an engine does not tell.
    var differs: ((Seen) -> String?)?

    var record: String? { isSensitive ? wanted.map { "sha256:" + Payload($0).digest } : wanted }

    /// The difference between a thing with these labels and the entry.
    func change(_ seen: Seen, labels: [String: String]) -> FieldChange? {
        let recorded = labels[ContainerEngine.label + name]
        let before = isSensitive ? nil : recorded
        guard let wanted else {
            return recorded == nil ? nil : FieldChange(name, from: before, to: nil, isSensitive: isSensitive)
        }
        if let differs, let found = differs(seen) {
            return FieldChange(name, from: found.isEmpty ? nil : found, to: wanted, isSensitive: isSensitive)
        }
        let isRecorded = recorded.map { $0.isExactly(record) } ?? (differs != nil && !Self.isOurs(labels))
        return isRecorded ? nil : FieldChange(name, from: before, to: wanted, isSensitive: isSensitive)
    }

    static func isOurs(_ labels: [String: String]) -> Bool { labels[ContainerEngine.label + "entry"] != nil }
}

extension EngineField {
    /// What an engine tells as it was said.
    static func told(
        _ name: String, _ wanted: String?, _ isSensitive: Bool = false, _ found: @escaping (Seen) -> String
    ) -> Self {
        Self(name: name, wanted: wanted, isSensitive: isSensitive) { seen in
            wanted?.isExactly(found(seen)) == true ? nil : found(seen)
        }
    }

    /// Values by their names, of which there may be more than are wanted.
    static func named(
        _ name: String, _ wanted: [String: String], _ isSensitive: Bool,
        _ found: @escaping (Seen) -> [String: String]
    ) -> Self {
        Self(name: name, wanted: wanted.inOneLine, isSensitive: isSensitive) { wanted.differing(in: found($0)) }
    }
}

extension Sequence {
    /// Options that give a thing the labels by which it is known again.
    func labels<Seen>(of address: Address) -> [String] where Element == EngineField<Seen> {
        let records = compactMap { field in field.record.map { (field.name, $0) } }
        return ([("entry", address.description)] + records).map { "--label=\(ContainerEngine.label)\($0.0)=\($0.1)" }
    }

    /// What a new thing gets.
    func additions<Seen>() -> [FieldChange] where Element == EngineField<Seen> {
        compactMap { field in
            field.wanted.map { FieldChange(field.name, from: nil, to: $0, isSensitive: field.isSensitive) }
        }
    }
}

extension [String: String] {
    /// Its names, each with an equals sign and its value, as words.
    var assignments: [String] { sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }
    /// The same in one line; nil without any.
    var inOneLine: String? { isEmpty ? nil : assignments.shellWords }

    /// What is there of these names, where that is not the same.
    func differing(in seen: [String: String]) -> String? {
        if allSatisfy({ $0.value.isExactly(seen[$0.key]) }) { return nil }
        return seen.filter { self[$0.key] != nil }.assignments.shellWords
    }
}

extension Look {
    /// What was seen of a thing of podman or docker, nil where it is absent; throws where nobody can tell.
    ///
    /// What fails while the engine may still be brought or started is not known yet. An engine keeps apart what each user
    /// has.
    func seeEngine<F: Fact>(_ fact: F) throws(Undecided) -> F.Seen? {
        try expectLookerDoes("what podman and docker have")
        if case .failed? = seen[fact],
            let bringer = pending.first(where: { !$0.effects.isDisjoint(with: [.tools, .packages, .processes]) })
        {
            throw .depends(on: bringer.address)
        }
        return try see(fact)
    }
}
