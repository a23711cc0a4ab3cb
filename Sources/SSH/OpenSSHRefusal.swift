import Nodes

/// What ssh's last words mean.
struct OpenSSHRefusal {
    let error: NodeError

    init(_ said: String, _ settings: ConnectionSettings, _ configuration: HostConfiguration) {
        let place = "\(configuration.hostName):\(configuration.port)"
        let last = said.split(whereSeparator: \.isNewline).last { !$0.hasPrefix("@") }.map(String.init)
        func has(_ words: String) -> Bool { said.contains(words) }
        func byWay(_ reason: String?) -> String { "\(reason ?? "ssh said nothing") (by the system's ssh)" }
        error =
            if has("IDENTIFICATION HAS CHANGED") {
                NodeError(
                    .hostKey, "the host key of '\(settings.address)' is not the known one\(Self.offender(said))",
                    help: "when you know why it changed: ssh-keygen -R '\(settings.address)'")
            } else if has("Host key verification failed") || has("host key is known") {
                NodeError(
                    .hostKey, "the host key of '\(settings.address)' is not known",
                    help: "check it and add it to known_hosts (ssh-keyscan), or let new keys in with --accept-new")
            } else if has("Permission denied") || has("Too many authentication failures") {
                NodeError(
                    .authentication, "'\(configuration.user)' was not let in: \(byWay(last))",
                    help: "give 'ansible_user' and 'ansible_ssh_private_key_file', or load a key into an agent")
            } else if has("Connection refused") {
                NodeError(.unreachable, "connection refused (\(place))")
            } else if has("timed out") {
                NodeError(.unreachable, "no answer within \(settings.connectDeadline.inSeconds) (\(place))")
            } else if has("Could not resolve hostname") {
                NodeError(.unreachable, "name '\(configuration.hostName)' is not known")
            } else {
                NodeError(.unreachable, byWay(last))
            }
    }

    /// Where the key stands that does not match: `Offending ED25519 key in FILE:LINE`.
    private static func offender(_ said: String) -> String {
        guard let line = said.split(whereSeparator: \.isNewline).first(where: { $0.hasPrefix("Offending ") }),
            let place = line.split(separator: " in ").last
        else { return "" }
        return " at \(place.trimmingSuffix { $0.isWhitespace })"
    }
}

extension Substring {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        self[..<(lastIndex { !isDropped($0) }.map(index(after:)) ?? startIndex)]
    }
}
