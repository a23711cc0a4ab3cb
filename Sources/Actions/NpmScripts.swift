internal import Shell

extension Compiler {
    func npmStep(_ action: Action) -> String {
        switch action {
        case .installNpm(let packages):
            let names = packages.map { package in package.name + (package.version.map { "@" + $0 } ?? "") }
            return (["reconcile_npm_install", packages.map(\.name).lines] + names).shellWords
        case .removeNpm(let names): return (["reconcile_npm_uninstall", names.lines] + names).shellWords
        default: preconditionFailure("not an action on npm's packages")
        }
    }

    static let npmFunctions = #"""
        # VERB -- NAME...
        reconcile_npm() (
            command -v npm >/dev/null || reconcile_fail 'there is no npm on this node'
            NO_UPDATE_NOTIFIER=1
            export NO_UPDATE_NOTIFIER
            verb=$1
            shift
            cd / && npm "$verb" --global --no-fund --no-audit --no-progress --loglevel=error "$@" </dev/null
        )
        # NAMES NAME...
        reconcile_npm_uninstall() (
            names=$1
            shift
            reconcile_npm uninstall -- "$@" || exit
            mark=$(reconcile_npm root)/.reconcile-installing
            ! reconcile_was_cut_off "$mark" "$names" || reconcile_made "$mark" '' "$names"
        )
        # NAMES NAME[@VERSION]...; of what was cut off npm takes the names of folders for whole packages.
        reconcile_npm_install() (
            names=$1
            shift
            folder=$(reconcile_npm root) || exit
            mark=$folder/.reconcile-installing
            mkdir -p -- "$folder" || exit
            sound=$(reconcile_unmarked "$mark" "$names")
            for name in $names; do
                reconcile_was_cut_off "$mark" "$name" || continue
                rm -rf -- "${folder:?}/$name" || exit
            done
            reconcile_making "$mark" '' "$names" || exit
            reconcile_npm install -- "$@" || {
                status=$?
                # What npm gives up it takes back.
                reconcile_made "$mark" '' "$sound"
                exit "$status"
            }
            reconcile_made "$mark" '' "$names"
        )
        """#
}
