package import Shell

/// A node reached over any line, with one `sh -s` kept open on it. A request is one round trip; the first one
/// starts the shell in the same flight.
package actor KeptShell: Node {
    package nonisolated let name: String
    package nonisolated let notes: [String]
    package nonisolated var escalatedFrom: String? { escalation.origin }
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
        try Task.checkCancellation()
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

    private func converse(
        _ start: Exchange, _ heard: @escaping @Sendable (Heard) -> Void
    ) async throws -> [Answer] {
        var exchange = start
        try await ask(&exchange, heard)
        do {
            return try await hearOut(&exchange, heard)
        } catch is CancellationError where exchange.stopsInOrder {
            let begun = exchange
            return try await shielded {
                var exchange = begun
                return try await self.hearOut(&exchange, stopping: true, heard)
            }
        }
    }

    private func ask(_ exchange: inout Exchange, _ heard: @Sendable (Heard) -> Void) async throws {
        let shell = try await currentShell()
        let script = exchange.script()
        guard let refusal = await failure({ try await shell.write(script) }) else { return }
        // A shell that has ended takes nothing; why it ended stands in what it said.
        _ = try await listen(to: shell, &exchange, heard)
        throw refusal
    }

    /// Hears all answers; what a hung shell left unanswered is asked of a new one.
    ///
    /// When `stopping`, the shell is to skip what it has not begun.
    private func hearOut(
        _ exchange: inout Exchange, stopping: Bool = false, _ heard: @escaping @Sendable (Heard) -> Void
    ) async throws -> [Answer] {
        while true {
            let shell = try await currentShell()
            if let result = try await listen(to: shell, &exchange, stopping: stopping, heard) { return result }
            for news in exchange.giveUp() { heard(news) }
            let hung = exchange.process
            if let result = exchange.result {
                // Nothing is left to ask, but what hung is to be gone when this returns, also for one who cancels.
                try await shielded {
                    try await self.replaceHungShell(hung)
                    _ = try await self.converse(Exchange(Request([])), heard)
                }
                return result
            }
            try await replaceHungShell(hung)
            try await ask(&exchange, heard)
        }
    }

    /// Hears the shell out; nil when a section is silent for longer than its patience.
    private func listen(
        to shell: any ByteChannel, _ exchange: inout Exchange, stopping: Bool = false,
        _ heard: @Sendable (Heard) -> Void
    ) async throws -> [Answer]? {
        var isToBeStopped = stopping
        while true {
            if isToBeStopped, let process = exchange.process {
                isToBeStopped = false
                await stop(process)
            }
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

    /// Asks a shell to skip what it has not begun, over a channel of its own: it reads nothing while it works.
    ///
    /// Where no second channel is to be had the request is carried out to its end.
    private func stop(_ process: Int32) async {
        _ = await failure {
            let channel = try await escalation.start(on: line)
            try await channel.write(Array("kill -USR1 \(process); exit\n".utf8))
            // Until it has ended: a signal that arrived after the request would stop the next one.
            var arrival: Arrival
            repeat {
                arrival = try await channel.read(within: patienceBetweenSections)
            } while arrival != .end && arrival != .silence
            await channel.close()
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
