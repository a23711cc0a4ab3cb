import Diagnostics
import Nodes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Asks the operator at the terminal, past whatever standard input and output are; one question at a time.
actor Prompt {
    /// Ends the line when it is typed, so that the key that interrupts is seen at once.
    private static let interrupt: UInt8 = 3

    private let thread = BlockingThread(name: "prompt")

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// The answer without its line break.
    /// - Parameters:
    ///   - question: what is shown before the cursor.
    ///   - isSecret: whether what is typed stays unseen.
    /// - Returns: what was typed.
    /// - Throws: `Interrupted` when the operator interrupts, a `Diagnostic` where there is no terminal.
    func answer(to question: String, isSecret: Bool) throws -> String {
        let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var before = termios()
        guard terminal >= 0, tcgetattr(terminal, &before) == 0 else {
            if terminal >= 0 { close(terminal) }
            throw Diagnostic("no-terminal", "there is no terminal to ask at: \(question)")
        }
        defer { close(terminal) }
        var during = before
        during.c_lflag &= ~tcflag_t(ISIG)
        if isSecret { during.c_lflag &= ~tcflag_t(ECHO) }
        withUnsafeMutableBytes(of: &during.c_cc) { $0[Int(VEOL)] = Self.interrupt }
        // What was typed before the question is no answer to it.
        tcsetattr(terminal, TCSAFLUSH, &during)
        defer { tcsetattr(terminal, TCSAFLUSH, &before) }
        show(question, on: terminal)
        let line = try readLine(from: terminal)
        if isSecret || line.last == Self.interrupt { show("\n", on: terminal) }
        guard line.last != Self.interrupt else { throw Interrupted() }
        return String(decoding: line, as: UTF8.self)
    }

    private func show(_ text: String, on terminal: Int32) {
        _ = Array(text.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
    }

    /// Waits in short steps, so that a run that is interrupted otherwise does not wait for an answer.
    private func readLine(from terminal: Int32) throws -> [UInt8] {
        var line: [UInt8] = []
        while true {
            var wait = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
            let isReady = poll(&wait, 1, 200) > 0
            if Task.isCancelled { throw Interrupted() }
            guard isReady else { continue }
            var byte: UInt8 = 0
            // A terminal that went away ends the line like its end.
            guard read(terminal, &byte, 1) == 1, byte != UInt8(ascii: "\n") else { return line }
            line.append(byte)
            if byte == Self.interrupt { return line }
        }
    }
}
