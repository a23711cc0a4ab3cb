import Diagnostics
import FoundationEssentials
import Manifests
import Model
import Testing

struct FolderSourceTests {
    private let manifest = "hosts: all\nresources:\n  - {directory: /opt/app, source: app}\n"

    @Test func `a folder is read whole, and each of its files is claimed`() throws {
        let fixture = try ProjectFixture([
            "manifests/site.yaml": manifest, "files/app/a": "1", "files/app/sub/b": "#!/bin/sh\n", "files/other": "x",
        ])
        let mode = [FileAttributeKey.posixPermissions: 0o755]
        try FileManager.default.setAttributes(mode, ofItemAtPath: fixture.folder + "/files/app/sub/b")
        let state = try fixture.state()
        guard case .resource(let resource)? = state.resources.first?.entry else {
            throw CocoaError(.featureUnsupported)
        }
        let claims = ["/opt/app", "/opt/app/a", "/opt/app/sub", "/opt/app/sub/b"].map { Claim("path", $0) }
        #expect(Set(resource.claims) == Set(claims))
        #expect(fixture.validate().isEmpty)
    }

    @Test func `a folder that is not there is told, and an entry of a file in it is a conflict`() throws {
        let fixture = try ProjectFixture(["manifests/site.yaml": manifest])
        #expect(fixture.validate().map(\.message) == ["no folder is named 'app'"])
        #expect(fixture.validate().map(\.code) == ["missing-folder"])
        try fixture.write("files/app/a", [])
        let entry = "  - {file: /opt/app/a, content: x}\n"
        try fixture.write("manifests/site.yaml", Array((manifest + entry).utf8))
        #expect(throws: Problems.self) { try fixture.state() }
    }

    @Test func `an entry that does not count keeps the claims of all its files, and what a purge has to spare`() throws
    {
        let fixture = try ProjectFixture([
            "manifests/site.yaml": """
            hosts: all
            resources:
              - {directory: /opt/app, source: app, when: false}
              - {user: op, home: /srv/op, when: false}
              - {command: c, shell: x, creates: /srv/c, when: false}

            """, "files/app/sub/b": "",
        ])
        let claims = ["/opt/app", "/opt/app/sub", "/opt/app/sub/b", "/srv/op", "/srv/c"].map { Claim("path", $0) }
        #expect(try fixture.state().dormant == Set(claims + [Claim("user", "op"), Claim("command", "c")]))
    }
}
