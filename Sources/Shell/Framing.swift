/// The text of a request for a kept `sh -s`.
///
/// All of it is one function, called in the last line: a shell runs what it reads line by line, so that a
/// connection cut in the middle would otherwise run a prefix, and a child that reads standard input would eat the
/// rest. Markers stand on lines of their own behind a line feed of their own, so that output without a last line
/// feed comes through byte for byte:
///
///     NONCE p PID            the shell's process id, first of all; from then on USR1 asks it to stop
///     NONCE b INDEX          a section begins
///     NONCE e INDEX STATUS   it ended
///     NONCE s INDEX          it was skipped
///     NONCE z                nothing more follows
///
/// The nonce never stands behind a raw line feed in the text itself, so that a shell that prints its own functions
/// (`set` in bash) cannot forge a marker.
///
/// USR1 fails every lane. A shell takes a signal between two commands, so the section that runs comes to its end and
/// those behind it are skipped, but for those that stand in no lane and clean up. The trap stays: a signal that comes
/// late would end a shell without it.
struct Framing {
    let request: Request
    let nonce: Nonce
    /// Indices into the request's sections, in order.
    let asked: [Int]
    /// Lanes that count as failed before the first section.
    let failedLanes: Set<Int>
    /// The sections read the channel's own input rather than `/dev/null`.
    var readsInput = false

    var script: String {
        """
        main_\(nonce)() {
        \(lanes)trap '\(failing(usedLanes))' USR1
        printf '\\n%s p %s\\n' \(nonce) "$$"
        \(request.prelude)
        \(request.setUp)
        set +e
        \(userSwitch)\(asked.map { section($0) }.joined())printf '\\n%s z\\n' \(nonce)
        }
        main_\(nonce)\(readsInput ? "" : " </dev/null"); unset -f main_\(nonce)

        """
    }

    /// A variable for each lane: 1 once it has failed.
    private var lanes: String {
        usedLanes.map { "\(variable(ofLane: $0))=\(failedLanes.contains($0) ? 1 : 0)\n" }.joined()
    }

    private var usedLanes: [Int] { Set(asked.flatMap { request.sections[$0].lanes }).sorted() }

    /// The command that fails lanes.
    private func failing(_ lanes: [Int]) -> String {
        lanes.isEmpty ? ":" : lanes.map { "\(variable(ofLane: $0))=1" }.joined(separator: " ")
    }

    private func variable(ofLane lane: Int) -> String { "reconcile_lane_\(lane)" }

    /// A function that becomes another user and runs the script on its standard input: scripts may hold secrets,
    /// which words of a command line would show to everybody on the node.
    private var userSwitch: String {
        guard asked.contains(where: { request.sections[$0].user != nil }) else { return "" }
        return """
            reconcile_me=$(id -un)
            reconcile_become() {
            if [ "$1" = "$reconcile_me" ]; then exec sh -s
            elif command -v runuser >/dev/null 2>&1; then exec runuser -s /bin/sh -c 'exec sh -s' -- "$1"
            elif [ "$(uname)" = Darwin ]; then exec sudo -n -H -u "$1" sh -s
            else exec su -s /bin/sh -c 'exec sh -s' -- "$1"
            fi
            }

            """
    }

    private func section(_ index: Int) -> String {
        let section = request.sections[index]
        let run = """
            printf '\\n%s b \(index)\\n' \(nonce) || exit
            (
            :
            \(section.check)
            \(section.user.map { asUser($0, section) } ?? section.body)
            )
            reconcile_status=$?
            printf '\\n%s e \(index) %s\\n' \(nonce) "$reconcile_status" || exit
            \(mark(section))
            """
        guard !section.lanes.isEmpty else { return run }
        return """
            case \(section.lanes.map { "$\(variable(ofLane: $0))" }.joined()) in
            *1*)
            printf '\\n%s s \(index)\\n' \(nonce)
            \(section.stoppableLane.map { "\(variable(ofLane: $0))=1\n" } ?? "");;
            *)
            \(run);;
            esac

            """
    }

    private func mark(_ section: Section) -> String {
        section.stoppableLane.map { "[ \"$reconcile_status\" -eq 0 ] || \(variable(ofLane: $0))=1\n" } ?? ""
    }

    private func asUser(_ user: String, _ section: Section) -> String {
        """
        reconcile_become \(user.shellQuoted) <<'END_\(nonce)'
        main() {
        cd 2>/dev/null || cd /
        \(request.prelude)
        set +e
        (
        :
        \(section.body)
        )
        }
        main\(readsInput ? "" : " </dev/null")
        END_\(nonce)
        """
    }
}

extension Section {
    /// The lanes whose failure skips this section.
    var lanes: [Int] { (lane.map { [$0] } ?? []) + after }

    /// The lane that fails with this section.
    ///
    /// One that is skipped counts as failed too, so that what comes after
    /// its lane is skipped as well.
    var stoppableLane: Int? { isForgiven ? nil : lane }
}
