extension Compiler {
    /// Lines are compared as subscripts and by concatenation, since awk would take `1e1` and `10` for equal.
    static let editFunctions = #"""
        # CREATE and what reconcile_write takes; reconcile_content prints the edit.
        reconcile_edit() (
            if [ -L "$2" ]; then reconcile_fail "'$2' is a link"
            elif [ -f "$2" ]; then set -- '' "$2" "$3" "$4" "$5" '' '' ''
            elif [ -e "$2" ]; then reconcile_fail "'$2' is no regular file"
            elif [ -z "$1" ]; then reconcile_fail "'$2' is not there"; fi
            shift
            reconcile_write "$@"
        )
        # PATH: prints what the edit makes of it. A last line without a newline stays so unless something follows.
        reconcile_edited() (
            [ -e "$1" ] || set -- /dev/null
            unended=$(tail -c 1 <"$1")
            reconcile_content | LC_ALL=C awk -v unended="${unended:+1}" '
                reading {
                    kind = substr($0, 1, 1)
                    text = substr($0, 2)
                    if (kind == "x") every[text] = 1
                    else if (kind == "l") { final = text; hasfinal = 1 }
                    else if (kind == "o") opens[text] = 1
                    else if (kind == "c") closes[text] = 1
                    else if (kind == "n") fresh[++news] = text
                    else if (kind == ".") complete = 1
                    else { where = kind; anchor = text }
                    next
                }
                { line[++count] = $0 }
                END {
                    if (!complete) exit 3
                    place = 0
                    last = 0
                    for (i = 1; i <= count; i++) {
                        if (line[i] in every) gone[i] = 1
                        if (hasfinal && (line[i] "") == (final "")) last = i
                        if (!(line[i] in opens)) continue
                        j = i + 1
                        while (j <= count && !(line[j] in closes) && !(line[j] in opens)) j++
                        if (j <= count && (line[j] in closes)) {
                            while (i < j) gone[i++] = 1
                            gone[j] = 1
                        }
                    }
                    if (last) gone[last] = 1
                    for (i = count; i >= 1; i--) if (i in gone) place = i
                    if (!place) {
                        place = where == "t" ? 1 : count + 1
                        if (where == "a" || where == "b")
                            for (i = 1; i <= count; i++)
                                if ((line[i] "") == (anchor "")) place = where == "a" ? i + 1 : i
                    }
                    n = 0
                    isold = 0
                    for (i = 1; i <= count + 1; i++) {
                        if (i == place)
                            for (j = 1; j <= news; j++) {
                                out[++n] = fresh[j]
                                isold = 0
                            }
                        if (i <= count && !(i in gone)) {
                            out[++n] = line[i]
                            isold = i == count
                        }
                    }
                    for (i = 1; i < n; i++) print out[i]
                    if (n && unended && isold) printf "%s", out[n]
                    else if (n) print out[n]
                }
            ' reading=1 - reading= "$1"
        )
        """#
}
