import Facts
import Shell
import TestSupport

/// What facts see on this machine under a shell.
func look(
    _ facts: [any Fact], with shell: PosixShell = .dash, as user: Int? = nil, path: [String] = [],
    environment: [String: String] = [:]
) throws -> Observations {
    let probe = Probe(facts)
    let answers = try probe.sections.map { section in
        let result = try runScript(section.body, with: shell, as: user, path: path, environment: environment)
        return Answer.ended(status: result.status, output: result.output)
    }
    return probe.read(answers)
}

/// What one fact sees.
func look<F: Fact>(
    at fact: F, with shell: PosixShell = .dash, as user: Int? = nil, path: [String] = [],
    environment: [String: String] = [:]
) throws -> Observation<F.Seen>? {
    try look([fact], with: shell, as: user, path: path, environment: environment)[fact]
}

/// Names that a script must not take for anything but a name.
let oddNames = [
    "plain", "with space", " leading and trailing ", "quote'quote", "double\"quote", "new\nline", "trailing\n",
    "$(touch reconcile-was-executed)", "`touch reconcile-was-executed`", "; touch reconcile-was-executed",
    "%s%n%d", "-leading", "--help", "*", "?[a]", "back\\slash", "ends\\", "tab\there", "größe", "e\u{301}", "é",
    "'\u{301}; touch reconcile-was-executed", "日本語", "!bang", "#hash", "~", "$HOME", "a: No such file or directory",
    "\u{1}control", String(repeating: "n", count: 255),
]
