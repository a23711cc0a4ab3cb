import Actions
import TestSupport

/// Does these on this machine, under a shell.
func act(
    _ actions: [Action], with shell: PosixShell = .dash, as user: Int? = nil, path: [String] = [],
    environment: [String: String] = [:], spool: String = "/no/spool"
) throws -> ScriptResult {
    try runScript(
        "\(Compiler.prelude)\n(\n\(Compiler(spool: spool).script(actions)))\n", with: shell, as: user, path: path,
        environment: environment)
}

/// Texts that a script must not take for anything but text, one of them as long as a file's name can be.
let oddTexts = ["plain"] + OddText.all + [String(repeating: "n", count: 255)]
