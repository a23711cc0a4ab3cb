internal import Shell

extension PathState {
    /// One program for each kind of question, whatever the number of paths.
    ///
    /// That is `stat` for all that is there and another for all that is not (its messages tell an absence from a
    /// failure), `readlink` and `sha256sum`. What is there, and as what, is found out by builtins, and said by a mark for
    /// each path. Nothing is written path by path, since each write is a packet on the line.
    package static func script(_ facts: [PathState]) -> String {
        let calls = batches(facts).map { batch in
            "look " + batch.map { (($0.digest ? "+" : "-") + $0.operand).shellQuoted }.joined(separator: " ")
        }
        return ([lookFunctions] + calls).joined(separator: "\n")
    }

    /// As an operand that no tool takes for an option.
    private var operand: String { path.utf8.first == UInt8(ascii: "/") ? path : "./" + path }

    /// The facts in runs that fit into the arguments of one program, whatever the system.
    static func batches(_ facts: [PathState]) -> [[PathState]] {
        var batches: [[PathState]] = []
        var batch: [PathState] = []
        var size = 0
        for fact in facts {
            size += fact.path.utf8.count + 16
            if size > 96 << 10, !batch.isEmpty {
                batches.append(batch)
                batch = []
                size = fact.path.utf8.count + 16
            }
            batch.append(fact)
        }
        return batch.isEmpty ? batches : batches + [batch]
    }

    /// So many marks at most are held back; all of them before a path in another folder is touched, which may hang.
    static let run = 16

    /// What the answer is made of.
    ///
    /// Marks: `m` missing; a link that leads to `D` a directory, `F` a file, `O` something else, `N` nothing; `s` a file
    /// to be digested, `u` one that cannot be read, `t` one that no tool is there to digest; `e` everything else. After
    /// them a newline, and one record for each path that is there, each link, each digest, each missing path, in this
    /// order of kinds; a record that begins with `!` says why there is none. A dot and a newline before a record say that
    /// a long digest is being worked on.
    private static let lookFunctions =
        "run=\(run)\n" + #"""
            LC_ALL=C
            export LC_ALL
            nl='
            '
            set -f
            command -v stat >/dev/null || { echo '!'; exit; }
            if command -v sha256sum >/dev/null; then sum=sha256sum
            elif command -v shasum >/dev/null; then sum='shasum -a 256'
            else sum=; fi
            # What to run for all paths at once.
            all() {
                tool=$1
                shift
                case $tool in
                (stat) if [ -d /proc/self ]; then stat -c '%f:%s:%u:%g:%U:%G' -- "$@"
                    else stat -f '%Xp:%z:%u:%g:%Su:%Sg' -- "$@"; fi ;;
                (link) readlink -- "$@" ;;
                (sum) $sum -- "$@" ;;
                (gone) ! { stat -- "$@" >/dev/null; } 2>&1 ;;
                esac
            }
            # What to run for one of them; its last line of output, if it fails, is the reason.
            one() {
                case $1 in
                (link) readlink -n -- "$2" ;;
                (sum) $sum <"$2" ;;
                (gone) ! { stat -- "$2" >/dev/null; } 2>&1 ;;
                (*) all "$1" "$2" ;;
                esac
            }
            record() {
                case $1 in
                (stat) printf '%s\000' "$2" ;;
                (link) printf '=%s\000' "$2" ;;
                (sum) set -- sum "${2#\\}"; printf '%s\000' "${2%% *}" ;;
                (gone) printf '%s\000' "${2##*: }" ;;
                esac
            }
            # A record for each path: all at once, and one by one where that gave another number of lines.
            records() {
                what=$1
                shift
                lines=
                case $* in
                (*"$nl"*) ;;
                (*) lines=$(all "$what" "$@" 2>/dev/null && printf x) || lines= ;;
                esac
                case $lines in
                (*"$nl$nl"*) lines= ;;
                esac
                lines=${lines%x}
                n=0
                IFS=$nl
                for line in $lines; do n=$((n + 1)); done
                if [ "$n" -eq "$#" ]; then
                    # shellcheck disable=SC2086 # a line each
                    set -- $lines
                    case $what in
                    (stat)
                        for line in "$@"; do
                            line=${line#*:}
                            total=$((total + ${line%%:*}))
                        done
                        printf '%s\000' "$@"
                        ;;
                    (link) printf '=%s\000' "$@" ;;
                    (sum) printf '%s\000' "$@" ;;
                    (*) for line in "$@"; do record "$what" "$line"; done ;;
                    esac
                else
                    for path in "$@"; do
                        if line=$(one "$what" "$path" 2>&1 && printf x); then
                            line=${line%x}
                            [ "$what" = link ] || line=${line%"$nl"}
                            record "$what" "$line"
                        else printf '!%s\000' "${line##*: }"; fi
                    done
                fi
                unset IFS
            }
            # A dot every five seconds, for as long as so many bytes may take; guards compare what is printed, so not there.
            work() {
                n=$(($1 >> 26))
                while [ "$n" -gt 0 ]; do
                    sleep 5 >/dev/null 2>&1
                    echo .
                    n=$((n - 1))
                done
            }
            digests() {
                if [ "$total" -lt 500000000 ] || [ -n "${guarded-}" ]; then
                    records sum "$@"
                    return
                fi
                work "$total" &
                records sum "$@"
                kill $! 2>/dev/null
                wait $! 2>/dev/null
            }
            look() {
                i=0
                there=
                links=
                sums=
                gone=
                total=0
                marks=
                folder=
                for word in "$@"; do
                    i=$((i + 1))
                    path=${word#?}
                    if [ "${path%/*}" != "$folder" ] || [ $((i % run)) -eq 0 ]; then
                        printf %s "$marks"
                        marks=
                        folder=${path%/*}
                    fi
                    q="\"\${$i#?}\""
                    if [ -L "$path" ]; then
                        links="$links $q"
                        if [ -d "$path" ]; then marks=${marks}D
                        elif [ -f "$path" ]; then marks=${marks}F
                        elif [ -e "$path" ]; then marks=${marks}O
                        else marks=${marks}N; fi
                    elif [ -f "$path" ] && [ "${word%"$path"}" = + ]; then
                        if ! [ -r "$path" ]; then marks=${marks}u
                        elif [ -n "$sum" ]; then
                            sums="$sums $q"
                            marks=${marks}s
                        else marks=${marks}t; fi
                    elif [ -e "$path" ]; then marks=${marks}e
                    else
                        gone="$gone $q"
                        marks=${marks}m
                        continue
                    fi
                    there="$there $q"
                done
                printf '%s\n' "$marks"
                [ -z "$there" ] || eval "records stat $there"
                [ -z "$links" ] || eval "records link $links"
                [ -z "$sums" ] || eval "digests $sums"
                [ -z "$gone" ] || eval "records gone $gone"
            }
            """#
}
