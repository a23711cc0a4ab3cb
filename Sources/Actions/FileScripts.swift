internal import Shell

extension Compiler {
    func fileStep(_ action: Action) -> String {
        switch action {
        case .makeDirectory(let path, let attributes, let withParents):
            return (["reconcile_directory", path, withParents ? "parents" : ""] + attributes.words).shellWords
        case .writeFile(let path, let payload, let attributes, let validate):
            let check = validate.map { Self.check($0) } ?? ""
            let words = ["reconcile_write", path, Self.temporary(path), payload.digest, check] + attributes.words
            return content(payload) + words.shellWords
        case .editFile(let path, let edit, let creates, let attributes, let validate):
            let check = validate.map { Self.check($0) } ?? ""
            let words = ["reconcile_edit", creates ? "create" : "", path, Self.temporary(path), "", check]
            return content(edit.payload) + (words + attributes.words).shellWords
        case .keepVersion(let path, let count):
            return ["reconcile_keep_version", path, Self.temporary(path), String(count)].shellWords
        case .makeLink(let path, let target):
            return ["reconcile_link", path, Self.temporary(path), target].shellWords
        case .setAttributes(let path, let attributes):
            return (["reconcile_own", path] + attributes.words).shellWords
        case .remove(let path, let recursive):
            if !Self.isRemovable(path) { return "reconcile_fail \("'\(path)' is never removed".shellQuoted)" }
            return ["reconcile_remove", path, recursive ? "recursive" : ""].shellWords
        default:
            preconditionFailure("not an action on a path")
        }
    }

    /// The beginning of the names of temporaries beside a path; cut so that the whole fits into a file name.
    static func temporary(_ path: String) -> String {
        // By bytes: a slash that a combining mark follows is no Character of its own.
        let end = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
        let folder = String(decoding: path.utf8[..<end], as: UTF8.self)
        var name = String(decoding: path.utf8[end...], as: UTF8.self)
        while name.utf8.count > 200 { name.unicodeScalars.removeLast() }
        return "\(folder).\(name).reconcile-"
    }

    /// The text of a check with the temporary's name, a word by itself, in place of `%s`, also where that is in quotes.
    private static func check(_ text: String) -> String {
        text.replacing("'%s'", with: "%s").replacing("\"%s\"", with: "%s").replacing("%s", with: "\"$temporary\"")
    }

    /// Whether removing the path cannot mean all of a system, or what a directory happens to lead to.
    static func isRemovable(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        return path.utf8.first == UInt8(ascii: "/") && !parts.isEmpty && !parts.contains("..") && parts.last != "."
    }

    static let fileFunctions = #"""
        # PREFIX: removes what a run that was killed has left of its temporaries.
        reconcile_tidy() {
            for left in "$1"*; do
                if [ -f "$left" ] || [ -L "$left" ]; then rm -f -- "$left"; fi
            done
        }
        # TEMPORARY PATH: in one step. mv by itself would move into the directory that a link there leads to.
        reconcile_replace() {
            if [ -L "$2" ]; then
                mv -fT -- "$1" "$2" 2>/dev/null || mv -fh -- "$1" "$2" 2>/dev/null ||
                    { rm -f -- "$2" && mv -f -- "$1" "$2"; }
            else mv -f -- "$1" "$2"; fi
        }
        reconcile_expect_no_directory() {
            if [ -d "$1" ] && ! [ -L "$1" ]; then reconcile_fail "'$1' is a directory"; fi
        }
        # PATH: its owner, group and mode in numbers.
        reconcile_attributes() {
            if [ -d /proc/self ]; then stat -c '%u %g %a' -- "$1"
            else stat -f '%u %g %Mp%Lp' -- "$1"; fi
        }
        # PATH OWNER GROUP MODE, each empty to be left; of a link itself, which has no mode.
        reconcile_own() {
            case $2:$3 in
            (:) ;;
            (*:) chown -h -- "$2" "$1" ;;
            (*) chown -h -- "$2:$3" "$1" ;;
            esac || return
            if [ -n "$4" ] && ! [ -L "$1" ]; then chmod -- "$4" "$1"; fi
        }
        # PATH PREFIX DIGEST CHECK OWNER GROUP MODE; the content is what reconcile_content prints, or without a digest
        # what an edit that it prints makes of the file.
        reconcile_write() (
            path=$1
            temporary=$2$$
            digest=$3
            check=$4
            umask 077
            reconcile_expect_no_directory "$path"
            reconcile_tidy "$2"
            shift 4
            if [ -f "$path" ] && ! [ -L "$path" ]; then
                case :$1:$2:$3: in
                (*::*)
                    old=$(reconcile_attributes "$path") || exit
                    rest=${old#* }
                    set -- "${1:-${old%% *}}" "${2:-${rest%% *}}" "${3:-${rest##* }}"
                    ;;
                esac
            fi
            (
                set -C
                printf '' >"$temporary"
            ) || exit
            trap 'rm -f -- "$temporary"' EXIT
            trap 'exit 1' HUP INT TERM
            if [ -n "$digest" ]; then reconcile_content
            else reconcile_edited "$path"; fi >"$temporary" || reconcile_fail "'$path' cannot be written"
            if [ -n "$digest" ] && command -v sha256sum >/dev/null; then
                sum=$(sha256sum <"$temporary")
                [ "${sum%% *}" = "$digest" ] || reconcile_fail "'$path' did not arrive as it was sent"
            fi
            reconcile_own "$temporary" "$1" "$2" "${3:-644}" || exit
            if [ -n "$check" ]; then
                (eval "$check") </dev/null || reconcile_fail "the new content of '$path' was refused by: $check"
            fi
            reconcile_sync "$temporary" || exit
            reconcile_replace "$temporary" "$path" || exit
            reconcile_sync "${path%/*}/"
        )
        """#

    static let pathFunctions = #"""
        # PATH PARENTS OWNER GROUP MODE
        reconcile_directory() (
            if ! [ -d "$1" ]; then
                umask 022
                [ -z "$2" ] || mkdir -p -- "${1%/*}/" || exit
                (umask 077 && mkdir -- "$1") || exit
                set -- "$1" "$2" "$3" "$4" "${5:-755}"
            fi
            # What a link leads to is what is meant, where there is a link.
            reconcile_own "${1%/}/." "$3" "$4" "$5" || exit
            reconcile_sync "${1%/*}/"
        )
        # PATH PREFIX TARGET
        reconcile_link() (
            path=$1
            temporary=$2$$
            reconcile_expect_no_directory "$path"
            reconcile_tidy "$2"
            ln -s -- "$3" "$temporary" || exit
            trap 'rm -f -- "$temporary"' EXIT
            trap 'exit 1' HUP INT TERM
            reconcile_replace "$temporary" "$path" || exit
            reconcile_sync "${path%/*}/"
        )
        # PATH: all of a directory that is on its file system.
        reconcile_remove_tree() {
            case $(rm --help 2>&1) in
            (*one-file-system*) rm -rf --one-file-system -- "$1" ;;
            (*)
                find "$1" -xdev ! -type d -exec rm -f -- {} + &&
                    find "$1" -xdev -depth -type d -exec rmdir -- {} + && ! [ -d "$1" ]
                ;;
            esac
        }
        # PATH RECURSIVE
        reconcile_remove() (
            if [ -L "$1" ] || ! [ -e "$1" ]; then rm -f -- "$1"
            elif ! [ -d "$1" ]; then rm -f -- "$1"
            elif [ -n "$2" ]; then reconcile_remove_tree "$1"
            else rmdir -- "$1"; fi || exit
            [ ! -d "${1%/*}/" ] || reconcile_sync "${1%/*}/"
        )
        """#
}

extension Action.Attributes {
    /// Owner, group and mode as arguments; empty where one is to be left.
    var words: [String] { [owner ?? "", group ?? "", mode.map { String($0, radix: 8) } ?? ""] }
}
