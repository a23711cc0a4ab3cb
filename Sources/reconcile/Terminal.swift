import Diagnostics

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The operator's terminal, past whatever standard input and output are.
enum Terminal {
    /// Ends the line when it is typed, so that the key that interrupts is seen at once.
    private static let interrupt: UInt8 = 3

    /// Asks and waits for a line, without its line break.
    /// - Throws: `Interrupted` when the operator interrupts, a `Diagnostic` where there is no terminal.
    static func answer(to question: String, isSecret: Bool) throws -> String {
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
        withUnsafeMutableBytes(of: &during.c_cc) { $0[Int(VEOL)] = interrupt }
        // What was typed before the question is no answer to it.
        tcsetattr(terminal, TCSAFLUSH, &during)
        defer { tcsetattr(terminal, TCSAFLUSH, &before) }
        show(question, on: terminal)
        let line = try readLine(from: terminal)
        if isSecret || line.last == interrupt { show("\n", on: terminal) }
        guard line.last != interrupt else { throw Interrupted() }
        return String(decoding: line, as: UTF8.self)
    }

    private static func show(_ text: String, on terminal: Int32) {
        _ = Array(text.utf8).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
    }

    /// Waits in short steps, so that a run that is interrupted otherwise does not wait for an answer.
    private static func readLine(from terminal: Int32) throws -> [UInt8] {
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
            if byte == interrupt { return line }
        }
    }
}
