internal import Diagnostics

/// A problem as a workflow command of GitHub Actions: `::error file=…,line=…,col=…,title=…::message`.
struct GitHubAnnotation {
    private let problem: Diagnostic

    init(_ problem: Diagnostic) { self.problem = problem }

    var text: String {
        var properties: [(String, String)] = []
        if let span = problem.span {
            properties = [("file", span.file), ("line", "\(span.start.line)"), ("endLine", "\(span.end.line)")]
            // Columns are taken for a stretch of one line only, whose last column is counted in.
            if span.start.line == span.end.line {
                let last = max(span.start.column, span.end.column - 1)
                properties += [("col", "\(span.start.column)"), ("endColumn", "\(last)")]
            }
        }
        properties.append(("title", problem.code))
        let list = properties.map { "\($0)=\(Self.escaped($1, isProperty: true))" }.joined(separator: ",")
        return "::\(command) \(list)::\(Self.escaped(problem.wholeMessage, isProperty: false))"
    }

    private var command: String {
        switch problem.severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    }

    /// As `@actions/core` escapes what a command must not end at.
    private static func escaped(_ text: String, isProperty: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where isProperty: result += "%3A"
            case "," where isProperty: result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
