extension Compiler {
    /// A mark is a file with the names of things that are being made by a tool that does not bring them to the disk in
    /// an order that survives a power failure, each on a line.
    ///
    /// They stand there from before the first change until all of it is on the disk: where a name is found later, what
    /// is there of that thing may be torn.
    static let markFunctions = #"""
        # MARK OWNER NAMES
        reconcile_making() {
            # shellcheck disable=SC2016 # the other shell expands it
            printf '%s\n' "$3" | reconcile_as "$2" sh -c 'cat >>"$1"' sh "$1" || return
            reconcile_sync "$1" && reconcile_sync "${1%/*}/"
        }
        # MARK NAMES; whether it tells of one of them.
        reconcile_was_cut_off() { [ -e "$1" ] && printf '%s\n' "$2" | grep -qxF -f - -- "$1"; }
        # MARK OWNER NAMES; it goes on to tell of others.
        reconcile_made() {
            sync
            others=$(printf '%s\n' "$3" | grep -vxF -f - -- "$1")
            if [ -z "$others" ]; then rm -f -- "$1" || return
            else
                # shellcheck disable=SC2016 # the other shell expands it
                printf '%s\n' "$others" | reconcile_as "$2" sh -c 'cat >"$1"' sh "$1.new" &&
                    reconcile_sync "$1.new" && reconcile_as "$2" mv -f -- "$1.new" "$1" || return
            fi
            reconcile_sync "${1%/*}/"
        }
        # MARK NAMES; prints those that it does not tell of.
        reconcile_unmarked() {
            if [ -e "$1" ]; then printf '%s\n' "$2" | grep -vxF -f "$1"; else printf '%s\n' "$2"; fi
        }
        """#
}

extension [String] {
    /// One on a line.
    var lines: String { joined(separator: "\n") }
}
