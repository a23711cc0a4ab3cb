package import Shell

/// A node reached over any line, with one `sh -s` kept open on it. A request is one round trip; the first one
/// starts the shell in the same flight.
package actor KeptShell: Node {
    package nonisolated let name: String
    package nonisolated let notes: [String]
    private let line: any Line
    private let escalation: Escalation
    /// The shell that requests go to, until it ends or hangs.
    private var shell: (any ByteChannel)?
    /// The end of the shell's standard error, for the reason when it ends.
    private var errors: [UInt8] = []
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    package init(name: String, line: any Line, escalation: Escalation, notes: [String] = []) {
        self.name = name
        self.line = line
        self.escalation = escalation
        self.notes = notes
    }

    package func run(_ request: Request, heard: @escaping @Sendable (Heard) -> Void) async throws -> [Answer] {
        await takeTurn()
        defer { passTurn() }
        do {
            return try await converse(Exchange(request), heard)
        } catch {
            await dropShell()
            throw error
        }
    }

    package func close() async {
        await dropShell()
        await line.close()
    }

    private func converse(_ start: Exchange, _ heard: @Sendable (Heard) -> Void) async throws -> [Answer] {
        var exchange = start
        while true {
            let shell = try await currentShell()
            // A shell that has ended takes nothing; why it ended stands in what it said.
            let refusal = await failure { try await shell.write(exchange.script()) }
            let result = try await listen(to: shell, &exchange, heard)
            if let refusal { throw refusal }
            if let result { return result }
            for news in exchange.giveUp() { heard(news) }
            try await replaceHungShell(exchange.process)
            if let result = exchange.result {
                // Nothing is left to ask, but what hung is to be gone when this returns.
                _ = try await converse(Exchange(Request([])), heard)
                return result
            }
        }
    }

    /// Hears the shell out; nil when a section is silent for longer than its patience.
    private func listen(
        to shell: any ByteChannel, _ exchange: inout Exchange, _ heard: @Sendable (Heard) -> Void
    ) async throws -> [Answer]? {
        while true {
            switch try await shell.read(within: exchange.patience ?? patienceBetweenSections) {
            case .output(let bytes):
                for news in exchange.hear(bytes) { heard(news) }
                if let result = exchange.result { return result }
            case .errors(let bytes): errors = (errors + bytes).suffix(4096)
            case .silence where exchange.patience != nil: return nil
            case .silence:
                throw NodeError(.lost, "the shell said nothing for \(patienceBetweenSections.inSeconds)")
            case .end:
                let said = String(decoding: errors, as: UTF8.self)
                throw exchange.process == nil
                    ? escalation.refusal(said) : NodeError(.lost, "the shell ended within a request\(said.asReason)")
            }
        }
    }

    private func currentShell() async throws -> any ByteChannel {
        if let shell { return shell }
        errors = []
        let started = try await escalation.start(on: line)
        shell = started
        return started
    }

    /// Starts another shell whose first work is to end the hung one.
    private func replaceHungShell(_ process: Int32?) async throws {
        let hung = shell
        shell = nil
        let fresh = try await currentShell()
        if let process { try await fresh.write(ProcessTree.ending(process)) }
        await hung?.close()
    }

    private func dropShell() async {
        await shell?.close()
        shell = nil
    }

    /// One request at a time: the shell answers in the order in which it is asked.
    private func takeTurn() async {
        if isBusy { await withCheckedContinuation { waiting.append($0) } }
        isBusy = true
    }

    private func passTurn() {
        if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
    }
}

extension KeptShell {
    package func upload(_ bytes: [UInt8], digest: String, to path: String) async throws {
        let channel = try await escalation.start(on: line)
        do {
            try await send(bytes, over: channel, Upload.request(digest: digest, path: path))
            await channel.close()
        } catch {
            await channel.close()
            throw error
        }
    }

    /// Sends the script, waits until it reads, and only then sends the bytes: shells read ahead.
    private func send(_ bytes: [UInt8], over channel: any ByteChannel, _ request: Request) async throws {
        var exchange = Exchange(request, readsInput: true)
        var said: [UInt8] = []
        let refusal = await failure { try await channel.write(exchange.script()) }
        while true {
            switch try await channel.read(within: exchange.patience ?? patienceBetweenSections) {
            case .errors(let errors): said += errors
            case .silence:
                throw refusal ?? NodeError(.lost, "an upload was silent for \(patienceBetweenSections.inSeconds)")
            case .end: throw escalation.refusal(String(decoding: said, as: UTF8.self))
            case .output(let output):
                for news in exchange.hear(output) {
                    switch news {
                    case .began:
                        try await channel.write(bytes)
                        try await channel.endInput()
                    case .ended(_, .ended(status: 0, _)): return
                    case .ended(_, let answer): throw Upload.problem(answer)
                    }
                }
            }
        }
    }
}

/// How long a shell may take to start, and to go on from one section to the next.
private let patienceBetweenSections = Duration.seconds(30)
