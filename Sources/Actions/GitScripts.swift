internal import Shell

extension Action {
    /// A git repository and what of it is to lie in a directory.
    package struct Checkout: Sendable, Hashable {
        package enum Wanted: Sendable, Hashable {
            /// A commit's full name.
            case commit(String)
            case tag(String)
            case branch(String)
        }

        package var path: String
        package var repository: String
        package var wanted: Wanted
        /// How many commits of history to fetch; nil for all.
        package var depth: Int?
        /// Whose git does it, and whose the files are.
        package var owner: String?
        /// Whether what was changed by hand is thrown away.
        package var discardsChanges: Bool

        package init(
            path: String, repository: String, wanted: Wanted, depth: Int? = nil, owner: String? = nil,
            discardsChanges: Bool = false
        ) {
            self.path = path
            self.repository = repository
            self.wanted = wanted
            self.depth = depth
            self.owner = owner
            self.discardsChanges = discardsChanges
        }
    }
}

extension Compiler {
    func checkOut(_ checkout: Action.Checkout) -> String {
        let wanted =
            switch checkout.wanted {
            case .commit(let name): ["commit", name]
            case .tag(let name): ["tag", name]
            case .branch(let name): ["branch", name]
            }
        let depth = checkout.depth.map { String($0) } ?? ""
        return
            (["reconcile_checkout", checkout.path, checkout.owner ?? "", checkout.repository] + wanted
            + [depth, checkout.discardsChanges ? "discard" : ""]).shellWords
    }

    static let gitFunctions =
        AsUser.function + "\n" + #"""
            # PATH OWNER REPOSITORY KIND NAME DEPTH DISCARD; a new checkout is made beside its place and moved there. One
            # that is changed holds a mark while that is going on, so that files that were half written when the node
            # stopped are not taken for somebody's work.
            reconcile_checkout() (
                path=$1
                owner=$2
                name=$5
                depth=$6
                force=$7
                LC_ALL=C
                GIT_TERMINAL_PROMPT=0
                GIT_SSH_COMMAND=${GIT_SSH_COMMAND:-ssh -o BatchMode=yes}
                export LC_ALL GIT_TERMINAL_PROMPT GIT_SSH_COMMAND
                umask 022
                folder=$path
                at() { reconcile_as "$owner" git -C "$folder" -c advice.detachedHead=false "$@"; }
                # KIND: brings what is wanted, and puts its name in the repository into `fetched`.
                bring() {
                    case $1 in
                    (tag)
                        fetched=refs/tags/$name
                        at fetch -q --no-tags ${depth:+--depth "$depth"} origin "+$fetched:$fetched"
                        ;;
                    (branch)
                        fetched=refs/remotes/origin/$name
                        at fetch -q --no-tags ${depth:+--depth "$depth"} origin "+refs/heads/$name:$fetched"
                        ;;
                    (commit)
                        fetched=$name
                        at cat-file -e "$name^{commit}" 2>/dev/null && return
                        text=$(at fetch -q --no-tags ${depth:+--depth "$depth"} origin "$name" 2>&1) && return
                        # Not every server gives a commit by its name; then everything is fetched.
                        whole=
                        [ ! -e "$folder/.git/shallow" ] || whole=--unshallow
                        at fetch -q --tags ${whole:+"$whole"} origin '+refs/heads/*:refs/remotes/origin/*' || return
                        at cat-file -e "$name^{commit}" 2>/dev/null || reconcile_fail "there is no commit $name: $text"
                        ;;
                    esac
                }
                if [ -e "$path/.git" ]; then
                    if [ -e "$path/.git/refs/reconcile/moving" ]; then
                        force=moved
                        reconcile_as "$owner" rm -f -- "$path/.git/index.lock"
                    fi
                    [ -e "$path/.git/shallow" ] || depth=
                    if at config --get remote.origin.url >/dev/null; then at remote set-url origin "$3"
                    else at remote add origin "$3"; fi || exit
                else
                    folder=${path%/*}/.${path##*/}.reconcile-git
                    if [ -e "$folder" ] || [ -L "$folder" ]; then reconcile_remove "$folder" recursive || exit; fi
                    mkdir -- "$folder" || exit
                    trap 'rm -rf -- "$folder"' EXIT
                    trap 'exit 1' HUP INT TERM
                    [ -z "$owner" ] || chown -h -- "$owner:" "$folder" || exit
                    at init -q && at remote add origin "$3" || exit
                fi
                bring "$4" || exit
                at update-ref refs/reconcile/moving "$fetched^0" || exit
                case $4 in
                (branch) at checkout -q ${force:+--force} -B "$name" "$fetched" ;;
                (*) at checkout -q ${force:+--force} --detach "$fetched" ;;
                esac || {
                    status=$?
                    # What git refused to do has changed nothing.
                    [ "$force" = moved ] || at update-ref -d refs/reconcile/moving
                    exit "$status"
                }
                at update-ref refs/reconcile/made HEAD || exit
                sync
                at update-ref -d refs/reconcile/moving || exit
                if [ "$folder" != "$path" ]; then
                    if [ -d "$path" ]; then rmdir -- "$path" || exit; fi
                    mv -- "$folder" "$path" || exit
                fi
                reconcile_sync "${path%/*}/"
            )
            """#
}
