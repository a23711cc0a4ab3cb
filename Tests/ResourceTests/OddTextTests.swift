import Actions
import Diagnostics
import Facts
import Model
import Resources
import TestSupport
import Testing
import YAML

@Suite struct OddTextTests {
    @Test func `what becomes of odd text is said for every field of every type`() {
        let fields = Catalog.standard.types.flatMap { type in
            Schema(type).properties.map { "\(type.kind).\($0.name)" }
        }
        #expect(Set(OddTextPlace.all.map(\.field)).symmetricDifference(fields) == [])
    }

    @Test(arguments: OddTextPlace.all)
    func `odd text comes out byte for byte, or is refused`(_ place: OddTextPlace) throws {
        var generator = SplitMix64(seed: randomSeed)
        let random = OddText.random(10 * soakFactor, using: &generator)
        // A text that holds a template is none before it is rendered.
        for text in OddText.all + random where !["{{", "{%", "{#"].contains(where: text.contains) {
            try check(place, text)
        }
    }

    private func check(_ place: OddTextPlace, _ text: String) throws {
        let shown = Comment(rawValue: "\(text.jsonQuoted), RECONCILE_SEED=\(randomSeed)")
        switch place.outcome {
        case .taken(let limit) where limit.allows(text):
            guard let resource = try resource(at: place, with: text, shown) else { return }
            let seen = try AbsentNode.look(for: resource)
            let told = Strings(in: [seen.asked, resource.verdict(seen.look)]).all
            #expect(told.contains { $0.holds(Array(place.value(text).utf8)) }, shown)
        case .read(let limit) where limit.allows(text):
            _ = try resource(at: place, with: text, shown)
        case .refused(let exception) where text.isName(with: exception):
            break
        case .taken, .read, .refused:
            let problems = try problems(at: place, with: text)
            #expect(!problems.isEmpty, shown)
            for problem in problems { #expect(problem.span != nil && !problem.message.isEmpty, shown) }
        }
    }

    private func resource(at place: OddTextPlace, with text: String, _ shown: Comment) throws -> (any Resource)? {
        do {
            return try decode(place, text)
        } catch let problems as Problems {
            Issue.record("\(shown): \(problems.all.map(\.message))")
            return nil
        }
    }

    /// Found also while the rest of the entry is not rendered, so by `validate`, which knows no host.
    private func problems(at place: OddTextPlace, with text: String) throws -> [Diagnostic] {
        let (schema, entry) = try parts(place, text)
        let early = schema.problems(inUnrendered: entry, spelledAs: schema.kind, in: Self.context)
        do {
            _ = try schema.decode(entry, spelledAs: schema.kind, in: Self.context)
            return []
        } catch {
            #expect(early == error.all)
            return early
        }
    }

    private func decode(_ place: OddTextPlace, _ text: String) throws -> any Resource {
        let (schema, entry) = try parts(place, text)
        return try schema.decode(entry, spelledAs: schema.kind, in: Self.context)
    }

    private func parts(_ place: OddTextPlace, _ text: String) throws -> (Schema, Node) {
        let source = Source(name: "m.yaml", text: place.entry(with: text))
        return (
            Schema(try #require(Catalog.standard.type(named: place.kind))), try #require(try Node(parsing: source))
        )
    }

    /// A project in which every file holds its own name.
    private static let context = FieldContext(
        file: { name, _ throws(Diagnostic) in .init(bytes: Array(name.utf8)) },
        template: { name, _ throws(Diagnostic) in .init(bytes: Array(name.utf8)) })
}

/// A node on which nothing is but the directories that things are to be made in, which are looked at last.
private enum AbsentNode {
    static func look(for resource: any Resource) throws -> (asked: [any Fact], look: Look) {
        var seen = Observations()
        var asked: [any Fact] = []
        for round in 1...4 {
            for fact in resource.facts(given: seen) where !seen.contains(fact) {
                asked.append(fact)
                if round > 1, let folder = fact as? PathState {
                    seen[folder] = .present(.init(kind: .directory, mode: 0o755, owner: .root, group: .root))
                } else {
                    observe(fact, &seen)
                }
            }
        }
        return (asked, Look(seen: seen, facts: StandardFacts()))
    }

    private static func observe(_ fact: some Fact, _ seen: inout Observations) { seen[fact] = .absent }
}

/// All texts and bytes in values, however deep.
private struct Strings {
    private(set) var all: [[UInt8]] = []

    init(in value: Any) { add(value) }

    private mutating func add(_ value: Any) {
        switch value {
        case let text as String: all.append(Array(text.utf8))
        case let payload as Payload: all.append(payload.bytes)
        default: for child in Mirror(reflecting: value).children { add(child.value) }
        }
    }
}

extension [UInt8] {
    fileprivate func holds(_ part: [UInt8]) -> Bool {
        count >= part.count && (0...(count - part.count)).contains { self[$0...].starts(with: part) }
    }
}

extension String {
    /// Whether it is made of letters, digits and these alone, and so not odd.
    fileprivate func isName(with others: String) -> Bool {
        unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                || others.unicodeScalars.contains(scalar)
        }
    }
}
