# shellcheck shell=bash
# How the demonstrations tell what they do: each step is said, each command is shown before it runs, and a result other
# than the one told ends the demonstration.

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    bold=$'\e[1m' plain=$'\e[0m'
else
    bold='' plain=''
fi

step() {
    printf '\n%s== %s%s\n' "$bold" "$*" "$plain"
}

# show COMMAND…: as it would be typed, on this machine or (`on K …`) on a host.
show() {
    if [ "$1" = on ]; then
        printf '%s[n%s] # %s%s\n' "$bold" "$2" "$3" "$plain"
    else
        printf '%s$ %s%s\n' "$bold" "$*" "$plain"
    fi
}

give_up() {
    printf '\nThe demonstration ends here: %s\n' "$*" >&2
    exit 1
}

# expect STATUS[,STATUS] COMMAND…: show the command, run it, and give up if it ends otherwise.
expect() {
    local wanted=$1 status=0
    shift
    show "$@"
    "$@" || status=$?
    case ,$wanted, in
    *,"$status",*) ;;
    *) give_up "that ended with $status, not $wanted" ;;
    esac
}

# within SECONDS COMMAND…: try the command once a second until it succeeds.
within() {
    local seconds=$1 i
    shift
    for ((i = 0; i < seconds; i++)); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 1
    done
    give_up "not within $seconds s: $*"
}
