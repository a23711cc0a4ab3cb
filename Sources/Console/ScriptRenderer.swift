package import Shell

/// One request as it was sent to a host.
package struct RecordedRequest: Sendable {
    package var host: String
    package var request: Request

    package init(host: String, request: Request) {
        self.host = host
        self.request = request
    }
}

/// Writes the scripts that were run on hosts, each under a comment that says where; the same scripts once.
package struct ScriptRenderer: Sendable {
    package init() {}

    package func render(_ requests: [RecordedRequest]) -> String {
        var numbers: [String: Int] = [:]
        var texts: [(host: String, entries: [String])] = []
        for recorded in requests {
            let number = numbers[recorded.host, default: 0] + 1
            numbers[recorded.host] = number
            let text = "## request \(number)\n" + script(recorded.request)
            if let index = texts.firstIndex(where: { $0.host == recorded.host }) {
                texts[index].entries.append(text)
            } else {
                texts.append((recorded.host, [text]))
            }
        }
        return HostSections(texts.sorted { $0.host < $1.host }).all.map { section in
            let names = wrapped(section.hosts.map(\.printable).joined(separator: ", "), to: 98)
            return (names.map { "# " + $0 } + section.entries).joined(separator: "\n") + "\n"
        }.joined()
    }

    private func script(_ request: Request) -> String {
        let sections = request.sections.map { section in
            let user = section.user.map { " as \($0)" } ?? ""
            // A text that is in another one would leave the rest of that one behind.
            let secrets = section.secrets.sorted { $0.utf8.count > $1.utf8.count }
            let body = secrets.reduce(section.body) { $0.replacing($1, with: "'(sensitive)'") }
            return "### \(section.name)\(user)\n" + body
        }
        let parts = (request.prelude.isEmpty ? [] : ["### prelude\n" + request.prelude]) + sections
        return parts.map { part in part.lines.map(\.printable).joined(separator: "\n") }.joined(separator: "\n")
    }
}
