# shellcheck shell=bash
# A host that has busybox and sshd and nothing else: no GNU tools, no package manager, no systemd.

busybox_port=2223

busybox_folder() {
    echo "$fleet/busybox"
}

busybox_up() {
    local folder system session
    folder=$(busybox_folder)
    system=$folder/root
    mkdir -p "$folder"
    network_up
    if ! process_runs "$folder/pid"; then
        rm -rf "$system"
        # Newer versions of sshd start another program for each session.
        session=$(find /usr/lib/openssh -name 'sshd-*' 2>/dev/null || true)
        # shellcheck disable=SC2086  # one word per program
        "$here/busybox-root" "$system" /usr/sbin/sshd $session
        busybox_identity "$system" "$folder"
        write_known_hosts
        # Where systemd runs, a process may belong to a unit that ends with whoever started it.
        process_start "$folder/pid" "$folder/log" unshare --mount --pid --fork --kill-child --root="$system" --mount-proc \
            /usr/sbin/sshd -D -e -f /etc/sshd_config
        wait_for 10 listens "$gateway" "$busybox_port" || die "sshd does not listen: $(tail -n 3 "$folder/log")"
    fi
    printf '%s %s\n' "$gateway" "$busybox_port"
}

busybox_identity() {
    local system=$1 folder=$2
    ssh-keygen -q -t ed25519 -N '' -C busybox -f "$system/etc/host_key"
    cp "$system/etc/host_key.pub" "$folder/host_key.pub"
    fleet_key
    install -d -m 0700 "$system/root/.ssh"
    install -m 0600 "$key.pub" "$system/root/.ssh/authorized_keys"
    mkdir -p "$system/run/sshd"
    printf '%s\n' "ListenAddress $gateway:$busybox_port" 'HostKey /etc/host_key' 'UsePAM no' 'PidFile none' 'UseDNS no' \
        'StrictModes no' 'SetEnv PATH=/bin' >"$system/etc/sshd_config"
}

busybox_shell() {
    fleet_ssh -p "$busybox_port" "root@$gateway" "$@"
}

busybox_down() {
    local folder
    folder=$(busybox_folder)
    process_stop "$folder/pid"
    rm -rf "$folder"
}
