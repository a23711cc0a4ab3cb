# shellcheck shell=bash
# Where this fleet lives and what its parts are called. Everything on the machine that carries the instance's
# number belongs to it, and nothing else is ever touched.

# shellcheck disable=SC2034  # used by the files that source this one
{
    root=${RECONCILE_FLEET:-/var/tmp/reconcile-fleet}
    instance=${RECONCILE_FLEET_INSTANCE:-0}
    fleet=$root/$instance
    key=$root/id_ed25519
    prefix=10.78.$instance
    gateway=$prefix.1
    bridge=rcfleet$instance
    blackhole_port=2222
    password='correct horse battery'
}

# Where the system's own tools lie is not on every user's path.
PATH=$PATH:/usr/sbin:/sbin

die() {
    echo "fleet: $*" >&2
    exit 1
}

case $instance in
[0-9] | [1-9][0-9]) ;;
*) die "RECONCILE_FLEET_INSTANCE is a number from 0 to 99, not '$instance'" ;;
esac

address() {
    [ -n "${1:-}" ] || die "which host? give its number"
    echo "$prefix.$((10 + $1))"
}

# wait_for SECONDS CONDITION…: try a condition every tenth of a second, once at least.
wait_for() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.1
    done
}

# One command at a time changes an instance. The lock goes with the process; children are started without it.
lock() {
    mkdir -p "$root"
    exec 9>"$root/$instance.lock"
    flock -w 600 9 || die "another command has held the fleet's lock for ten minutes"
}
