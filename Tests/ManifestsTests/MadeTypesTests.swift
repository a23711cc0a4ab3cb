import Diagnostics
import Facts
import Manifests
import Model
import Testing

/// A type with a field that has no default.
private struct Needy: Resource {
    static let kind = "needy"
    static let summary = "A needy thing."
    static let example = "- needy: a\n  wanted: b\n"

    @Identity("Its name.") var name: String
    @Field("What it wants.") var wanted: String

    var identity: String { name }
    var claims: [Claim] { [Claim("needy", name)] }
    func facts(given seen: Observations) -> [any Fact] { [] }
    func verdict(_ look: Look) -> Verdict { .same }
}

/// A type whose things may share a name, as far as the node is concerned.
private struct Twin: Resource {
    static let kind = "twin"
    static let summary = "One of two."
    static let example = "- twin: a\n"

    @Identity("Its name.") var name: String
    @Field("Which of them.") var side = "left"

    var identity: String { name }
    var claims: [Claim] { [Claim("twin", "\(name)/\(side)")] }
    func facts(given seen: Observations) -> [any Fact] { [] }
    func verdict(_ look: Look) -> Verdict { .same }
}

/// What no type of today brings about, and the next one may.
struct MadeTypesTests {
    private static func problems(_ entries: String) throws -> [Diagnostic] {
        let project = try ProjectFixture(manifest: "hosts: web1\nresources:\n\(entries)")
        return Project.validate(folder: project.folder, catalog: Catalog([Needy.self, Twin.self]))
    }

    @Test func `a field without a default is wanted, with what it is for`() throws {
        let found = try Self.problems("  - needy: a\n")
        #expect(found.map(\.code) == ["missing-field"])
        #expect(found.first?.message == "needy needs the field 'wanted'")
        #expect(found.first?.help == "wanted: What it wants.")
        #expect(try Self.problems("  - {needy: a, wanted: b}\n").isEmpty)
    }

    @Test func `two things of one name are told, with both places`() throws {
        let found = try Self.problems("  - twin: a\n  - {twin: a, side: right}\n")
        #expect(found.map(\.code) == ["duplicate-address"])
        #expect(found.first?.span?.start.line == 4)
        #expect(found.first?.notes.first?.span?.start.line == 3)
    }
}
