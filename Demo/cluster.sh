# shellcheck shell=bash
# What the demonstrations have in common: hosts of their own, the example cluster in a folder of its own, and nothing
# left behind. Give RECONCILE_FLEET_INSTANCE first; it leaves `binary`, `project` and `fleet`.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=Demo/narrate.sh
. "$top/Demo/narrate.sh"
binary=$(cd "$top" && realpath "${BINARY:-.build-release/release/reconcile}")
[ -x "$binary" ] || give_up "the program is not built: make build"
fleet=$top/Tests/Fleet/fleet
folder=$(mktemp -d)
project=$folder/ai-cluster

clean_up() {
    local status=$?
    step "Cleaning up: the hosts, their network, the project's copy"
    "$fleet" down || status=1
    rm -rf "$folder"
    exit "$status"
}
trap clean_up EXIT

# on K COMMAND: a command as root on host K, apart from reconcile: the third party's eyes and hands.
on() {
    "$fleet" sh "$1" "$2" </dev/null
}

hosts_up() {
    # The fleet needs root; sudo may ask for a password here, and not later.
    [ "$(id -u)" -eq 0 ] || sudo true
    "$fleet" down
    "$fleet" up "$1"
    "$fleet" status
}

# The example as it stands, and one more inventory file that says where its hosts are.
copy_example() {
    mkdir "$project"
    cp -R "$top"/{reconcile.yaml,inventory,group_vars,host_vars,manifests,templates,files} "$project"
    "$fleet" inventory ops | sed '/ansible_ssh_/d' >"$project/inventory/fleet.yaml"
    cd "$project"
}

# The program's name as a user would type it, with how the fleet's hosts are reached.
reconcile() {
    "$binary" "$@" --private-key "$("$fleet" key)" --known-hosts "$("$fleet" known-hosts)"
}
