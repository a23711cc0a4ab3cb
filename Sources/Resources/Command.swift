package import Actions
package import Facts
package import Model
package import YAML
internal import Shell

/// A command that is run when its guards say so.
package struct Command: Resource {
    package static let kind = "command"
    package static let summary = "A command that is run when its guards say that it is needed."
    package static let example = """
        - command: make the index
          run: [/usr/local/bin/index, --all]
          creates: /var/lib/index/ready

        """
    package static let notes = """
        The identity is a label of your own. The command is `run`, a list of words that no shell takes apart, or
        `shell`, a text for a POSIX shell.

        Guards say when it is needed: it runs when `creates` is not there, `unless` does not succeed, `onlyif` does,
        and one of `run_on` or the value of `triggers` changed since it last ran well; all of those that are given must
        agree. `always: true` runs it every time. An entry without any of them is an error. Guards are run to look, also by
        `plan`: they must not change anything. They run in `cwd`, without `environment`.

        A command may change anything on the node, so what follows it is looked at again after it ran.

        """
    package static let answers: [Owed.Kind] = [.run]
    package static let looksAt: [any Fact.Type] = [PathState.self, CommandSucceeds.self]
    package static let does: [Action.Kind] = [.run, .shell]
    package static let removal = "It has none: what the command made is taken away by an entry that says so."
    package static let trials = Trial.debian()

    @Identity("What the command is for, in your words.") package var label: String
    @Field("The program and its arguments, a word each.") package var run: CommandWords? = nil
    @Field("Text for a POSIX shell.") package var shell: Text? = nil
    @Field("A shell command: while it succeeds, nothing is run.") package var unless: Text? = nil
    @Field("A shell command: only while it succeeds, the command is run.") package var onlyif: Text? = nil
    @Field("A path that the command makes: while it is there, nothing is run.") package var creates: AbsolutePath? = nil
    @Field("Addresses, with globs: it is run when one of these changed since it last ran well.")
    package var runOn: [String] = []
    @Field("Any value: it is run when this is not what it was when it last ran well.")
    package var triggers: Node? = nil
    @Field("Whether it runs every time.") package var always = false
    @Field("The directory that it and its guards run in.") package var cwd: AbsolutePath? = nil
    @Field("Variables that it runs with.") package var environment: [String: Text] = [:]
    @Field("The user who runs it and its guards, with `become`.") package var becomeUser: String? = nil

    package init() {}

    package var identity: String { label }
    package var claims: [Claim] { [Claim("command", label)] }
    package var keeps: [Claim] { creates.map { [$0.claim] } ?? [] }
    package var effects: Effects { .anything }

    package var requires: [Claim] {
        (cwd.map { $0.claimsAbove + [$0.claim] } ?? []) + (becomeUser.map { [Claim("user", $0)] } ?? [])
    }

    package var problems: [FieldProblem] {
        var problems: [FieldProblem] = []
        switch (run, shell) {
        case (nil, nil):
            problems.append(
                .init(
                    "command", "the entry does not say what to run",
                    help: "give 'run' with a list of words, or 'shell' with text for a shell"))
        case (_?, _?): problems.append(.init("shell", "'shell' is given beside 'run'", help: "give one of the two"))
        default: break
        }
        let hasGuard = unless != nil || onlyif != nil || creates != nil || watches
        if always, hasGuard {
            problems.append(.init("always", "'always' is given beside a guard", help: "give one of the two"))
        } else if !always, !hasGuard {
            let help = "give unless, onlyif, creates, run_on or triggers, or always: true to run it every time"
            problems.append(.init("command", "the entry does not say when the command is needed", help: help))
        }
        problems += AccountName.problems(withReference: becomeUser, in: "become_user")
        for name in environment.keys.sorted() where !name.isShellVariable {
            let help = "letters, digits and '_' make one, and no digit begins it"
            problems.append(.init("environment", "'\(name)' is no name of a variable", help: help))
        }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let path: [any Fact] = creates.map { [PathState($0.text)] } ?? []
        return path + [unless, onlyif].compactMap { $0.map(look) }
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            var reasons: [String] = []
            var idle: [Idle] = []
            try judgeCreates(look, &reasons, &idle)
            try judgeUnless(look, &reasons, &idle)
            try judgeOnlyif(look, &reasons, &idle)
            let owed = look.owed.filter { $0.kind == .run }
            if watches, owed.isEmpty { return nil }
            guard idle.isEmpty else {
                // A guard that no planned change can sway keeps the command from running whatever the others say.
                guard let address = idle.first?.address, idle.allSatisfy({ $0.address != nil }) else { return nil }
                throw .depends(on: address)
            }
            reasons += owed.map(\.reason)
            return Change(
                .run, reason: always ? "always" : reasons.joined(separator: "; "), actions: [action],
                isRepeated: always)
        }
    }

    private var watches: Bool { !runOn.isEmpty || triggers != nil }

    /// A guard that says that nothing is to be done, and the planned change that may make it say otherwise.
    private struct Idle { var address: Address? }

    private var action: Action {
        let environment = environment.mapValues(\.text)
        if let shell { return .shell(script: shell.text, environment: environment, directory: cwd?.text) }
        return .run(words: run?.words ?? [], environment: environment, directory: cwd?.text, input: nil)
    }

    package func done(by user: String) -> any Resource {
        var command = self
        command.becomeUser = becomeUser ?? user
        return command
    }

    private func look(_ script: Text) -> CommandSucceeds {
        CommandSucceeds(
            script.text, user: becomeUser, directory: cwd?.text, isSecret: $unless.isSensitive || $onlyif.isSensitive)
    }

    private func judgeCreates(_ look: Look, _ reasons: inout [String], _ idle: inout [Idle]) throws(Undecided) {
        guard let creates else { return }
        if try look.see(PathState(creates.text)) == nil {
            reasons.append("\($creates.isSensitive ? "what it creates" : "\(creates)") is not there")
        } else {
            let claims = creates.claimsAbove + [creates.claim]
            idle.append(Idle(address: look.pending.first { !$0.claims.filter(claims.contains).isEmpty }?.address))
        }
    }

    private func judgeUnless(_ look: Look, _ reasons: inout [String], _ idle: inout [Idle]) throws(Undecided) {
        guard let unless else { return }
        if try succeeds(unless, look) {
            idle.append(Idle(address: influence(on: unless, look)))
        } else {
            reasons.append("unless \(shown(unless, isSecret: $unless.isSensitive)) does not succeed")
        }
    }

    private func judgeOnlyif(_ look: Look, _ reasons: inout [String], _ idle: inout [Idle]) throws(Undecided) {
        guard let onlyif else { return }
        if try succeeds(onlyif, look) {
            reasons.append("onlyif \(shown(onlyif, isSecret: $onlyif.isSensitive)) succeeds")
        } else {
            idle.append(Idle(address: influence(on: onlyif, look)))
        }
    }

    private func succeeds(_ script: Text, _ look: Look) throws(Undecided) -> Bool {
        let fact = self.look(script)
        if case .failed? = look.seen[fact] {
            // It could not even be started while its directory or user is still to be made.
            for claim in requires.reversed() {
                if let maker = look.pending(claim, or: [.paths, .accounts]) { throw .depends(on: maker) }
            }
        }
        return try look.see(fact)?.isSuccess ?? false
    }

    /// The planned change that may make a guard say otherwise: one that does more than it claims, or one of a thing
    /// that the guard names.
    private func influence(on script: Text, _ look: Look) -> Address? {
        look.pending.first { pending in
            !pending.effects.isEmpty || pending.claims.contains { script.text.contains(Self.word(of: $0)) }
        }?.address
    }

    /// What a shell text would call the thing.
    private static func word(of claim: Claim) -> Substring {
        claim.kind == "package" || claim.kind == "crontab" ? claim.name.drop { $0 != "/" }.dropFirst() : claim.name
    }

    private func shown(_ script: Text, isSecret: Bool) -> String {
        if isSecret { return "(secret)" }
        let line = script.text.split(separator: "\n").first ?? ""
        return line.count > 60 || line != script.text[...] ? "'\(line.prefix(60))…'" : "'\(line)'"
    }
}
