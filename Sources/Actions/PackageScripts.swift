internal import Shell

extension Compiler {
    func packageStep(_ action: Action) -> String {
        switch action {
        case .installPackages(let packages, let refreshIndex):
            let names = packages.map { package in package.name + (package.version.map { "=" + $0 } ?? "") }
            return (["reconcile_install", refreshIndex ? "refresh" : ""] + names).shellWords
        case .removePackages(let names, let purge):
            return (["reconcile_uninstall", purge ? "purge" : "remove"] + names).shellWords
        case .holdPackage(let name, let isHeld):
            return ["reconcile_hold", isHeld ? "hold" : "unhold", name].shellWords
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
            ready=0
            for left in /var/lib/dpkg/updates/[0-9]*; do
                [ -e "$left" ] || break
                DEBIAN_FRONTEND=noninteractive dpkg --configure -a --force-confdef --force-confold </dev/null || ready=$?
                break
            done
            # What was being unpacked then apt-get takes for installed; only doing that again ends it.
            # shellcheck disable=SC2016 # they are dpkg's
            torn=$(dpkg-query -W -f='${db:Status-Eflag} ${Package}:${Architecture}\n' 2>/dev/null | sed -n 's/^reinstreq //p')
            [ -n "$torn" ] || return "$ready"
            # shellcheck disable=SC2086 # a word each
            reconcile_apt --no-remove --reinstall install -- $torn
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
        # REFRESH NAME[=VERSION]...; an index that is too old for what it names is worth one more try.
        reconcile_apt_install() {
            refresh=$1
            shift
            case "$*" in
            (*=*) set -- --allow-downgrades -- "$@" ;;
            (*) set -- -- "$@" ;;
            esac
            reconcile_apt_ready || return
            [ -z "$refresh" ] || reconcile_apt_update || return
            reconcile_apt --no-remove install "$@" && return
            status=$?
            if [ -n "$refresh" ] || [ -n "$(dpkg --audit 2>&1)" ]; then return "$status"; fi
            echo 'once more, with a fresh index'
            reconcile_apt_update && reconcile_apt --no-remove install "$@"
        }
        # VERB NAME...; dpkg, unlike apt-get, refuses to remove what something else needs.
        reconcile_apt_remove() {
            reconcile_apt_ready || return
            verb=$1
            shift
            text=$(dpkg --no-act "--$verb" -- "$@" 2>&1 </dev/null) || reconcile_fail "$text"
            reconcile_apt "$verb" -- "$@"
        }
        """#

    /// The package managers besides apt; which one there is, is found out in the order of the standard facts.
    static let otherPackageFunctions = #"""
        reconcile_manager() {
            for manager in apt-get dnf yum zypper pacman apk; do
                command -v "$manager" >/dev/null && return
            done
            for brew in /opt/homebrew/bin/brew /usr/local/bin/brew /home/linuxbrew/.linuxbrew/bin/brew; do
                [ ! -x "$brew" ] || {
                    manager=brew
                    return
                }
            done
            manager=none
        }
        # Homebrew refuses to be run by root: it is run by the user whose it is.
        reconcile_brew() {
            owner=$(stat -f %Su "${brew%/bin/brew}/Cellar" 2>/dev/null || stat -c %U "${brew%/bin/brew}/Cellar") || return
            (cd / && reconcile_as "$owner" env HOMEBREW_NO_INSTALL_CLEANUP=1 NONINTERACTIVE=1 "$brew" "$@" </dev/null)
        }
        # REFRESH NAME[=VERSION]...
        reconcile_install() (
            LC_ALL=C
            export LC_ALL
            reconcile_manager
            case $manager in
            (apt-get)
                reconcile_apt_install "$@"
                exit
                ;;
            esac
            refresh=$1
            shift
            for name in "$@"; do
                shift
                case $manager:$name in
                (dnf:*=*|yum:*=*) set -- "$@" "${name%%=*}-${name#*=}" ;;
                (pacman:*=*|brew:*=*) set -- "$@" "${name%%=*}" ;;
                (*) set -- "$@" "$name" ;;
                esac
            done
            case $manager in
            (dnf|yum) "$manager" -y -q ${refresh:+--setopt=metadata_expire=0} install -- "$@" </dev/null ;;
            (pacman)
                # An index that is too old names files that are not there any more.
                pacman -S ${refresh:+-y} --noconfirm --needed --noprogressbar -- "$@" </dev/null ||
                    { [ -z "$refresh" ] && pacman -Sy --noconfirm --needed --noprogressbar -- "$@" </dev/null; }
                ;;
            (apk) apk add --quiet --no-progress --upgrade ${refresh:+--update-cache} -- "$@" </dev/null ;;
            (brew)
                [ -z "$refresh" ] || reconcile_brew update --quiet || exit
                # It takes no list of which some are there already and others not.
                for name in "$@"; do
                    if [ -d "${brew%/bin/brew}/opt/${name##*/}" ]; then reconcile_brew upgrade --quiet -- "$name"
                    else reconcile_brew install --quiet -- "$name"; fi || exit
                done
                ;;
            (*) reconcile_fail "there is no package manager on this node that reconcile knows: $manager" ;;
            esac
        )
        # VERB NAME...
        reconcile_uninstall() (
            LC_ALL=C
            export LC_ALL
            reconcile_manager
            verb=$1
            shift
            case $manager in
            (apt-get) reconcile_apt_remove "$verb" "$@" ;;
            (dnf|yum)
                # dnf by itself would take what needs it along.
                text=$(rpm -e --test -- "$@" 2>&1) || reconcile_fail "$text"
                "$manager" -y -q --setopt=clean_requirements_on_remove=False remove -- "$@" </dev/null
                ;;
            (pacman)
                if [ "$verb" = purge ]; then set -- -n -- "$@"; else set -- -- "$@"; fi
                pacman -R --noconfirm --noprogressbar "$@" </dev/null
                ;;
            (apk)
                if [ "$verb" = purge ]; then set -- --purge -- "$@"; else set -- -- "$@"; fi
                apk del --quiet --no-progress "$@" </dev/null
                ;;
            (brew) reconcile_brew uninstall --quiet -- "$@" ;;
            (*) reconcile_fail "there is no package manager on this node that reconcile knows: $manager" ;;
            esac
        )
        # hold|unhold NAME
        reconcile_hold() (
            LC_ALL=C
            export LC_ALL
            reconcile_manager
            case $manager:$1 in
            (apt-get:*) apt-mark "$1" -- "$2" </dev/null ;;
            (dnf:hold|yum:hold) "$manager" -y -q versionlock add -- "$2" </dev/null ;;
            (dnf:*|yum:*) "$manager" -y -q versionlock delete -- "$2" </dev/null ;;
            (brew:hold) reconcile_brew pin -- "$2" ;;
            (brew:*) reconcile_brew unpin -- "$2" ;;
            (*) reconcile_fail "$manager cannot hold a package" ;;
            esac
        )
        """#
}
