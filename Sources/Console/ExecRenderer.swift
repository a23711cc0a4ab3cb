internal import Model

/// What a command printed on a host, and how it ended.
package struct CommandResult: Sendable, Hashable {
    /// 0 for success, as the shell has it.
    package var status: Int32
    /// Standard output and standard error, as they came.
    package var output: String

    package init(status: Int32, output: String) {
        self.status = status
        self.output = output
    }
}

/// Writes what a command did on several hosts; the same result on many hosts once.
package struct ExecRenderer: Sendable {
    private let style: TextStyle

    package init(style: TextStyle = .plain) { self.style = style }

    package func render(_ answers: [HostAnswer<CommandResult>]) -> String {
        HostSections(answers.map { (host: $0.host, entries: [Entry($0)]) }).all.flatMap { section in
            wrapped(section.hosts.map(\.printable).joined(separator: ", "), to: 100).map { style($0, .bold) }
                + section.entries.flatMap(lines)
        }.map { $0 + "\n" }.joined()
    }

    private enum Entry: Hashable {
        case result(CommandResult)
        case silent(HostPlan.Status, String)

        init(_ answer: HostAnswer<CommandResult>) {
            switch answer.reply {
            case .answered(let result): self = .result(result)
            case .silent(let status, let reason): self = .silent(status, reason)
            }
        }
    }

    private func lines(_ entry: Entry) -> [String] {
        switch entry {
        case .silent(let status, let reason): ["  " + style("\(status.rawValue): \(reason.printable)", .red)]
        case .result(let result):
            result.output.lines.reversed().drop { $0.isEmpty }.reversed().map { "  " + $0.printable }
                + (result.status == 0 ? [] : ["  " + style("exit status \(result.status)", .red)])
        }
    }
}

extension ExitStatus {
    /// An error if the command ended with another status than 0 anywhere, or was not run for another reason than that
    /// the host could not be reached.
    package init(_ answers: [HostAnswer<CommandResult>]) {
        self.init(
            worst: answers.compactMap { answer in
                guard case .answered(let result) = answer.reply else { return answer.failure }
                return result.status == 0 ? nil : .error
            })
    }

    /// Whether all hosts told what they are.
    package init(_ answers: [HostAnswer<some Sendable>]) { self.init(worst: answers.compactMap(\.failure)) }
}
