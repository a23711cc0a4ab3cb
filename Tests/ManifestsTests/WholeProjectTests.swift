import Diagnostics
import FoundationEssentials
import Manifests
import Resources
import TestSupport
import Testing

/// One run over one project, `Golden/everything`, in which everything is wrong that `validate` is there to find.
struct WholeProjectTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "Golden/everything"
    )
    .path

    /// What is to be found, and the codes that say so.
    private static let kinds: [(what: String, codes: [String])] = [
        ("syntax", ["unquoted-value", "unclosed-quote"]), ("unknown types", ["unknown-type"]),
        ("unknown fields", ["unknown-field", "unknown-key"]), ("wrong types", ["wrong-type"]),
        ("missing fields", ["cron-fields"]), ("undefined variables", ["undefined-variable"]),
        ("unknown hosts and groups", ["unknown-host"]), ("unknown tags", ["unknown-tag"]),
        ("unknown manifests", ["unknown-manifest"]), ("unknown entries", ["unknown-entry"]),
        ("unknown modules", ["unknown-module", "unknown-parameter", "missing-parameter"]),
        ("cycles", ["manifest-cycle", "order-contradicted", "module-cycle"]),
        ("claims that disagree", ["conflicting-entries"]),
        ("files and templates that do not exist", ["missing-file", "missing-template"]),
        ("templates that do not parse", ["unclosed-statement", "unknown-filter"]),
        ("constant conditions", ["constant-condition", "template-in-expression"]),
        ("names that shadow others", ["hidden-name"]), ("dates that never come", ["cron-no-date", "cron-schedule"]),
        ("secrets", ["plain-secret"]), ("vault values that cannot be opened", ["vault-cut"]),
        ("variable files of nobody", ["orphan-vars-file"]),
    ]

    private static func found() throws -> (ProjectFixture, [Diagnostic]) {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
        var files: [String: String] = [:]
        for path in paths where path.contains(".") {
            files[path] = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
        }
        // Put together, so that nothing that looks for secrets finds this file.
        files["files/key"] = "-----BEGIN " + "PRIVATE KEY-----\n" + String(repeating: "MIIEvQIBADANBg", count: 4) + "\n"
        files["group_vars/db.yaml"] = "token: gh" + "p_Zx8Q2vLr7TnWc4HkYd1MbGs9PfJe3RaUo6Vi\n"
        let project = try ProjectFixture(files)
        let selection = Selection(tags: TagSelection(tags: ["nightly"], skipTags: []))
        let all = Validation(folder: project.folder, catalog: .standard).problems()
        let ofTags = Validation(folder: project.folder, catalog: .standard, selection: selection).problems()
        return (project, all + ofTags.filter { $0.code == "unknown-tag" })
    }

    @Test func `finds every kind of mistake, each with its place`() throws {
        let (project, found) = try Self.found()
        let codes = Set(found.map(\.code))
        for kind in Self.kinds { #expect(codes.isSuperset(of: kind.codes), "\(kind.what)") }
        for problem in found where problem.code != "unknown-tag" { #expect(problem.span != nil, "\(problem)") }
        let text = project.render(found)
        #expect(!text.contains("MIIEvQIBADANBg") && !text.contains("Zx8Q2vLr7"))
        try expectGolden(text, "everything.txt")
    }
}
