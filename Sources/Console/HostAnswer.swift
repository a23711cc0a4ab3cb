package import Model

/// What a host had to say to a question that changes nothing: to `exec` or `facts`.
package struct HostAnswer<Content: Sendable>: Sendable {
    package enum Reply: Sendable {
        case answered(Content)
        /// Nothing was heard; what the host counts as, and why.
        case silent(HostPlan.Status, String)
    }

    package var host: String
    package var reply: Reply

    package init(host: String, reply: Reply) {
        self.host = host
        self.reply = reply
    }

    /// What the status of the program has to say about a host that did not answer.
    var failure: ExitStatus? {
        guard case .silent(let status, _) = reply else { return nil }
        return status == .unreachable ? .unreachable : .error
    }
}
