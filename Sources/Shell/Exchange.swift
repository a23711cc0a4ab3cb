/// One request on its way: what to write to the shell, what its bytes mean, which sections are still unanswered.
///
/// It does no I/O: its owner writes `script()`, feeds it with `hear`, and tells it with `giveUp` when the shell was
/// silent for too long; then a new shell is given the next `script()`, until `isOver`.
package struct Exchange: Sendable {
    private let request: Request
    private let readsInput: Bool
    private var answers: [Answer?]
    private var reply = Reply(nonce: Nonce())
    private var isFinished = false
    /// The index of the section that runs.
    private var running: Int?
    /// The process id of the shell that answers, once it has said so.
    package private(set) var process: Int32?

    /// - Parameters:
    ///   - request: what is asked.
    ///   - readsInput: the sections read what follows on the channel, rather than `/dev/null`.
    package init(_ request: Request, readsInput: Bool = false) {
        self.request = request
        self.readsInput = readsInput
        answers = Array(repeating: nil, count: request.sections.count)
    }

    /// The text that asks for all sections without an answer.
    package mutating func script() -> [UInt8] {
        let nonce = Nonce()
        reply = Reply(nonce: nonce)
        (isFinished, running, process) = (false, nil, nil)
        let asked = answers.indices.filter { answers[$0] == nil }
        let framing = Framing(
            request: request, nonce: nonce, asked: asked, failedLanes: failedLanes, readsInput: readsInput)
        return Array(framing.script.utf8)
    }

    package mutating func hear(_ bytes: [UInt8]) -> [Heard] {
        reply.take(bytes).compactMap { mark in
            switch mark {
            case .shell(let process):
                self.process = process
                return nil
            case .began(let index):
                running = index
                return .began(section: request.sections[index].name)
            case .ended(let index, let status, let output):
                return settle(index, .ended(status: status, output: output))
            case .skipped(let index): return settle(index, .skipped)
            case .finished:
                isFinished = true
                return nil
            }
        }
    }

    /// Takes note that the shell was silent for too long: the section that ran has hung.
    ///
    /// With `.stop` the rest is skipped. The shell itself is of no use any more.
    package mutating func giveUp() -> [Heard] {
        guard let index = running else { return [] }
        let patience = request.sections[index].patience
        var heard = [settle(index, .silent(after: patience, output: reply.outputSoFar))]
        if request.onSilence == .stop {
            for index in answers.indices where answers[index] == nil { heard.append(settle(index, .skipped)) }
        }
        isFinished = answers.allSatisfy { $0 != nil }
        return heard
    }

    private mutating func settle(_ index: Int, _ answer: Answer) -> Heard {
        answers[index] = answer
        running = nil
        return .ended(section: request.sections[index].name, answer)
    }

    /// How long the section that runs may be silent; nil between sections and before the first.
    package var patience: Duration? { running.map { request.sections[$0].patience } }

    /// Whether it is stopped in order when it is cancelled, rather than dropped.
    package var stopsInOrder: Bool { request.onSilence == .stop }

    /// The answers, in order, once all of them are there and the shell is free again.
    package var result: [Answer]? {
        let known = answers.compactMap { $0 }
        return isFinished && known.count == answers.count ? known : nil
    }

    /// A section that failed, hung or was skipped fails its lane, unless that is forgiven.
    private var failedLanes: Set<Int> {
        Set(
            zip(request.sections, answers).compactMap { section, answer in
                switch answer {
                case nil, .ended(status: 0, _): nil
                case .ended, .silent, .skipped: section.stoppableLane
                }
            })
    }
}
