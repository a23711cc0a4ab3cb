import Actions
import Facts
import Model
import Nodes
import Shell

/// The request that carries a batch out: the ledger's lines first, then a section for each step.
struct BatchScript: Sendable {
    /// How long a step may be silent: a package manager at work prints nothing that is passed on before it ends.
    static let patience = Duration.seconds(900)
    private static let ledgerLane = 0

    let request: Request
    /// Where payloads too big for the request are put beforehand.
    let spool: String
    let spoolSection: Section

    init(_ batch: Batch, ledgerFolder: String, users: Users) {
        let spool = ledgerFolder + "/spool"
        self.spool = spool
        // Nobody else can reach the ledger's folder.
        let lending = "/tmp/.reconcile-" + Payload(ledgerFolder).digest.prefix(12)
        let place = "\(lending)-" + String(UInt64.random(in: .min ... .max), radix: 36)
        // A run that was cut off may have left something there.
        spoolSection = Section("spool", "umask 077; rm -rf -- \(lending)-*; mkdir -p -- \(spool.shellQuoted)")
        let compiler = Compiler(spool: spool)
        var lanes: [String: Int] = [:]
        for item in batch.items where lanes[item.desired.manifest] == nil {
            lanes[item.desired.manifest] = lanes.count + 1
        }
        var setUp = ""
        var sections: [Section] = []
        if !batch.intents.isEmpty {
            let append = Action.appendLedger(folder: ledgerFolder, lines: batch.intents.map(\.text))
            var section = Section("ledger", compiler.script([append]))
            section.lane = Self.ledgerLane
            sections.append(section)
        }
        for step in batch.steps {
            let user = step.items.first.flatMap { users.doer(of: $0.desired) }
            let lent = user == nil || step.uploads.isEmpty ? nil : "\(place)-\(step.name)"
            var body = Compiler(spool: lent ?? spool).script(step.actions)
            if let retry = step.items.first?.desired.retry { body = Self.retried(body, retry) }
            var section = Self.section(step, body, lanes)
            section.user = user
            if !step.guarded.isEmpty {
                setUp += Guard.capture(step.name, step.guarded)
                section.check = Guard.check(step.name, movedStatus: Batch.movedStatus)
            }
            if let user, let lent { section.check += Self.lending(step.uploads, from: spool, in: lent, to: user) }
            sections.append(section)
        }
        if !batch.uploads.isEmpty {
            sections.append(Section("spool-away", "rm -rf -- \(spool.shellQuoted) \(place)-*"))
        }
        var request = Request(prelude: Compiler.prelude, sections, onSilence: .stop)
        request.setUp = setUp
        self.request = request
    }

    /// Gives a user files to read, each in a folder that was not there before.
    private static func lending(_ payloads: [Payload], from spool: String, in folder: String, to user: String) -> String
    {
        let copies = payloads.map { payload in
            """
            cp -- \("\(spool)/\(payload.digest)".shellQuoted) \(folder) && chmod 400 \(folder)/\(payload.digest) &&
            chown -- \(user.shellQuoted) \(folder)/\(payload.digest) || exit

            """
        }
        return "mkdir -m 711 \(folder) || exit\n" + copies.joined()
    }

    /// Tries a body again while it fails; prints what every attempt prints.
    private static func retried(_ body: String, _ retry: Retry) -> String {
        """
        exec 2>&1
        reconcile_attempt=1
        while :; do
        (
        \(body))
        reconcile_failure=$?
        [ "$reconcile_failure" -ne 0 ] || break
        [ "$reconcile_attempt" -lt \(retry.attempts) ] || exit "$reconcile_failure"
        echo "attempt $reconcile_attempt of \(retry.attempts) failed: exit status $reconcile_failure"
        sleep \(retry.delay.wholeSeconds)
        reconcile_attempt=$((reconcile_attempt + 1))
        done

        """
    }

    private static func section(_ step: Batch.Step, _ body: String, _ lanes: [String: Int]) -> Section {
        var section = Section(step.name, body, patience: patience)
        guard let desired = step.items.first?.desired else { return section }
        section.patience = desired.timeout ?? patience
        if let retry = desired.retry {
            // What is not shown before the end counts as silence: all attempts, and the time between them.
            section.patience = section.patience * retry.attempts + retry.delay * (retry.attempts - 1)
        }
        section.lane = lanes[desired.manifest]
        section.after = [ledgerLane] + desired.after.compactMap { lanes[$0] }
        section.isForgiven = desired.ignoresErrors
        return section
    }
}

extension Duration {
    /// Rounded up: not every `sleep` knows parts of a second.
    fileprivate var wholeSeconds: Int64 { components.seconds + (components.attoseconds > 0 ? 1 : 0) }
}

extension HostSession {
    /// Tells the ledger on the node and the one in hand; writes it anew when most of its lines are out of date.
    mutating func append(_ lines: [LedgerLine]) async throws {
        guard !lines.isEmpty else { return }
        for line in lines { ledger.apply(line) }
        ledger.lineCount += lines.count
        let compiler = Compiler(spool: ledgerFolder + "/spool")
        let action: Action =
            if ledger.wantsCompaction {
                .writeFile(
                    path: ledgerFolder + "/ledger", content: Payload(ledger.lines.map { $0.text + "\n" }.joined()),
                    attributes: Action.Attributes(mode: 0o600), validate: nil)
            } else {
                .appendLedger(folder: ledgerFolder, lines: lines.map(\.text))
            }
        let answers = try await node.run(
            Request(prelude: Compiler.prelude, [Section("ledger", compiler.script([action]))], onSilence: .stop))
        guard case .ended(0, _)? = answers.first else {
            throw NodeError(
                .lost, "the ledger on the node cannot be written; the next run takes what is there as found")
        }
        if ledger.wantsCompaction { ledger.lineCount = ledger.lines.count }
    }
}
