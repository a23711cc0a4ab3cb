internal import FoundationEssentials

/// Paths as an operator writes them.
package enum OperatorPath {
    /// A path with the home folder for `~` and the environment's values for `$NAME` and `${NAME}`.
    package static func expanded(
        _ path: String, _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        var text = path
        if text == "~" || text.hasPrefix("~/"), let home = environment["HOME"] { text = home + text.dropFirst() }
        guard text.contains("$") else { return text }
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            let behind = rest[rest.index(after: dollar)...]
            let isBraced = behind.first == "{"
            let name = (isBraced ? behind.dropFirst() : behind).prefix {
                isBraced ? $0 != "}" : $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber)
            }
            let isClosed = !isBraced || name.endIndex < behind.endIndex
            guard !name.isEmpty, isClosed, let value = environment[String(name)] else {
                result += "$"
                rest = behind
                continue
            }
            result += value
            rest = isBraced ? text[text.index(after: name.endIndex)...] : text[name.endIndex...]
        }
        return result + rest
    }
}
