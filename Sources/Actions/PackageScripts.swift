internal import Shell

extension Compiler {
    func packageStep(_ action: Action) -> String {
        switch action {
        case .installPackages(let packages, let refreshIndex):
            let names = packages.map { package in package.name + (package.version.map { "=" + $0 } ?? "") }
            let options = packages.contains { $0.version != nil } ? ["--allow-downgrades"] : []
            return (["reconcile_install", refreshIndex ? "refresh" : ""] + options + ["--"] + names).shellWords
        case .removePackages(let names, let purge):
            return (["reconcile_uninstall", purge ? "purge" : "remove", "--"] + names).shellWords
        default:
            preconditionFailure("not an action on packages")
        }
    }

    /// Nothing is removed that nobody named; changed configuration files stay; locks are waited for.
    static let packageFunctions = #"""
        reconcile_apt() {
            DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none NEEDRESTART_SUSPEND=1 LC_ALL=C \
                apt-get -y -q -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 -o Acquire::Retries=2 \
                -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
                -o APT::Cmd::Pattern-Only=true "$@" </dev/null
        }
        # What an earlier run of dpkg, cut off, has left undone comes first.
        reconcile_apt_ready() {
            command -v apt-get >/dev/null || reconcile_fail 'there is no apt-get on this node'
            for left in /var/lib/dpkg/updates/[0-9]*; do
                [ -e "$left" ] || break
                DEBIAN_FRONTEND=noninteractive dpkg --configure -a --force-confdef --force-confold </dev/null
                return
            done
        }
        # apt-get does not wait for the lock of the index by itself.
        reconcile_apt_update() {
            tries=0
            until text=$(reconcile_apt update 2>&1); do
                case $text in
                (*/lists/lock*) ;;
                (*) tries=120 ;;
                esac
                tries=$((tries + 1))
                [ "$tries" -lt 120 ] || reconcile_fail "$text"
                sleep 5
            done
        }
        # REFRESH OPTION... -- NAME...; an index that is too old for what it names is worth one more try.
        reconcile_install() (
            refresh=$1
            shift
            reconcile_apt_ready || exit
            [ -z "$refresh" ] || reconcile_apt_update || exit
            reconcile_apt --no-remove install "$@" && exit
            status=$?
            if [ -n "$refresh" ] || [ -n "$(dpkg --audit 2>&1)" ]; then exit "$status"; fi
            echo 'once more, with a fresh index'
            reconcile_apt_update && reconcile_apt --no-remove install "$@"
        )
        # VERB -- NAME...; dpkg, unlike apt-get, refuses to remove what something else needs.
        reconcile_uninstall() (
            reconcile_apt_ready || exit
            verb=$1
            shift
            text=$(dpkg --no-act "--$verb" "$@" 2>&1 </dev/null) || reconcile_fail "$text"
            reconcile_apt "$verb" "$@"
        )
        """#
}
