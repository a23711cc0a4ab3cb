import Diagnostics
import FoundationEssentials
import Manifests
import Model
import Resources
import TestSupport
import Testing
import YAML

/// The JSON Schema of manifests: as editors have it in `docs/schema`, and as Python's `jsonschema` understands it.
@Suite struct EditorSchemaTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardized
    private static let hasJudge = PythonPeers.interpreter != nil

    @Test(arguments: EditorSchema.allCases)
    func `the copy that editors use is what the types say`(_ kind: EditorSchema) throws {
        let text = kind.json(.standard).text + "\n"
        let file = Self.package.appending(path: "docs/schema/\(kind.rawValue).json")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let copy = try? String(contentsOf: file, encoding: .utf8)
        #expect(copy == text, "UPDATE_GOLDEN=1 writes docs/schema anew")
    }

    /// `unknown-key` lists the keys that were asked for, so no key is read that the schema does not know.
    @Test(arguments: [
        (EditorSchema.manifest, "manifests/site.yaml"), (.module, "modules/m/module.yaml"),
        (.project, "reconcile.yaml"),
    ])
    func `the schema has the keys that are read, and no others`(_ kind: EditorSchema, _ path: String) throws {
        let node = try #require(try Node(parsing: Source(name: "schema.json", text: kind.json(.standard).text)))
        let keys = (node["properties"]?.mapping ?? []).compactMap(\.key.string)
        let project = try ProjectFixture(["manifests/one.yaml": "", path: "qqqqqqqqqqqqqqqqqqqq: 1\n"])
        let help = project.validate().first { $0.code == "unknown-key" }?.help
        #expect(help == "known are: \(keys.sorted().joined(separator: ", "))")
    }

    @Test(.enabled(if: hasJudge, "there is no Python with jsonschema"))
    func `manifests that are right pass`() throws {
        let folder = Self.package.path
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/manifests").sorted()
        var manifests = try names.map { try String(contentsOfFile: "\(folder)/manifests/\($0)", encoding: .utf8) }
        for manifest in manifests {
            #expect(manifest.hasPrefix("# yaml-language-server: $schema=../docs/schema/manifest.json\n"))
        }
        manifests += Catalog.standard.types.map { "hosts: all\nresources:\n" + $0.example }
        let states = URL(filePath: StatesTests.folder)
        manifests += try StatesTests.cases.map { name in
            try String(contentsOf: states.appending(path: "\(name).yaml"), encoding: .utf8)
        }
        for (manifest, found) in zip(manifests, try Self.problems(of: manifests)) {
            #expect(found.isEmpty, "\(found) in\n\(manifest)")
        }
    }

    /// What is not built yet, or not spelled right, is to be refused in both, and all else in neither.
    @Test(.enabled(if: hasJudge, "there is no Python with jsonschema"), arguments: EditorSchema.allCases)
    func `the schema and the checks agree on the estates among the examples`(_ kind: EditorSchema) throws {
        let pattern = [EditorSchema.manifest: "/manifests/", .module: "/module.yaml", .project: "/reconcile.yaml"][kind]
        let root = Self.package.appending(path: "examples").path
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root).sorted()
            .filter { $0.hasSuffix(".yaml") && $0.contains(pattern ?? "") }.map { "\(root)/\($0)" }
        let texts = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) }
        let unknown: Set = ["unknown-type", "unknown-key", "unknown-field", "unbuilt-key"]
        let refused = Set(
            try FileManager.default.contentsOfDirectory(atPath: root)
                .flatMap { Project.validate(folder: "\(root)/\($0)", catalog: .standard) }
                .filter { unknown.contains($0.code) }.compactMap { $0.span?.file })
        #expect(paths.count >= 5)
        for (path, (text, found)) in zip(paths, zip(texts, try Self.problems(of: texts, kind))) {
            #expect(text.hasPrefix("# yaml-language-server: $schema=../"))
            #expect(text.prefix(90).contains("/docs/schema/\(kind.rawValue).json\n"))
            #expect(found.isEmpty == !refused.contains(path), "\(found) in \(path)")
        }
    }

    private static let mistakes = [
        ("hosts: all\n", "$"),
        ("hosts: all\nresources: []\n", "$.resources"),
        ("hosts: all\nresource: []\nresources: [{package: x}]\n", "$"),
        ("hosts: all\nresources: [{fil: /x}]\n", "$.resources[0]"),
        ("hosts: all\nresources: [{package: x}, {file: /x, contents: y}]\n", "$.resources[1]"),
        ("hosts: all\nresources: [{file: /x, mode: \"9999\"}]\n", "$.resources[0].mode"),
        ("hosts: all\nresources: [{cron: x, user: {a: 1}, command: y}]\n", "$.resources[0].user"),
        ("hosts: all\nresources: [{service: x, enabled: maybe}]\n", "$.resources[0].enabled"),
        ("hosts: all\nresources: [{directory: /x, state: gone}]\n", "$.resources[0].state"),
        ("hosts: all\nbecome: 3\nresources: [{directory: /x}]\n", "$.become"),
        ("hosts: all\nassert: [{message: x}]\nresources: [{directory: /x}]\n", "$.assert"),
        ("hosts: all\nresources: [{directory: /x, loop: 3}]\n", "$.resources[0].loop"),
        ("hosts: all\nresources: [{directory: /x, retry: 0}]\n", "$.resources[0].retry"),
        ("hosts: all\nresources: [{directory: /x, retry: {times: 3}}]\n", "$.resources[0].retry"),
        ("hosts: all\nresources: [{include: [a, b]}]\n", "$.resources[0].include"),
        ("hosts: all\nresources: [{include: a, port: 3}]\n", "$.resources[0]"),
        ("hosts: all\nresources: [{directory: /x, triggers: 3}]\n", "$.resources[0]"),
    ]

    @Test(.enabled(if: hasJudge, "there is no Python with jsonschema"))
    func `what is wrong is told at its place`() throws {
        let found = try Self.problems(of: Self.mistakes.map(\.0))
        for ((manifest, place), places) in zip(Self.mistakes, found) {
            #expect(places.contains(place), "\(places) in\n\(manifest)")
        }
    }

    /// The places of what is wrong with each manifest, by Python's reading of both.
    private static func problems(of manifests: [String], _ kind: EditorSchema = .manifest) throws -> [[String]] {
        let mark = "\n=====\n"
        let input = ([kind.json(.standard).text] + manifests).joined(separator: mark)
        let result = try PythonPeers.run(judge, input: input)
        try #require(result.status == 0, "\(result.output)")
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        try #require(lines.count == manifests.count, "\(result.output)")
        return lines.map { $0.split(separator: " ").map(String.init) }
    }

    private static let judge = """
        import json, sys
        import jsonschema, yaml
        schema, *manifests = sys.stdin.read().split("\\n=====\\n")
        schema = json.loads(schema)
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for manifest in manifests:
            documents = [document for document in yaml.safe_load_all(manifest) if document is not None]
            print(*[problem.json_path for document in documents for problem in validator.iter_errors(document)])
        """
}
