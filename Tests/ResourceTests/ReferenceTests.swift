import Actions
import Diagnostics
import Facts
import FoundationEssentials
import Model
import Resources
import Testing
import YAML

@Suite struct ReferenceTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/resources")

    static var pages: [String: String] {
        var pages = ["README.md": ReferencePage.index(.standard), "common.md": ReferencePage.commonKeys.markdown]
        for type in Catalog.standard.types { pages["\(type.kind).md"] = ReferencePage.page(type).markdown }
        return pages
    }

    @Test(arguments: pages.keys.sorted())
    func `a page of the reference is what the types say`(_ name: String) throws {
        let page = try #require(Self.pages[name])
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
            try Data(page.utf8).write(to: file)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == page, "UPDATE_GOLDEN=1 writes docs/resources anew")
    }

    @Test func `no page of the reference is left over`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(files) == Set(Self.pages.keys))
    }

    @Test(arguments: Catalog.standard.types.map { $0.kind })
    func `a page and a JSON Schema name every field`(_ kind: String) throws {
        let type = try #require(Catalog.standard.type(named: kind))
        let page = ReferencePage.page(type).markdown
        let schema = ReferencePage.jsonSchema(type).text
        #expect(try Node(parsing: Source(name: "schema.json", text: schema))?["title"]?.string == kind)
        for property in Schema(type).properties {
            #expect(page.contains("| `\(property.name)` |"))
            #expect(schema.contains("\"\(property.name)\": {"))
            #expect(!property.help.isEmpty && property.help.hasSuffix("."))
        }
    }

    @Test(arguments: Catalog.standard.types.map { $0.kind })
    func `an example is read without a problem`(_ kind: String) throws {
        let type = try #require(Catalog.standard.type(named: kind))
        let document = try Node(parsing: Source(name: "\(kind).yaml", text: type.example))
        let unrendered = try #require(document?.sequence?.first)
        #expect(Schema(type).problems(inUnrendered: unrendered, spelledAs: kind).isEmpty)
        let entry = try #require(ReferencePage.example(of: type))
        let context = FieldContext(
            file: { _, _ throws(Diagnostic) in .init(bytes: []) },
            template: { _, _ throws(Diagnostic) in .init(bytes: []) })
        let resource = try Schema(type).decode(entry, spelledAs: kind, in: context)
        #expect(!resource.claims.isEmpty)
        #expect(!resource.identity.isEmpty)
    }

    @Test(arguments: Catalog.standard.types.map { $0.kind })
    func `what a page says of looks, actions and removal is what the cases show`(_ kind: String) throws {
        let type = try #require(Catalog.standard.type(named: kind))
        var looks: Set<String> = []
        var actions: Set<Action.Kind> = []
        for example in Case.all where example.name.hasPrefix("\(kind)/") {
            let parts = try example.parts()
            guard let resource = try? parts.resource() else { continue }
            let looking = try Looking(resource, at: parts.node)
            looks.formUnion(looking.asked.map { Swift.type(of: $0).summary })
            guard case .change(let change) = resource.verdict(parts.look(looking.seen)) else { continue }
            actions.formUnion(change.actions.map(\.kind))
        }
        #expect(Set(type.looksAt.map { $0.summary }).symmetricDifference(looks) == [])
        #expect(Set(type.does).symmetricDifference(actions) == [])
        #expect(!looks.contains("") && !type.removal.isEmpty)
        #expect(
            Schema(type).fields.contains { $0.allowed.contains("absent") } != type.removal.hasPrefix("It has none:"))
    }

    @Test(arguments: Catalog.standard.types.map { $0.kind })
    func `a trial names the tool that the system had, where there is a choice`(_ kind: String) throws {
        let type = try #require(Catalog.standard.type(named: kind))
        for trial in type.trials {
            #expect(trial.tool.map { type.tools.contains($0) } ?? type.tools.isEmpty)
        }
        #expect(Set(type.trials).count == type.trials.count)
    }

    @Test(arguments: Catalog.standard.types.map { $0.kind })
    func `no field is called like its type, like a common key that it does not mean, or 'on'`(_ kind: String) throws {
        let type = try #require(Catalog.standard.type(named: kind))
        let shadows: Set = ["restart_on", "reload_on", "run_on", "triggers", "become_user"]
        let common = Set(CommonKey.all.map(\.name)).subtracting(shadows)
        for field in Schema(type).fields {
            #expect(field.name != kind && field.name != "on" && !common.contains(field.name))
        }
    }
}
