internal import Shell

extension Compiler {
    func run(_ words: [String], _ environment: [String: String], _ directory: String?, _ input: Payload?) -> String {
        // `exec` runs programs alone: no function, builtin or keyword that happens to have the name.
        let program = program("exec \(words.shellWords)", environment, directory)
        guard let input else { return program + " </dev/null" }
        return content(input) + "reconcile_content | " + program
    }

    /// A subshell that runs a command in its place and with its environment.
    ///
    /// Variables are exported, not given to `env(1)`, on whose command line everybody could read them: so only names
    /// that a shell can have do, and callers refuse others before they get here.
    func program(_ command: String, _ environment: [String: String], _ directory: String?) -> String {
        precondition(environment.keys.allSatisfy(\.isShellVariable), "a shell can have no variable of this name")
        let place = directory.map { ["cd \($0.shellQuoted) || exit"] } ?? []
        let variables = environment.sorted { $0.key < $1.key }.map { "export \($0)=\($1.shellQuoted)" }
        return "(\n" + (place + variables + [command]).joined(separator: "\n") + "\n)"
    }

    static let programFunctions = #"""
        # Seconds on a clock that nobody sets, where there is one.
        reconcile_clock() {
            if [ -r /proc/uptime ]; then
                read -r reconcile_now _ </proc/uptime
                reconcile_now=${reconcile_now%%.*}
            else reconcile_now=$(date +%s); fi
        }
        # SECONDS SCRIPT
        reconcile_wait() (
            reconcile_clock
            reconcile_end=$((reconcile_now + $1))
            until reconcile_text=$(eval "$2" 2>&1 </dev/null); do
                reconcile_clock
                [ "$reconcile_now" -lt "$reconcile_end" ] || reconcile_fail "not so after $1 s: $reconcile_text"
                sleep 1
            done
        )
        # VERB UNIT; when it does not work, systemd's own words say more.
        reconcile_unit() {
            systemctl --no-ask-password "$1" -- "$2" && return
            set -- "$?" "$2"
            systemctl status --no-pager --lines=10 -- "$2"
            return "$1"
        }
        """#
}
