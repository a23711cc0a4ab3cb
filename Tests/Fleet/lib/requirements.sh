# shellcheck shell=bash
# What the fleet needs of the machine.

# Run the command again as root where sudo can do that; nothing where we are root already.
become_root() {
    [ "$(id -u)" -ne 0 ] || return 0
    [ "$(uname -s)" = Linux ] && command -v sudo >/dev/null || return 0
    exec sudo --preserve-env=RECONCILE_FLEET,RECONCILE_FLEET_INSTANCE,RECONCILE_FLEET_MIRROR "$here/fleet" "$@"
}

why_not() {
    local tool
    if [ "$(uname -s)" != Linux ]; then
        echo "hosts are systemd-nspawn containers, and this is $(uname -s), not Linux"
        return 1
    fi
    if [ "$(id -u)" -ne 0 ] && ! sudo -n true 2>/dev/null; then
        echo "it takes root, and sudo asks for a password"
        return 1
    fi
    for tool in systemd-nspawn mmdebstrap losetup mkfs.ext4 e2fsck fstrim ip iptables flock perl python3 ssh \
        ssh-keygen setsid; do
        if ! command -v "$tool" >/dev/null; then
            echo "'$tool' is not installed (make setup installs it)"
            return 1
        fi
    done
    if [ ! -e /dev/loop-control ]; then
        echo "the kernel offers no loop devices (/dev/loop-control is missing)"
        return 1
    fi
    if [ "$(id -u)" -eq 0 ] && ! unshare --mount true 2>/dev/null; then
        echo "this root may not mount (an unprivileged container?)"
        return 1
    fi
}
