internal import Shell

extension Compiler {
    func containerStep(_ action: ContainerAction) -> String {
        switch action {
        case .create(let container):
            let words = [
                "reconcile_container", container.name, container.starts ? "start" : "",
                container.networks.joined(separator: " "), container.gpus.joined(separator: ","), container.image,
            ]
            return content(container.environment)
                + (words + container.options + [container.image] + container.command).shellWords
        case .start(let name): return ["reconcile_container_do", "start", name].shellWords
        case .stop(let name): return ["reconcile_container_do", "stop", name].shellWords
        case .restart(let name): return ["reconcile_container_do", "restart", name].shellWords
        case .reload(let name): return ["reconcile_container_do", "reload", name].shellWords
        case .unpause(let name): return ["reconcile_container_do", "unpause", name].shellWords
        case .remove(let name): return ["reconcile_container_do", "remove", name].shellWords
        }
    }

    static let containerFunctions = #"""
        reconcile_need_engine() {
            LC_ALL=C
            export LC_ALL
            reconcile_engine
            [ -n "$engine" ] || reconcile_fail 'there is neither podman nor docker on this node'
        }
        # KIND NAME: podman and docker do not bring to the disk what they make, and fail for ever on what is torn of it.
        # Sets `again` where this was cut off before.
        reconcile_engine_begins() {
            reconcile_marks
            again=
            ! reconcile_was_cut_off "$marks" "$1 $2" || again=yes
            (umask 077 && mkdir -p -- "${marks%/*}") && reconcile_making "$marks" '' "$1 $2"
        }
        # KIND NAME STATUS: the making has ended with this status; what fails is taken back by whoever made it.
        reconcile_engine_ends() {
            [ "$3" = 0 ] || [ -z "$again" ] || return "$3"
            reconcile_made "$marks" '' "$1 $2" && return "$3"
        }
        # COMMAND...: what says nothing for long would be taken for hung.
        reconcile_beating() (
            while sleep 20 >/dev/null 2>&1; do echo 'still at it' >&2; done &
            beat=$!
            trap 'kill -9 "$beat" 2>/dev/null' EXIT
            trap 'exit 1' HUP INT TERM
            "$@"
        )
        reconcile_has_container() { "$engine" container inspect -- "$1" >/dev/null 2>&1; }
        # NAME: removes what a run that was killed has left. While the old one has its name, it is the one that counts.
        reconcile_tidy_container() {
            ! reconcile_has_container "$1.reconcile-new" || "$engine" rm -f -- "$1.reconcile-new" >/dev/null || return
            reconcile_has_container "$1.reconcile-old" || return 0
            if reconcile_has_container "$1"; then "$engine" rm -f -- "$1.reconcile-old" >/dev/null
            else "$engine" rename "$1.reconcile-old" "$1"; fi
        }
        # NAME: removes what may be torn, but for an old one that is sound.
        reconcile_clear_container() {
            "$engine" rm -f -- "$1.reconcile-new" >/dev/null 2>&1
            if ! reconcile_has_container "$1" || reconcile_has_container "$1.reconcile-old"; then
                "$engine" rm -f -- "$1" >/dev/null 2>&1
            fi
        }
        # NAME STAGE RAN: back to what was there, from wherever the way to the new one ended.
        reconcile_undo_container() {
            case $2 in
            (begun|started) return ;;
            (named)
                "$engine" rm -f -- "$1" >/dev/null 2>&1
                ! reconcile_has_container "$1.reconcile-old" || "$engine" rename "$1.reconcile-old" "$1"
                ;;
            (*)
                "$engine" rm -f -- "$1.reconcile-new" >/dev/null 2>&1
                [ "$2" != aside ] || "$engine" rename "$1.reconcile-old" "$1"
                ;;
            esac
            [ "$3" != true ] || "$engine" start "$1" >/dev/null
        }
        # STATUS NAME STAGE RAN
        reconcile_leave_container() {
            reconcile_undo_container "$2" "$3" "$4"
            reconcile_engine_ends container "$2" "$1"
            exit "$1"
        }
        # NAME START NETWORKS GPUS IMAGE OPTION... IMAGE WORD...; the variables are what reconcile_content prints.
        reconcile_container() (
            reconcile_need_engine
            name=$1
            starts=$2
            networks=$3
            gpus=$4
            new=$1.reconcile-new
            old=$1.reconcile-old
            # An image that is fetched by the way is marked, too.
            reconcile_marks
            if reconcile_was_cut_off "$marks" "image $5" || ! "$engine" image inspect -- "$5" >/dev/null 2>&1; then
                reconcile_image pull "$5" >/dev/null || exit
            fi
            shift 5
            set -f
            if [ -n "$gpus" ] && [ "$engine" = docker ]; then
                case $gpus in
                (all) set -- --gpus=all "$@" ;;
                (*) set -- "--gpus=\"device=$gpus\"" "$@" ;;
                esac
            elif [ -n "$gpus" ]; then
                IFS=,
                for gpu in $gpus; do set -- "--device=nvidia.com/gpu=$gpu" "$@"; done
                unset IFS
            fi
            others=
            first=
            for network in $networks; do
                if [ "$network" = default ]; then
                    network=podman
                    [ "$engine" != docker ] || network=bridge
                fi
                if [ -z "$first" ]; then first=$network
                elif [ "$engine" = docker ]; then others="$others $network"
                else first=$first,$network; fi
            done
            [ -z "$first" ] || set -- "--network=$first" "$@"
            reconcile_engine_begins container "$name" || exit
            stage=begun
            was=
            trap 'reconcile_leave_container "$?" "$name" "$stage" "$was"' EXIT
            trap 'exit 1' HUP INT TERM
            [ -z "$again" ] || reconcile_clear_container "$name"
            reconcile_tidy_container "$name" || exit
            reconcile_content | reconcile_beating "$engine" create "--name=$new" --env-file=/dev/stdin "$@" >/dev/null ||
                exit
            stage=made
            for network in $others; do "$engine" network connect "$network" "$new" || exit; done
            if reconcile_has_container "$name"; then
                "$engine" unpause "$name" >/dev/null 2>&1
                was=$("$engine" container inspect --format '{{.State.Running}}' "$name") || exit
                "$engine" stop "$name" >/dev/null || exit
                "$engine" rename "$name" "$old" || exit
                stage=aside
            fi
            "$engine" rename "$new" "$name" || exit
            stage=named
            [ -z "$starts" ] || "$engine" start "$name" >/dev/null || exit
            stage=started
            ! reconcile_has_container "$old" || "$engine" rm -f -- "$old" >/dev/null
        )
        # VERB NAME
        reconcile_container_do() (
            reconcile_need_engine
            case $1 in
            (reload) "$engine" kill --signal=HUP "$2" ;;
            (remove)
                reconcile_engine_begins container "$2" || exit
                [ -z "$again" ] || reconcile_clear_container "$2"
                reconcile_tidy_container "$2" && { "$engine" stop "$2" >/dev/null 2>&1 || :; } &&
                    { "$engine" rm -f -- "$2" || reconcile_is_gone container "$2"; }
                reconcile_engine_ends container "$2" "$?"
                ;;
            (*) "$engine" "$1" "$2" ;;
            esac >/dev/null
        )
        """#
}
