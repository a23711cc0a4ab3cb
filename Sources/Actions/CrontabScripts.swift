internal import Shell

extension Compiler {
    func crontab(_ user: String, _ marker: String, _ aliases: [String], _ lines: [String]) -> String {
        let entry = lines.isEmpty ? "" : ([marker] + lines).map { $0 + "\n" }.joined()
        let count = String(max(lines.count, 1))
        return (["reconcile_crontab", user, count, entry, marker] + aliases).shellWords
    }

    /// Lines are taken apart by the shell itself, so that those of others come through byte for byte.
    ///
    /// An entry is its marker and the line below it, unless that is empty or the marker of another entry.
    static let crontabFunctions = #"""
        # USER OPTION: -u is for root alone, so that one's own is asked for without it.
        reconcile_crontab_of() {
            if [ "$1" = "$(id -un)" ]; then crontab "$2"
            else crontab -u "$1" "$2"; fi
        }
        # USER COUNT ENTRY MARKER...
        reconcile_crontab() (
            LC_ALL=C
            export LC_ALL
            nl='
        '
            cr=$(printf '\r')
            user=$1
            count=$2
            entry=$3
            shift 3
            if old=$(reconcile_crontab_of "$user" -l 2>/dev/null && printf x); then old=${old%x}
            else
                why=$(reconcile_crontab_of "$user" -l 2>&1 >/dev/null)
                case $why in
                (*'no crontab for '*|*"can't open '$user': No such file or directory"*) old= ;;
                (*) reconcile_fail "the crontab of '$user' cannot be read: $why" ;;
                esac
            fi
            rest=$old
            case $rest in
            (''|*"$nl") ;;
            (*) rest=$rest$nl ;;
            esac
            new=
            left=$entry
            while [ -n "$rest" ]; do
                line=${rest%%"$nl"*}
                rest=${rest#*"$nl"}
                for marker in "$@" ''; do
                    [ "${line%"$cr"}" != "$marker" ] || break
                done
                if [ -z "$marker" ]; then # none of them
                    new=$new$line$nl
                    continue
                fi
                new=$new$left
                left=
                n=$count
                while [ "$n" -gt 0 ]; do
                    case $rest in
                    (''|"$nl"*|'# reconcile: '*|'#Ansible: '*) break ;;
                    esac
                    rest=${rest#*"$nl"}
                    n=$((n - 1))
                done
            done
            new=$new$left
            if [ "$new" = "$old" ]; then exit 0
            elif [ -n "$new" ]; then printf %s "$new" | reconcile_crontab_of "$user" -
            else reconcile_crontab_of "$user" -r; fi
        )
        """#
}
