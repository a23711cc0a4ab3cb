internal import Shell

extension Compiler {
    func npmStep(_ action: Action) -> String {
        switch action {
        case .installNpm(let packages):
            let names = packages.map { package in package.name + (package.version.map { "@" + $0 } ?? "") }
            return (["reconcile_npm", "install", "--"] + names).shellWords
        case .removeNpm(let names): return (["reconcile_npm", "uninstall", "--"] + names).shellWords
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
        """#
}
