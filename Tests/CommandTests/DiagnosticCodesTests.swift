import FoundationEssentials
import Testing

/// Every code that the sources name is explained in `docs/diagnostics.md` and shown by a test.
@Suite("Every diagnostic is known") struct DiagnosticCodesTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardized

    /// Codes that the sources put together out of a word and a text: what they come to.
    private static let composed = [
        #"\(schema.kind)-fields"#: ["command-fields", "cron-fields", "file-fields", "unit-fields"],
        #"missing-\(noun)"#: ["missing-file", "missing-template"],
        #"host-\(status.rawValue)"#: ["host-unreachable"],
        #"unknown-\(kind)"#: ["unknown-filter", "unknown-test"],
    ]
    /// What no input can bring about: `error` is the last resort for errors that are no diagnostics, and keys that are
    /// no text are refused where YAML is read.
    private static let unreachable: Set = ["error", "key-not-text"]

    private static func texts(below folder: String, _ isWanted: (String) -> Bool) throws -> [String] {
        let root = package.appending(path: folder).path
        let names = try FileManager.default.subpathsOfDirectory(atPath: root).filter(isWanted)
        return names.compactMap { try? String(contentsOfFile: "\(root)/\($0)", encoding: .utf8) }
    }

    /// The codes with which the sources make diagnostics.
    static let codes: [String] = {
        let calls = [
            #/Diagnostic\(\s*"(?<code>[^" ]+)"/#, #/[pP]roblem\(\s*"(?<code>[^" ]+)",/#,
            #/\bwarn\(\s*"(?<code>[^" ]+)"/#,
            #/\.init\(\s*"(?<code>[a-z]+(?:-[a-z]+)+)",[^)]*\bat:/#,
            #/static let (?:isText|unknownFacts|plainSecret) = "(?<code>[^"]+)"/#,
            #/isProject \? "(?<code>no-[a-z-]+)"/#, #/isProject \? "[^"]*" : "(?<code>no-[a-z-]+)"/#,
        ]
        let sources = (try? texts(below: "Sources") { $0.hasSuffix(".swift") }) ?? []
        let found = sources.flatMap { source in
            calls.flatMap { call in source.matches(of: call).map { String($0.output.code) } }
        }
        return Set(found.flatMap { composed[$0] ?? [$0] }).sorted()
    }()

    @Test func `the sources are read`() {
        #expect(Self.codes.count > 120)
        #expect(!Self.codes.contains { $0.contains("\\") }, "a code is put together in a way that is not listed")
    }

    @Test func `each is explained, and nothing else is`() throws {
        let page = try String(contentsOf: Self.package.appending(path: "docs/diagnostics.md"), encoding: .utf8)
        let explained = Set(page.matches(of: #/(?m)^\| `([a-z0-9-]+)`/#).map { String($0.output.1) })
        let known = Set(Self.codes).filter { !$0.hasSuffix("-fields") }
        #expect(known.subtracting(explained).sorted() == [])
        #expect(explained.subtracting(known).sorted() == [])
    }

    /// Golden files hold what was really printed; other tests name the code that they expect.
    @Test func `each is shown by a test`() throws {
        let here = URL(filePath: #filePath).lastPathComponent
        var shown: Set<String> = []
        for text in try Self.texts(below: "Tests", { $0.contains("/Golden/") }) {
            shown.formUnion(text.matches(of: #/\[([a-z0-9-]+)\]/#).map { String($0.output.1) })
            shown.formUnion(text.matches(of: #/"code" ?: ?"([a-z0-9-]+)"/#).map { String($0.output.1) })
        }
        for text in try Self.texts(below: "Tests", { $0.hasSuffix(".swift") && !$0.hasSuffix(here) }) {
            shown.formUnion(text.matches(of: #/"([a-z0-9]+(?:-[a-z0-9]+)*)"/#).map { String($0.output.1) })
        }
        #expect(Set(Self.codes).subtracting(shown).subtracting(Self.unreachable).sorted() == [])
    }
}
