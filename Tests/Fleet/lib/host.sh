# shellcheck shell=bash
# One host: $fleet/nK with disk.img, its mount point, the container's process and console, and the host's public key.

host_folder() {
    [ -n "${1:-}" ] || die "which host? give its number"
    echo "$fleet/n$1"
}

host_numbers() {
    local folder
    for folder in "$fleet"/n[0-9]*/; do
        [ ! -d "$folder" ] || basename "$folder" | cut -c 2-
    done | sort -n
}

host_exists() {
    [ -e "$(host_folder "$1")/disk.img" ]
}

host_runs() {
    process_runs "$(host_folder "$1")/pid"
}

# systemd-nspawn names the bridge's end of the link after the machine.
host_interface() {
    echo "vb-rcf$instance-n$1"
}

host_create() {
    local k=$1 suite=$2 folder
    folder=$(host_folder "$k")
    rm -rf "$folder"
    mkdir -p "$folder"
    disk_copy "$(base_image "$suite")" "$folder/disk.partial"
    disk_mount "$folder/disk.partial" "$folder/root"
    host_identity "$k" "$folder/root"
    cp "$folder/root/etc/ssh/ssh_host_ed25519_key.pub" "$folder/host_key.pub"
    disk_unmount "$folder/disk.partial" "$folder/root"
    mv "$folder/disk.partial" "$folder/disk.img"
}

# What a host has of its own: name, machine id (made at first boot), host key, address, and who may log in.
host_identity() {
    local k=$1 disk=$2
    echo "n$k" >"$disk/etc/hostname"
    printf '127.0.0.1 localhost\n127.0.1.1 n%s\n' "$k" >"$disk/etc/hosts"
    : >"$disk/etc/machine-id"
    rm -f "$disk/var/lib/dbus/machine-id"
    ssh-keygen -q -t ed25519 -N '' -C "n$k" -f "$disk/etc/ssh/ssh_host_ed25519_key"
    fleet_key
    host_authorise "$disk/root"
    host_authorise "$disk/home/ops"
    host_authorise "$disk/home/pat"
    cat >"$disk/etc/systemd/system/fleet-network.service" <<UNIT
[Unit]
Description=Address of the test fleet
DefaultDependencies=no
Wants=network.target
Before=network.target ssh.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c 'ip link set host0 up && ip addr replace $(address "$k")/24 dev host0 && ip route replace default via $gateway'

[Install]
WantedBy=multi-user.target
UNIT
    mkdir -p "$disk/etc/systemd/system/multi-user.target.wants"
    ln -sf ../fleet-network.service "$disk/etc/systemd/system/multi-user.target.wants/fleet-network.service"
}

# One key for all fleets of the folder, which the person behind sudo can use.
fleet_key() {
    [ -e "$key" ] || ssh-keygen -q -t ed25519 -N '' -C fleet -f "$key"
    chown "${SUDO_UID:-0}:${SUDO_GID:-0}" "$key" "$key.pub"
}

# host_authorise HOME: its owner, by number, as the host knows it.
host_authorise() {
    install -d -m 0700 "$1/.ssh"
    install -m 0600 "$key.pub" "$1/.ssh/authorized_keys"
    chown -R --reference="$1" "$1/.ssh"
}

host_boot() {
    local k=$1 folder keep=()
    folder=$(host_folder "$k")
    rm -f "$folder/booted"
    disk_mount "$folder/disk.img" "$folder/root"
    # The kernel takes the link of a host that is gone away in its own time.
    ! ip link show "$(host_interface "$k")" >/dev/null 2>&1 || ip link delete "$(host_interface "$k")" 2>/dev/null || true
    # Where systemd does not run this machine there is no unit to make for the container.
    [ -d /run/systemd/system ] || keep=(--keep-unit)
    SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 process_start "$folder/pid" "$folder/console.log" \
        systemd-nspawn --quiet --boot --directory="$folder/root" --machine="rcf$instance-n$k" --register=no \
        ${keep[@]+"${keep[@]}"} --network-bridge="$bridge" --resolv-conf=off --timezone=off --link-journal=no \
        --console=read-only
}

write_known_hosts() {
    local k
    for k in $(host_numbers); do
        echo "$(address "$k") $(cut -d' ' -f1,2 "$(host_folder "$k")/host_key.pub")"
    done >"$fleet/known_hosts.new"
    if [ -e "$fleet/busybox/host_key.pub" ]; then
        echo "[$gateway]:$busybox_port $(cut -d' ' -f1,2 "$fleet/busybox/host_key.pub")" >>"$fleet/known_hosts.new"
    fi
    mv "$fleet/known_hosts.new" "$fleet/known_hosts"
}

ssh_config() {
    local k
    for k in $(host_numbers); do
        printf 'Host n%s %s\n    HostName %s\n' "$k" "$(address "$k")" "$(address "$k")"
    done
    printf 'Host *\n    User root\n    IdentityFile %s\n    IdentitiesOnly yes\n' "$key"
    printf '    UserKnownHostsFile %s\n    StrictHostKeyChecking yes\n    BatchMode yes\n' "$fleet/known_hosts"
}

host_shell() {
    local k=$1
    shift
    fleet_ssh "root@$(address "$k")" "$@"
}

fleet_ssh() {
    ssh -o BatchMode=yes -o ConnectTimeout=5 -o ServerAliveInterval=10 -o IdentitiesOnly=yes -o LogLevel=ERROR -i "$key" \
        -o UserKnownHostsFile="$fleet/known_hosts" -o StrictHostKeyChecking=yes "$@"
}

# Booted: sshd answers and systemd has nothing more to start, whether or not everything came up well.
host_booted() {
    host_runs "$1" || die "n$1 stopped while it booted: $(tail -n 3 "$(host_folder "$1")/console.log")"
    [ -n "$(host_shell "$1" 'timeout 20 systemctl is-system-running --wait' 2>/dev/null </dev/null)" ]
}

# Once per boot: a host that came up is not asked again.
host_wait() {
    local folder
    folder=$(host_folder "$1")
    [ ! -e "$folder/booted" ] || return 0
    wait_for 90 host_booted "$1" || die "n$1 did not come up: see $folder/console.log"
    touch "$folder/booted"
}

host_start() {
    host_exists "$1" || die "there is no n$1"
    network_up
    host_runs "$1" || host_boot "$1"
    host_wait "$1"
}

# The moment of the cut is the freeze. The disk that boots next is a copy, so that nothing that may still hold the
# old one can write to it.
host_cut_power() {
    local folder
    folder=$(host_folder "$1")
    host_runs "$1" || die "n$1 has no power to cut"
    disk_freeze_forever "$folder/root"
    process_stop "$folder/pid"
    disk_copy "$folder/disk.img" "$folder/disk.cut"
    disk_unmount "$folder/disk.img" "$folder/root"
    mv "$folder/disk.cut" "$folder/disk.img"
}

host_delete() {
    local folder image
    folder=$(host_folder "$1")
    # A disk that is thrown away is not worth writing back.
    ! mountpoint -q "$folder/root" || disk_freeze_forever "$folder/root"
    process_stop "$folder/pid"
    for image in "$folder/disk.img" "$folder/disk.partial"; do
        [ ! -e "$image" ] || disk_unmount "$image" "$folder/root"
    done
    rm -rf "$folder"
}

host_fresh() {
    local suite
    suite=$(cat "$fleet/suite") || die "no fleet is up"
    host_delete "$1"
    network_up
    host_create "$1" "$suite"
    write_known_hosts
    host_boot "$1"
    host_wait "$1"
}
