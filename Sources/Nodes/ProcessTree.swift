internal import Shell

/// Ends a hung shell on a node together with everything below it.
enum ProcessTree {
    /// The text that ends a process and its descendants: asked first, killed two seconds later.
    ///
    /// Like a request it is one function, called in its last line. `/proc/*/status` tells parents where there is
    /// one, since small systems have no `ps`; unlike `stat` there, it escapes odd names of programs.
    static func ending(_ process: Int32) -> [UInt8] {
        let nonce = Nonce()
        let script = """
            end_\(nonce)() {
            victims=\(process) found=\(process)
            if [ -r /proc/self/status ]; then
            table=$(grep -H '^PPid:' /proc/[0-9]*/status |
            sed 's|^/proc/\\([0-9]*\\)/status:PPid:[[:space:]]*|\\1 |')
            else
            table=$(ps -A -o pid= -o ppid=)
            fi
            while [ -n "$found" ]; do
            next=
            while read -r process parent; do
            case " $found " in *" $parent "*) next="$next $process" ;; esac
            done <<END
            $table
            END
            victims="$victims$next" found=$next
            done
            # shellcheck disable=SC2086
            kill -TERM $victims
            for pause in 0 0.1 0.1 0.3 0.5 1; do
            sleep $pause
            left=
            for process in $victims; do
            kill -0 "$process" || continue
            # What has ended but was not waited for is not left.
            if read -r status <"/proc/$process/stat"; then case $status in *') Z '*) continue ;; esac; fi
            left="$left $process"
            done
            [ -n "$left" ] || return 0
            done
            # shellcheck disable=SC2086
            kill -KILL $left
            }
            end_\(nonce) </dev/null >/dev/null 2>&1; unset -f end_\(nonce)

            """
        return Array(script.utf8)
    }
}
