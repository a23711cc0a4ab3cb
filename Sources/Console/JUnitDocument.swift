internal import Diagnostics

/// Problems as JUnit's XML: each is a test case, which fails for an error; a sound project is one that passes.
struct JUnitDocument {
    private let found: [Diagnostic]
    private let renderer: DiagnosticRenderer

    init(_ found: [Diagnostic], renderer: DiagnosticRenderer) {
        self.found = found
        self.renderer = renderer
    }

    var text: String {
        let failures = found.count { $0.severity == .error }
        let counts = "tests=\"\(max(1, found.count))\" failures=\"\(failures)\" errors=\"0\" skipped=\"0\""
        let cases =
            found.isEmpty
            ? "    <testcase classname=\"project\" name=\"the project is sound\" time=\"0\"/>\n"
            : found.map(testCase).joined()
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="reconcile validate" \(counts) time="0">
              <testsuite name="reconcile validate" \(counts) time="0">
            \(cases)  </testsuite>
            </testsuites>

            """
    }

    private func testCase(_ problem: Diagnostic) -> String {
        let file = problem.span?.file ?? "project"
        let place = problem.span.map { ":\($0.start.line):\($0.start.column)" } ?? ""
        let name = "\(problem.code)\(place.isEmpty ? "" : " at \(file)\(place)")"
        let body = Self.escaped(renderer.render(problem))
        let verdict =
            problem.severity == .error
            ? "<failure type=\"\(Self.escaped(problem.code))\" message=\"\(Self.escaped(problem.message))\">\(body)</failure>"
            : "<system-out>\(body)</system-out>"
        return "    <testcase classname=\"\(Self.escaped(file))\" name=\"\(Self.escaped(name))\" time=\"0\">"
            + "\(verdict)</testcase>\n"
    }

    /// Text fit for an attribute in double quotes and for content; XML 1.0 has no way to write most control
    /// characters, so they are replaced.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
