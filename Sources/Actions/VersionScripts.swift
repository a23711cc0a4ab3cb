extension Compiler {
    static let versionFunctions = #"""
        # PATH PREFIX COUNT
        reconcile_keep_version() (
            if ! [ -f "$1" ] || [ -L "$1" ]; then exit 0; fi
            path=$1
            temporary=$2$$
            count=$3
            newest=
            set -- "$path".[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]T[0-9][0-9][0-9][0-9][0-9][0-9]Z~
            for newest; do :; done
            if ! [ -f "$newest" ] || ! cmp -s -- "$path" "$newest"; then
                copy=$path.$(date -u +%Y%m%dT%H%M%SZ)~
                while [ -e "$copy" ]; do
                    sleep 1
                    copy=$path.$(date -u +%Y%m%dT%H%M%SZ)~
                done
                umask 077
                trap 'rm -f -- "$temporary"' EXIT
                trap 'exit 1' HUP INT TERM
                cp -p -- "$path" "$temporary" || exit
                reconcile_sync "$temporary" || exit
                mv -f -- "$temporary" "$copy" || exit
                [ -f "$newest" ] || shift
                set -- "$@" "$copy"
            fi
            while [ "$#" -gt "$count" ]; do
                rm -f -- "$1" || exit
                shift
            done
        )
        """#
}
