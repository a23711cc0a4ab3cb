internal import FoundationEssentials
internal import Shell

/// Looks at things of one kind that podman or docker has, all of them by one call of the tool.
enum EngineLook {
    /// What the engine has of a kind: `container`, `image`, `network` or `volume`.
    ///
    /// - Parameters:
    ///   - kind: which of them.
    ///   - names: of what is looked at.
    ///   - tornIf: the command that tells whether `$name`, which has a mark, is torn; nil where nothing of the kind is.
    /// - Returns: the script.
    static func script(_ kind: String, _ names: [String], tornIf: String? = nil) -> String {
        """
        LC_ALL=C
        export LC_ALL
        \(ContainerEngine.detection)
        reconcile_engine
        [ -n "$engine" ] || { echo none; exit; }
        printf '%s\\n' "$engine"
        set -- \(names.shellWords)
        \(tornIf.map { sorting(kind, $0) } ?? "")echo
        look() { [ "$#" = 0 ] || "$engine" \(kind) inspect -- "$@"; }
        # Docker tells of some things in another order each time, which a guard would take for a change.
        [ -z "${guarded-}" ] || { look "$@" | sort; exit; }
        { errors=$(look "$@" 2>&1 >&3); } 3>&1
        printf '\\000%s\\000%s\\000' "$?" "$errors"
        """
    }

    /// Tells what is torn, and leaves the others to be looked at: an engine may fail on it, and tell nothing of them.
    private static func sorting(_ kind: String, _ tornIf: String) -> String {
        """
        \(ContainerEngine.marks)
        reconcile_marks
        if [ -e "$marks" ]; then
            for name; do
                shift
                if grep -qxF -- "\(kind) $name" "$marks" && \(tornIf); then printf 'cut %s\\n' "$name"
                else set -- "$@" "$name"; fi
            done
        fi

        """
    }

    /// The engine's name on a line, lines of `cut NAME` up to an empty one, the JSON of what it has, its status and its
    /// errors, each ended by NUL; `find` takes out what is told of one of the facts.
    ///
    /// What the engine says that it has not is absent. What was being made when that was cut off is as `torn` says.
    static func read<F: Fact>(
        _ output: [UInt8], status: Int32, for facts: [F], of kind: String, torn: F.Seen? = nil,
        named name: (F) -> String,
        _ find: (_ fact: F, _ items: [ForeignJSON]) -> F.Seen?
    ) -> [Observation<F.Seen>] {
        var reader = AnswerReader(output)
        let engine = reader.line()
        if engine == "none" { return facts.map { _ in .unavailable("podman") } }
        var cutOff: Set<String> = []
        while let line = reader.line(), !line.isEmpty { cutOff.insert(String(line.dropFirst(4))) }
        guard let engine, let json = reader.record(), let code = reader.record(), let errors = reader.record() else {
            return facts.map { _ in .unanswered(status) }
        }
        let isBlank = json.allSatisfy(\.isWhitespace)
        guard let items = isBlank ? [] : try? JSONDecoder().decode([ForeignJSON].self, from: Data(json.utf8)) else {
            return facts.map { _ in .failed("what \(engine) tells of a \(kind) cannot be read") }
        }
        let trouble = trouble(in: errors, kind) ?? (code == "0" ? "\(engine) tells of another \(kind)" : nil)
        return facts.map { fact in
            if let torn, cutOff.contains(name(fact)) { return .present(torn) }
            if let seen = find(fact, items) { return .present(seen) }
            return trouble.map { .failed($0) } ?? .absent
        }
    }

    /// The first line that says anything but that a thing is not there.
    private static func trouble(in errors: String, _ kind: String) -> String? {
        let harmless = ["level=warning", "level=info", "WARN", "Emulate Docker CLI"]
        let line = errors.split(separator: "\n").first { line in
            let words = line.lowercased()
            let isAbsence =
                ["no such \(kind)", "\(kind) not known", "\(kind) not found"].contains(where: words.contains)
                || words.contains("\(kind) ") && words.hasSuffix(" not found")
            return !isAbsence && !harmless.contains(where: line.contains)
        }
        return line.map(String.init)
    }
}
