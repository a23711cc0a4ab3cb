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

/// Texts that a script must not take for anything but text.
let oddTexts = [
    "plain", "with space", " around ", "quote'quote", "double\"quote", "new\nline", "trailing\n",
    "$(touch reconcile-was-executed)", "`touch reconcile-was-executed`", "; touch reconcile-was-executed",
    "%s%n%d%%", "-leading", "--help", "*", "?[a]", "back\\slash\\n", "ends\\", "tab\there", "größe", "e\u{301}",
    "'\u{301}; touch reconcile-was-executed", "日本語", "!bang", "#hash", "~", "$HOME", "carriage\rreturn",
    "\u{1}control", String(repeating: "n", count: 255),
]
