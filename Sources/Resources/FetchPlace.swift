internal import Actions
internal import Model

/// Where something comes from that a node fetches, as `download` and `archive` have it.
struct FetchPlace {
    var urls: [FetchURL]
    var sha256: SHA256Text?
    var headers: [String: String]

    var source: Action.Source {
        .init(urls: urls.map(\.text), digest: sha256?.text, headers: headers)
    }

    var problems: [FieldProblem] {
        var problems: [FieldProblem] = []
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            let isName =
                !name.isEmpty
                && name.unicodeScalars.allSatisfy {
                    $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-")
                }
            if !isName {
                problems.append(
                    .init("headers", "'\(name)' is no name of a header", help: "letters, digits and '-' make one"))
            }
            if value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
                problems.append(.init("headers", "the header '\(name)' holds control characters"))
            }
        }
        return problems
    }
}
