import Diagnostics
import FoundationEssentials
import TestSupport
import Testing

/// What `validate` says of wrong manifests: each `Golden/problems/NAME.yaml` becomes the manifests of a small project,
/// and `NAME.txt` holds every diagnostic.
struct ProblemsTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/problems").path

    static let cases = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()

    @Test(arguments: cases)
    func `all mistakes are told at once`(_ name: String) throws {
        let project = try Self.project(name)
        let problems = project.validate()
        #expect(!problems.isEmpty)
        try expectGolden(project.render(problems), "problems/\(name).txt")
    }

    @Test func `ten mistakes are ten diagnostics, each with its place and a likely mend`() throws {
        let problems = try Self.project("ten-mistakes").validate()
        #expect(problems.count == 10)
        for problem in problems {
            #expect(problem.severity == .error)
            #expect(problem.span?.file.hasSuffix("/manifests/site.yaml") == true)
            #expect(problem.help != nil || !problem.fixIts.isEmpty, "no mend for: \(problem.message)")
        }
        #expect(Set(problems.compactMap { $0.span?.start.line }).count == 10)
    }

    /// Sets have another order in each, so that hosts would differ in what they suggest.
    @Test func `a reference that nothing has is told once, whatever the number of hosts`() throws {
        let project = try ProjectFixture([
            "inventory/many.ini": "[many]\nm[01:20]\n",
            "manifests/site.yaml": """
            hosts: many
            resources:
              - {file: /etc/one, content: x}
              - {file: /etc/two, content: x}
              - {file: /etc/ten, content: x}
              - {service: cron, restart_on: [file:/etc/xyz]}
            """,
        ])
        #expect(project.validate().map(\.code) == ["unknown-entry"])
    }

    private static func project(_ name: String) throws -> ProjectFixture {
        let manifest = try String(contentsOfFile: "\(folder)/\(name).yaml", encoding: .utf8)
        var files = [
            "manifests/site.yaml": manifest, "templates/nginx.conf.j2": "server_name {{ site }};\n",
            "files/backup.sh": "#!/bin/sh\n",
        ]
        if manifest.contains("broken.j2") { files["templates/broken.j2"] = "{% if site %}\nnever ended\n" }
        return try ProjectFixture(files)
    }
}
