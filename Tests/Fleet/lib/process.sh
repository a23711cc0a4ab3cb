# shellcheck shell=bash
# Processes are known by number and start time, written to a file when they are started; never by name.

# Field 22 of /proc/PID/stat: when the process started, in clock ticks since boot. The name before it may hold spaces.
start_time() {
    local stat
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
    stat=${stat##*) }
    # shellcheck disable=SC2086  # split into fields
    set -- $stat
    echo "${20}"
}

# process_start PIDFILE LOG WORDS…
process_start() {
    local file=$1 log=$2
    shift 2
    setsid "$@" >"$log" 2>&1 </dev/null 9>&- &
    echo "$! $(start_time $!)" >"$file"
}

process_runs() {
    local number started
    [ -e "$1" ] && read -r number started <"$1" && [ "$(start_time "$number")" = "$started" ]
}

process_gone() {
    ! process_runs "$1"
}

# process_stop PIDFILE: end the process and its children at once.
process_stop() {
    local number
    if process_runs "$1"; then
        read -r number _ <"$1"
        # shellcheck disable=SC2046  # one word per process
        kill -KILL $(ps -o pid= --ppid "$number") "$number" 2>/dev/null || true
        wait_for 10 process_gone "$1" || die "process $number does not end"
    fi
    rm -f "$1"
}

listens() {
    (: <>"/dev/tcp/$1/$2") 2>/dev/null
}
