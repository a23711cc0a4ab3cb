internal import Shell

/// How a shell is started on a node: as the login user, or as another one by sudo, doas or su.
package struct Escalation: Sendable {
    private let become: ConnectionSettings.Become?
    /// The user who logged in, where the shell is to run as another one.
    let origin: String?
    private let gate: PasswordGate

    /// - Parameters:
    ///   - become: whom the shell is to run as; nil leaves it to the login user.
    ///   - loginUser: the user that the connection is for; nobody becomes the user that they are.
    ///   - gate: shared by all hosts of a run.
    package init(_ become: ConnectionSettings.Become?, loginUser: String?, gate: PasswordGate) {
        self.become = become?.user == loginUser ? nil : become
        origin = self.become == nil ? nil : loginUser
        self.gate = gate
    }

    /// Starts `sh -s` on the line.
    /// - Throws: `NodeError`: `.becomeRefused` for a refused password, `.authentication` where one is missing.
    package func start(on line: any Line) async throws -> any ByteChannel {
        guard let become else { return try await line.open("exec sh -s") }
        if become.method == .doas && become.password != nil {
            throw NodeError(
                .authentication, "doas reads passwords from a terminal only",
                help: "say 'permit nopass' in the node's doas.conf, or use sudo or su")
        }
        guard let password = become.password else {
            return become.method == .su ? try await enter(line, become) : try await line.open(become.plainCommand)
        }
        return try await gate.use(.init(.become, user: become.user, password: password)) {
            try await enter(line, become)
        }
    }

    /// What the end of a shell means that has not said a word, judged by its standard error.
    package func refusal(_ errors: String) -> NodeError {
        guard let become else { return NodeError(.lost, "no shell could be started\(errors.asReason)") }
        return NodeError(
            .authentication, "\(become.method) does not become '\(become.user)'\(errors.asReason)",
            help: become.password == nil ? "give a password (--ask-become-pass), or allow it without one" : nil)
    }

    /// Starts a program that may read a password from the same input that the shell is to read requests from.
    ///
    /// Nothing but the password is sent before the shell has said that it is there, so that no later line can be
    /// taken for another try. The shell drops lines up to the nonce: where no password was asked for, that one.
    private func enter(_ line: any Line, _ become: ConnectionSettings.Become) async throws -> any ByteChannel {
        let nonce = Nonce()
        let channel = try await line.open(become.command(announcing: nonce))
        do {
            let unsent = await failure {
                if let password = become.password { try await channel.write(Array("\(password)\n".utf8)) }
            }
            // A program that has ended takes nothing; why it ended stands in what it said.
            try await admission(become, channel, nonce)
            if let unsent { throw unsent }
            try await channel.write(Array("\(nonce)\n".utf8))
            return channel
        } catch {
            await channel.close()
            throw error
        }
    }

    private func admission(_ become: ConnectionSettings.Become, _ channel: any ByteChannel, _ nonce: Nonce) async throws
    {
        let ready = "\n\(nonce) r\n"
        var (output, errors) = ("", "")
        while true {
            // Without a password, a program that prints an error and waits is asking for one.
            let isAsking = become.password == nil && !errors.isEmpty
            switch try await channel.read(within: isAsking ? .seconds(2) : .seconds(30)) {
            case .output(let bytes):
                output += String(decoding: bytes, as: UTF8.self)
                if output.contains(ready) { return }
            case .errors(let bytes):
                errors += String(decoding: bytes, as: UTF8.self)
                // The first prompt took the password; a second one means that it was refused.
                if errors.split(separator: nonce.description, omittingEmptySubsequences: false).count > 2 {
                    throw refused(become, "")
                }
            case .silence, .end:
                let said = errors.replacing(nonce.description, with: "")
                let isAboutRights = ["sudoers", "not allowed", "may not run", "not found", "does not exist"]
                    .contains { said.contains($0) }
                throw become.password == nil || isAboutRights ? refusal(said) : refused(become, said)
            }
        }
    }

    private func refused(_ become: ConnectionSettings.Become, _ errors: String) -> NodeError {
        NodeError(
            .becomeRefused, "\(become.method) refused the password for '\(become.user)'\(errors.asReason)",
            help: "nothing more was tried, since more tries may lock the account")
    }
}

extension ConnectionSettings.Become {
    /// Starts a shell where no password is needed; refuses at once, without asking, where one is.
    fileprivate var plainCommand: String {
        switch method {
        case .sudo: "exec sudo -n -H -u \(user.shellQuoted) -- sh -s"
        case .doas: "exec doas -n -u \(user.shellQuoted) -- sh -s"
        case .su: "exec su -s /bin/sh -c 'exec sh -s' -- \(user.shellQuoted)"
        }
    }

    /// Starts a shell that says when it is there and then drops what it reads up to the nonce.
    fileprivate func command(announcing nonce: Nonce) -> String {
        let entrance = """
            printf '\\n%s r\\n' \(nonce); while IFS= read -r l; do [ "$l" = \(nonce) ] && break; done; exec sh -s
            """.shellQuoted
        let prompt = nonce.description
        return switch method {
        case .sudo: "exec sudo -S -p \(prompt) -H -u \(user.shellQuoted) -- sh -c \(entrance)"
        case .doas: "exec doas -n -u \(user.shellQuoted) -- sh -c \(entrance)"
        case .su: "exec su -s /bin/sh -c \(entrance) -- \(user.shellQuoted)"
        }
    }
}

extension String {
    /// The last line that says something, as the end of a one-line message: `: a password is required`.
    package var asReason: String {
        let line = split(whereSeparator: \.isNewline).map { $0.filter { !$0.isNewline } }.last {
            !$0.allSatisfy(\.isWhitespace)
        }
        return line.map { ": \($0)" } ?? ""
    }
}
