internal import Shell

extension Action {
    /// A virtual environment of Python that is built from nothing.
    package struct Venv: Sendable, Hashable {
        package var path: String
        /// The Python that makes it: a program's name, or its path.
        package var python: String
        package var owner: String?
        /// A file on the node that says what to install, as pip reads it, and its SHA-256.
        package var requirements: String?
        package var digest: String?
        package var environment: [String: String]

        package init(
            path: String, python: String, owner: String? = nil, requirements: String? = nil, digest: String? = nil,
            environment: [String: String] = [:]
        ) {
            self.path = path
            self.python = python
            self.owner = owner
            self.requirements = requirements
            self.digest = digest
            self.environment = environment
        }
    }
}

extension Compiler {
    func pythonStep(_ action: Action) -> String {
        switch action {
        case .buildVenv(let venv):
            let words = [
                "reconcile_venv", venv.path, venv.owner ?? "", venv.python, venv.requirements ?? "", venv.digest ?? "",
            ]
            return program(words.shellWords, venv.environment, nil)
        case .installPython(let packages, let venv, let owner):
            let names = packages.map { package in package.name + (package.version.map { "==" + $0 } ?? "") }
            return (["reconcile_pip_install", venv, owner ?? "", packages.map(\.name).lines] + names).shellWords
        case .removePython(let names, let venv, let owner):
            return (["reconcile_pip_uninstall", venv, owner ?? "", names.lines] + names).shellWords
        default:
            preconditionFailure("not an action on Python's packages")
        }
    }

    static let pythonFunctions = #"""
        # VENV OWNER VERB WORD...
        reconcile_pip() (
            python=$1/bin/python
            owner=$2
            shift 2
            PIP_DISABLE_PIP_VERSION_CHECK=1
            PIP_NO_INPUT=1
            export PIP_DISABLE_PIP_VERSION_CHECK PIP_NO_INPUT
            cd / && reconcile_as "$owner" "$python" -m pip "$@" </dev/null
        )
        # VENV OWNER NAMES NAME...
        reconcile_pip_uninstall() (
            venv=$1
            owner=$2
            names=$3
            shift 3
            reconcile_pip "$venv" "$owner" uninstall -y -- "$@" || exit
            ! reconcile_was_cut_off "$venv/.reconcile-installing" "$names" ||
                reconcile_made "$venv/.reconcile-installing" "$owner" "$names"
        )
        # VENV OWNER NAMES NAME[==VERSION]...; of what was cut off pip takes the names of folders for whole packages.
        reconcile_pip_install() (
            venv=$1
            owner=$2
            names=$3
            mark=$1/.reconcile-installing
            shift 3
            again=
            ! reconcile_was_cut_off "$mark" "$names" || again=--ignore-installed
            sound=$(reconcile_unmarked "$mark" "$names")
            reconcile_making "$mark" "$owner" "$names" || exit
            reconcile_pip "$venv" "$owner" install ${again:+"$again"} -- "$@" || {
                status=$?
                # What pip gives up it takes back.
                reconcile_made "$mark" "$owner" "$sound"
                exit "$status"
            }
            reconcile_made "$mark" "$owner" "$names"
        )
        # PATH OWNER PYTHON REQUIREMENTS DIGEST; programs in it hold its path, so it is built in its place. The one that
        # was there is moved aside, and comes back when the new one cannot be built.
        reconcile_venv() (
            path=$1
            owner=$2
            old=${path%/*}/.${path##*/}.reconcile-old
            umask 022
            LC_ALL=C.UTF-8
            export LC_ALL
            there() { [ -e "$1" ] || [ -L "$1" ]; }
            # What a run that was killed has left: half of a new one, or an old one that is not needed any more.
            if there "$old"; then
                if [ -e "$path/.reconcile-building" ] || ! there "$path"; then
                    reconcile_remove "$path" recursive || exit
                else reconcile_remove "$old" recursive || exit; fi
            elif [ -e "$path/.reconcile-building" ]; then reconcile_remove "$path" recursive || exit; fi
            if [ -e "$path/pyvenv.cfg" ]; then mv -- "$path" "$old" || exit
            elif there "$path"; then rmdir -- "$path" || exit; fi
            trap 'reconcile_remove "$path" recursive; ! there "$old" || mv -- "$old" "$path"' EXIT
            trap 'exit 1' HUP INT TERM
            mkdir -- "$path" || exit
            [ -z "$owner" ] || chown -h -- "$owner:" "$path" || exit
            # shellcheck disable=SC2016 # the other shell expands it
            reconcile_as "$owner" sh -c ': >"$1/.reconcile-building"' sh "$path" || exit
            (cd / && reconcile_as "$owner" "$3" -m venv "$path" </dev/null) || exit
            if [ -n "$4" ]; then
                sum=$(sha256sum <"$4" 2>/dev/null || shasum -a 256 <"$4") || exit
                [ "${sum%% *}" = "$5" ] || reconcile_fail "'$4' is not what it was when it was looked at"
                reconcile_pip "$path" "$owner" install -q -r "$4" || exit
            fi
            {
                printf 'requirements %s\n' "$5"
                for folder in "$path"/lib/python*/site-packages/*.dist-info; do printf 'have %s\n' "${folder##*/}"; done
            } | reconcile_as "$owner" sh -c 'cat >"$1/.reconcile"' sh "$path" || exit
            sync
            reconcile_as "$owner" rm -- "$path/.reconcile-building" || exit
            trap - EXIT
            reconcile_sync "${path%/*}/"
            ! there "$old" || reconcile_remove "$old" recursive
        )
        """#
}
