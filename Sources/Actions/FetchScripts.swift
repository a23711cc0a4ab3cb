internal import Shell

extension Compiler {
    func fetch(_ path: String, _ source: Action.Source, _ attributes: Action.Attributes) -> String {
        let headers = source.headers.sorted { $0.key < $1.key }.map { name, value in
            "header = \"\(name): \(value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\"\n"
        }
        let words = ["reconcile_fetch", path, Self.temporary(path), source.digest ?? ""] + attributes.words
        return content(Payload(headers.joined()))
            + (words + [headers.isEmpty ? "" : "headers"] + source.urls).shellWords
    }

    /// URLs and headers reach curl and wget by standard input, since they may hold secrets.
    static let fetchFunctions = #"""
        # FILE DIGEST: whether the file is what it should be; without a digest anything is.
        reconcile_is() {
            [ -n "$2" ] || return 0
            if command -v sha256sum >/dev/null; then sum=$(sha256sum <"$1")
            elif command -v shasum >/dev/null; then sum=$(shasum -a 256 <"$1")
            else reconcile_fail 'there is no sha256sum to check it with'; fi
            [ "${sum%% *}" = "$2" ]
        }
        # URL FILE RESUME HEADERS: adds to what is in the file if told to; 33 says that this cannot be added to.
        reconcile_get() {
            case $1 in
            (file://*)
                cat -- "${1#file://}" >"$2"
                return
                ;;
            esac
            if command -v curl >/dev/null; then
                {
                    printf 'url = "%s"\n' "$1"
                    reconcile_content
                } | curl -K - -fsSL --globoff --retry 2 --connect-timeout 30 --speed-limit 1 --speed-time 60 \
                    ${3:+-C -} -o "$2"
                set -- "$?"
                case $1 in
                (22|36) return 33 ;;
                (*) return "$1" ;;
                esac
            fi
            [ -z "$4" ] || reconcile_fail 'headers need curl, which is not there'
            command -v wget >/dev/null || reconcile_fail 'there is neither curl nor wget'
            case $(wget --help 2>&1) in
            # Its -T crashes some versions; without, it waits for 15 minutes.
            (*BusyBox*) wget -q ${3:+-c} -O "$2" "$1" ;;
            (*) printf '%s\n' "$1" | wget -q -t 3 -T 60 ${3:+-c} -O "$2" -i - ;;
            esac
            set -- "$?"
            [ "$1" -ne 8 ] || return 33
            return "$1"
        }
        # PATH PREFIX DIGEST OWNER GROUP MODE HEADERS URL...; reconcile_content prints the headers for curl.
        reconcile_fetch() (
            path=$1
            digest=$3
            headers=$7
            part=$2part-$(printf %.16s "$digest")
            umask 077
            reconcile_expect_no_directory "$path"
            for left in "$2"*; do
                if [ "$left" != "$part" ] || [ -z "$digest" ]; then rm -f -- "$left"; fi
            done
            if [ -f "$path" ] && ! [ -L "$path" ]; then
                old=$(reconcile_attributes "$path") || exit
                rest=${old#* }
                owner=${4:-${old%% *}}
                group=${5:-${rest%% *}}
                mode=${6:-${rest##* }}
            else
                owner=$4
                group=$5
                mode=${6:-644}
            fi
            shift 7
            # What says nothing for long would be taken for hung.
            while sleep 20 >/dev/null 2>&1; do echo 'still fetching'; done &
            beat=$!
            trap 'kill -9 "$beat" 2>/dev/null' EXIT
            trap 'exit 1' HUP INT TERM
            for url in "$@"; do
                resume=
                if [ -n "$digest" ] && [ -s "$part" ]; then resume=yes; fi
                status=0
                if [ -z "$resume" ] || ! reconcile_is "$part" "$digest"; then
                    reconcile_get "$url" "$part" "$resume" "$headers" || status=$?
                    if [ "$status" -eq 33 ] && [ -n "$resume" ]; then
                        rm -f -- "$part"
                        resume=
                        status=0
                        reconcile_get "$url" "$part" '' "$headers" || status=$?
                    fi
                fi
                if [ "$status" -eq 0 ] && ! reconcile_is "$part" "$digest" && [ -n "$resume" ]; then
                    # What was there before may have been of something else.
                    reconcile_get "$url" "$part" '' "$headers" || status=$?
                fi
                if [ "$status" -ne 0 ]; then
                    printf '%s: status %s\n' "${url%%\?*}" "$status"
                    continue
                fi
                if reconcile_is "$part" "$digest"; then
                    reconcile_own "$part" "$owner" "$group" "$mode" || exit
                    reconcile_sync "$part" || exit
                    reconcile_replace "$part" "$path" || exit
                    reconcile_sync "${path%/*}/"
                    exit
                fi
                rm -f -- "$part"
                printf '%s: has another SHA-256\n' "${url%%\?*}"
            done
            reconcile_fail "'$path' could not be fetched"
        )
        """#
}
