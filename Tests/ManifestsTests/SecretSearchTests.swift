import Diagnostics
import FoundationEssentials
import Manifests
import Resources
import TestSupport
import Testing

/// Secrets in plain text, put together here, so that nothing that looks for them finds this file.
struct SecretSearchTests {
    private static let body = "Zx8Q2vLr7TnWc4HkYd1MbGs9PfJe3RaUo6ViXt5KqNpDhBzEwClS0gFyAmIu"
    private static let key = String(repeating: "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", count: 2)

    private static func token(_ parts: String..., length: Int = 0) -> String {
        parts.joined() + String(body.prefix(length))
    }

    static let secrets: [(kind: String, text: String)] = [
        ("an AWS access key", token("AK", "IAQ3EGRIZ7PK5XN2LB")),
        ("a GitHub token", token("gh", "p_", length: 36)),
        ("a GitHub token", token("github", "_pat_", length: 60)),
        ("a GitLab token", token("glpat", "-", length: 20)),
        ("a Slack token", token("xox", "b-123456789012-", length: 24)),
        ("a Slack webhook", token("https://hooks.slack", ".com/services/T0000/B0000/", length: 24)),
        ("a Hugging Face token", token("h", "f_", length: 34)),
        ("an API key", token("s", "k-", length: 48)),
        ("an API key", token("s", "k-proj-", length: 60)),
        ("a Stripe key", token("sk", "_live_", length: 30)),
        ("a Google API key", token("AI", "za", length: 35)),
        ("an npm token", token("np", "m_", length: 36)),
        ("a JSON Web Token", token("ey", "JhbGciOiJIUzI1NiJ9.ey", "JzdWIiOiIxMjM0NTY3ODkwIn0.", length: 43)),
        ("an age key", token("AGE-SECRET", "-KEY-1", body.uppercased())),
        ("a private key", token("-----BEGIN RSA ", "PRIVATE KEY-----\\n", key, "\\n-----END RSA PRIVATE KEY-----")),
        ("a private key", token("-----BEGIN OPENSSH ", "PRIVATE KEY-----\\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE\\n")),
    ]

    private static let innocent: [String] = [
        token("AK", "IAIOSFODNN7EXAMPLE"), token("gh", "p_", String(repeating: "x", count: 36)),
        token("s", "k-REPLACE_ME"), token("gh", "p_{{ token }}"), token("task-", length: 60),
        "-----BEGIN CERTIFICATE-----\\nMIIEvQIBADANBgkqhkiG9w0B",
        token("-----BEGIN ENCRYPTED ", "PRIVATE KEY-----\\n", key),
        token("-----BEGIN ", "PRIVATE KEY-----\\n{{ key }}"),
        token("-----BEGIN OPENSSH ", "PRIVATE KEY-----\\nb3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHI=\\n"),
        token("xgh", "p_", length: 36), token("h", "f_", length: 12),
    ]

    private static func findings(_ files: [String: String]) throws -> (ProjectFixture, [Diagnostic]) {
        let base = ["manifests/site.yaml": "hosts: web\nresources: [{package: curl}]\n"]
        let project = try ProjectFixture(base.merging(files) { _, given in given })
        return (project, project.validate())
    }

    @Test(arguments: secrets.indices)
    func `is found by its shape, and shown to nobody`(_ index: Int) throws {
        let (kind, secret) = Self.secrets[index]
        let (project, found) = try Self.findings(["group_vars/web.yaml": "site: x\ntoken: \"\(secret)\"\n"])
        #expect(found.map(\.code) == ["plain-secret"], "\(kind)")
        let problem = try #require(found.first)
        #expect(problem.message == "\(kind) stands here in plain text")
        #expect(problem.span?.start == Position(line: 2, column: 9))
        let source = Source(
            name: problem.span?.file ?? "",
            text: try String(contentsOfFile: "\(project.folder)/group_vars/web.yaml", encoding: .utf8))
        let shown = DiagnosticRenderer(sources: [source.masking([try #require(problem.span)])]).render(found)
        #expect(shown.contains("token: \"\(secret.prefix(4))*"))
        #expect(!shown.contains(secret.dropFirst(4).prefix(8)))
    }

    @Test(arguments: innocent)
    func `is not seen in what only looks like it`(_ text: String) throws {
        #expect(try Self.findings(["group_vars/web.yaml": "token: \"\(text)\"\n"]).1.isEmpty)
    }

    @Test(arguments: [
        "files/deploy/key", "templates/app.conf.j2", "host_vars/web1.yaml", "inventory/hosts.yaml", "manifests/b.yaml",
        "reconcile.yaml",
    ])
    func `is looked for wherever a project's authors write`(_ path: String) throws {
        #expect(try Self.findings([path: "# \(Self.secrets[1].text)\n"]).1.contains { $0.code == "plain-secret" })
    }

    @Test func `is allowed by a comment, and by the project`() throws {
        let secret = Self.secrets[1].text
        let text = "a: 1\n# reconcile: allow-secret\nb: \(secret)\nc: \(secret) # reconcile: allow-secret\n"
        #expect(try Self.findings(["group_vars/web.yaml": text]).1.isEmpty)
        let settings = "project: test\nallow_secrets: [\"files/test/*\"]\n"
        let (_, found) = try Self.findings([
            "reconcile.yaml": settings, "files/test/a": secret, "files/test/b/c": secret, "files/other": secret,
        ])
        #expect(found.count == 1 && found[0].span?.file.hasSuffix("files/other") == true)
    }

    @Test func `is searched for in any bytes without an end`() throws {
        var random = SplitMix64(seed: 5)
        let pieces: [String] =
            Self.secrets.map(\.text) + ["-----BEGIN ", "PRIVATE KEY-----", "\n", "eyJ", ".", "\\n", "é", " "]
        for _ in 0..<(20 * soakFactor) {
            var text = ""
            for _ in 0..<50 {
                let piece = pieces.randomElement(using: &random) ?? ""
                text += piece.prefix(Int.random(in: 1...80, using: &random))
            }
            _ = try Self.findings(["files/x": text])
        }
    }
}
