import Nodes
import Shell
import Testing

/// The shells that a node may have as `sh`.
enum PosixShell: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sh, dash, bash
    case bashPosix = "bash --posix"
    case busybox = "busybox ash"

    var words: [String] { rawValue.split(separator: " ").map(String.init) }
    var testDescription: String { rawValue }

    /// Those that this machine has.
    static var here: [PosixShell] { allCases.filter { isInstalled($0.words[0]) } }
}

/// A line whose shells are of one kind, whatever command is to start them.
struct ShellLine: Line {
    let shell: PosixShell

    func open(_ command: String) throws -> any ByteChannel { try ChildProcess(shell.words + ["-s"]) }
    func close() {}
}

extension KeptShell {
    init(_ shell: PosixShell) {
        self.init(
            name: "here", line: ShellLine(shell: shell),
            escalation: Escalation(nil, loginUser: nil, gate: PasswordGate()))
    }
}

extension Answer {
    var text: String? {
        guard case .ended(_, let output) = self else { return nil }
        return String(decoding: output, as: UTF8.self)
    }

    var status: Int32? {
        guard case .ended(let status, _) = self else { return nil }
        return status
    }
}
