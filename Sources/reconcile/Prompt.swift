import Diagnostics
import Nodes

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Asks the operator at the terminal, past whatever standard input and output are.
struct Prompt: Sendable {
    /// Ends the line when it is typed, so that a key that interrupts is seen at once.
    private static let interrupt: UInt8 = 3

    /// The answer without its line break.
    /// - Parameters:
    ///   - question: what is shown before the cursor.
    ///   - isSecret: whether what is typed stays unseen.
    /// - Throws: `Interrupted` when the operator interrupts, a `Diagnostic` where there is no terminal.
    func answer(to question: String, isSecret: Bool) async throws -> String {
        let terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard terminal >= 0 else {
            throw Diagnostic("no-terminal", "there is no terminal to ask at: \(question)")
        }
        defer { close(terminal) }
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else {
            throw Diagnostic("no-terminal", "there is no terminal to ask at: \(question)")
        }
        var during = before
        during.c_lflag &= ~tcflag_t(ISIG)
        if isSecret { during.c_lflag &= ~tcflag_t(ECHO) }
        withUnsafeMutableBytes(of: &during.c_cc) { $0[Int(VEOL)] = Self.interrupt }
        // What was typed before the question is no answer to it.
        tcsetattr(terminal, TCSAFLUSH, &during)
        defer { tcsetattr(terminal, TCSAFLUSH, &before) }
        write(question, to: terminal)
        let line = try await readLine(from: terminal)
        if isSecret || line.last == Self.interrupt { write("\n", to: terminal) }
        guard line.last != Self.interrupt else { throw Interrupted() }
        return String(decoding: line, as: UTF8.self)
    }

    private func write(_ text: String, to terminal: Int32) {
        _ = Array(text.utf8).withUnsafeBytes { bytes in
            #if canImport(Glibc)
                Glibc.write(terminal, bytes.baseAddress, bytes.count)
            #else
                Darwin.write(terminal, bytes.baseAddress, bytes.count)
            #endif
        }
    }

    /// Waits in short steps, so that a run that is interrupted otherwise does not wait for an answer.
    private func readLine(from terminal: Int32) async throws -> [UInt8] {
        var line: [UInt8] = []
        while true {
            let byte = try await blocking { () -> UInt8? in
                var wait = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
                guard poll(&wait, 1, 200) > 0 else { return nil }
                var byte: UInt8 = 0
                return read(terminal, &byte, 1) == 1 ? byte : UInt8(ascii: "\n")
            }
            if Task.isCancelled { throw Interrupted() }
            guard let byte else { continue }
            if byte == UInt8(ascii: "\n") { return line }
            line.append(byte)
            if byte == Self.interrupt { return line }
        }
    }
}
