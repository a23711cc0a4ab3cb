internal import Shell

extension Compiler {
    func imageStep(_ action: ImageAction) -> String {
        switch action {
        case .pull(let name): ["reconcile_image", "pull", name].shellWords
        case .build(let name, let context, let options):
            content(context) + (["reconcile_image", "build", name] + options).shellWords
        case .load(let name, let archive, let id): ["reconcile_image", "load", name, archive, id].shellWords
        case .remove(let name): ["reconcile_image", "rmi", name].shellWords
        }
    }

    func engineStep(_ action: EngineAction) -> String {
        switch action {
        case .create(let kind, let name, let options, let replaces):
            ([kind == .network ? "reconcile_network" : "reconcile_volume", name, replaces ? "replace" : ""] + options)
                .shellWords
        case .remove(let kind, let name): ["reconcile_engine_remove", kind.rawValue, name].shellWords
        }
    }

    static let imageFunctions = #"""
        # VERB NAME WORD...; to build, reconcile_content prints the context as a tar archive.
        reconcile_image() (
            reconcile_need_engine
            verb=$1
            name=$2
            shift 2
            case $verb in
            (pull) reconcile_beating "$engine" pull -q -- "$name" ;;
            (build) reconcile_content | reconcile_beating "$engine" build "--tag=$name" "$@" - ;;
            (load)
                reconcile_beating "$engine" load -q -i "$1" || exit
                "$engine" tag "$2" "$name"
                ;;
            (rmi) "$engine" rmi -- "$name" >/dev/null ;;
            esac
        )
        # NAME REPLACE OPTION...
        reconcile_network() (
            reconcile_need_engine
            name=$1
            replaces=$2
            shift 2
            members=
            set -f
            if [ -n "$replaces" ]; then
                members=$("$engine" ps -a --filter "network=$name" --format '{{.Names}}') || exit
                for member in $members; do "$engine" network disconnect -f "$name" "$member" || exit; done
                "$engine" network rm "$name" >/dev/null || exit
            fi
            "$engine" network create "$@" "$name" >/dev/null || exit
            for member in $members; do "$engine" network connect "$name" "$member" || exit; done
        )
        # NAME REPLACE OPTION...
        reconcile_volume() (
            reconcile_need_engine
            name=$1
            [ -z "$2" ] || "$engine" volume rm "$name" >/dev/null || exit
            shift 2
            "$engine" volume create "$@" "$name" >/dev/null
        )
        # KIND NAME
        reconcile_engine_remove() (
            reconcile_need_engine
            "$engine" "$1" rm "$2" >/dev/null
        )
        """#
}
