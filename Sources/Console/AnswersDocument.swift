internal import Model

/// What `exec` and `facts` print with `--json`.
package struct AnswersDocument: Sendable, Encodable {
    private struct Host: Sendable, Encodable {
        var host: String
        var status: HostPlan.Status
        var reason: String?
        var exitStatus: Int32?
        var output: String?
    }

    private let formatVersion = Plan.formatVersion
    private let hosts: [Host]

    package init(_ answers: [HostAnswer<CommandResult>]) {
        hosts = answers.map { answer in
            switch answer.reply {
            case .answered(let result):
                Host(host: answer.host, status: .ok, exitStatus: result.status, output: result.output)
            case .silent(let status, let reason): Host(host: answer.host, status: status, reason: reason)
            }
        }
    }
}
