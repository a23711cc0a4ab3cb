internal import Shell

extension Compiler {
    func imageStep(_ action: ImageAction) -> String {
        switch action {
        case .pull(let name): ["reconcile_image", "pull", name].shellWords
        case .build(let name, let context, let options):
            content(context) + (["reconcile_image", "build", name] + options).shellWords
        case .load(let name, let archive, let id): ["reconcile_image", "load", name, archive, id].shellWords
        case .save(let name, let path): ["reconcile_save", name, path].shellWords
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
        # VERB NAME WORD...
        reconcile_image() (
            reconcile_need_engine
            verb=$1
            name=$2
            reconcile_engine_begins image "$name" || exit
            if [ "$verb" = rmi ]; then
                [ -z "$again" ] || reconcile_forget_broken
                "$engine" rmi -- "$name" >/dev/null || reconcile_is_gone image "$name"
                reconcile_engine_ends image "$name" "$?"
                exit
            fi
            if [ -n "$again" ]; then
                reconcile_forget_broken
                if [ "$verb" != build ]; then
                    # Layers that belong to no image yet are taken for whole ones; what is removed has them along.
                    loaded=$(reconcile_bring "$@")
                    loaded=$(printf '%s\n' "$loaded" | sed -n 's/^Loaded image[^:]*: //p' | tr ',' ' ')
                    for torn in $loaded "$name"; do "$engine" rmi -- "$torn"; done >/dev/null 2>&1
                fi
            fi
            reconcile_bring "$@" && { [ -z "$again" ] || "$engine" image inspect -- "$name" >/dev/null; }
            reconcile_engine_ends image "$name" "$?"
        )
        # Podman names an image that lacks a part of itself, and lists none until that is gone; one that a container uses
        # stays.
        reconcile_forget_broken() {
            [ "$engine" = podman ] || return 0
            until images=$(podman images -a -q 2>&1); do
                broken=$(printf '%s\n' "$images" | sed -n 's/.*image with ID "\([0-9a-f]*\)".*/\1/p' | head -n 1)
                [ -n "$broken" ] && podman rmi -- "$broken" >/dev/null 2>&1 || return 0
            done
        }
        # KIND NAME: whether something that was cut off before is not there any more.
        reconcile_is_gone() {
            [ -n "$again" ] || return
            case $1 in
            (image) names=$("$engine" images -q "$2") && [ -z "$names" ] ;;
            (container) names=$("$engine" ps -a --format '{{.Names}}') && reconcile_has_no_line "$names" "$2" ;;
            (volume) names=$("$engine" volume ls -q) && reconcile_has_no_line "$names" "$2" ;;
            esac
        }
        reconcile_has_no_line() { ! printf '%s\n' "$1" | grep -qxF -- "$2"; }
        # VERB NAME WORD...; to build, reconcile_content prints the context as a tar archive. With `again` no layer may be
        # one that was made before: other times of its files make it another one.
        reconcile_bring() (
            verb=$1
            name=$2
            shift 2
            case $verb in
            (pull) reconcile_beating "$engine" pull -q -- "$name" ;;
            (build)
                [ -z "$again" ] || set -- --no-cache "$@"
                [ -z "$again" ] || [ "$engine" != podman ] || set -- "--timestamp=$(date +%s)" "$@"
                reconcile_content | reconcile_beating "$engine" build "--tag=$name" "$@" -
                ;;
            (load)
                reconcile_beating "$engine" load -q -i "$1" || exit
                "$engine" tag "$2" "$name"
                ;;
            esac
        )
        # NAME PATH
        reconcile_save() (
            reconcile_need_engine
            temporary=${2%/*}/.${2##*/}.reconcile-$$
            trap 'rm -f -- "$temporary"' EXIT
            trap 'exit 1' HUP INT TERM
            reconcile_tidy "${temporary%-*}-"
            reconcile_beating "$engine" save -o "$temporary" "$1" >/dev/null || exit
            reconcile_sync "$temporary" && mv -f -- "$temporary" "$2" && reconcile_sync "${2%/*}/"
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
            replaces=$2
            shift 2
            reconcile_engine_begins volume "$name" || exit
            {
                [ -z "$replaces" ] || "$engine" volume rm "$name" || reconcile_is_gone volume "$name"
            } && "$engine" volume create "$@" "$name" >/dev/null
            reconcile_engine_ends volume "$name" "$?"
        )
        # KIND NAME
        reconcile_engine_remove() (
            reconcile_need_engine
            if [ "$1" = network ]; then
                "$engine" network rm "$2" >/dev/null
                exit
            fi
            reconcile_engine_begins "$1" "$2" || exit
            "$engine" "$1" rm "$2" >/dev/null || reconcile_is_gone "$1" "$2"
            reconcile_engine_ends "$1" "$2" "$?"
        )
        """#
}
