# shellcheck shell=bash
# The base image of a suite: what every new host's disk is a copy of. Built once, and again after a week, because
# the package lists in it name files that the mirrors drop, and where other packages are wanted than it was built with.
#
# SUITE+managers has the package managers of other systems besides.

base_image() {
    echo "$root/base/$1.img"
}

base_packages() {
    local packages=systemd,systemd-sysv,dbus,openssh-server,cron,sudo,python3,curl,ca-certificates,iproute2
    # Repositories are signed with gpg, which keeps its keys in an agent.
    packages+=,iputils-ping,procps,git,python3-venv,gpg,gpg-agent
    case $1 in
    *+managers) packages+=,dnf,dnf-plugins-core,rpm,createrepo-c,pacman-package-manager,makepkg,npm ;;
    esac
    echo "$packages"
}

base_is_fresh() {
    [ -n "$(find "$(base_image "$1")" -mtime -7 2>/dev/null)" ] &&
        [ "$(cat "$root/base/$1.packages" 2>/dev/null)" = "$(base_packages "$1")" ]
}

base_build() {
    local suite=$1 image started=$SECONDS
    image=$(base_image "$suite")
    mkdir -p "$root/base"
    (
        # The base is shared by all instances.
        exec 8>"$root/base/$suite.lock"
        flock 8
        ! base_is_fresh "$suite" || exit 0
        echo "fleet: building the $suite base image (once a week)" >&2
        base_discard "$suite"
        disk_create "$image.partial"
        mkdir -p "$root/base/$suite"
        mount -o loop "$image.partial" "$root/base/$suite"
        trap 'base_discard "$suite"' EXIT
        base_install "$suite" "$root/base/$suite"
        base_configure "$root/base/$suite"
        fstrim "$root/base/$suite"
        # A host that another fleet starts meanwhile takes a copy of the mount along, so that this end of it writes
        # nothing back.
        sync --file-system "$root/base/$suite"
        umount "$root/base/$suite"
        base_packages "$suite" >"$root/base/$suite.packages"
        mv "$image.partial" "$image"
        echo "fleet: built in $((SECONDS - started)) s" >&2
    ) || die "the base image could not be built"
}

base_discard() {
    ! mountpoint -q "$root/base/$1" || umount "$root/base/$1"
    rm -f "$(base_image "$1").partial"
}

base_install() {
    local suite=$1 folder=$2 log=$root/base/$1.log
    base_apt_settings >"$root/base/apt.conf"
    mmdebstrap --quiet --variant=apt --skip=cleanup/apt/lists --include="$(base_packages "$suite")" \
        --aptopt="$root/base/apt.conf" "${suite%+*}" "$folder" ${RECONCILE_FLEET_MIRROR:+"$RECONCILE_FLEET_MIRROR"} \
        >"$log" 2>&1 8>&- 9>&- || {
        tail -n 20 "$log" >&2
        return 1
    }
}

# How this machine reaches its mirrors (proxies, certificates, what it takes for fresh) holds for the hosts too.
base_apt_settings() {
    apt-config dump | grep -E '^Acquire::(http|https|Check-[A-Za-z-]*|Retries)[: ]' || true
    echo 'Acquire::GzipIndexes "true";'
    echo 'Acquire::Languages "none";'
}

base_configure() {
    local folder=$1 unit
    chroot "$folder" useradd --create-home --shell /bin/bash ops
    chroot "$folder" useradd --create-home --shell /bin/bash --groups sudo pat
    echo "pat:$password" | chroot "$folder" chpasswd
    echo 'ops ALL=(ALL) NOPASSWD:ALL' >"$folder/etc/sudoers.d/ops"
    chmod 0440 "$folder/etc/sudoers.d/ops"
    rm -f "$folder"/etc/ssh/ssh_host_*
    printf 'MaxStartups 200:30:400\nMaxSessions 100\nUseDNS no\n' >"$folder/etc/ssh/sshd_config.d/fleet.conf"
    # Nothing changes on a host but what a test does there.
    for unit in apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer fstrim.timer; do
        ln -sf /dev/null "$folder/etc/systemd/system/$unit"
    done
    base_network "$folder"
}

# Names, certificates, proxies and the package index as this machine has them.
base_network() {
    local folder=$1 resolver=/etc/resolv.conf
    [ ! -e /run/systemd/resolve/resolv.conf ] || resolver=/run/systemd/resolve/resolv.conf
    rm -f "$folder/etc/resolv.conf"
    cp "$resolver" "$folder/etc/resolv.conf"
    if [ -d /usr/local/share/ca-certificates ]; then
        cp -RL /usr/local/share/ca-certificates/. "$folder/usr/local/share/ca-certificates/"
        chroot "$folder" update-ca-certificates >/dev/null 2>&1
    fi
    env | grep -iE '^(http|https|no|all)_proxy=' >>"$folder/etc/environment" || true
    base_pip_settings >"$folder/etc/pip.conf"
}

# pip's own account of its settings, whatever file or variable they come from; later lines of one key win.
base_pip_settings() {
    local name value
    echo '[global]'
    { python3 -m pip config list 2>/dev/null || true; } | while IFS='=' read -r name value; do
        value=${value#\'}
        value=${value%\'}
        case $name in
        *.index-url | *.extra-index-url | *.trusted-host | *.proxy) echo "${name##*.} = $value" ;;
        # Certificates lie where Debian has them, the machine's own among them.
        global.cert) echo 'cert = /etc/ssl/certs/ca-certificates.crt' ;;
        esac
    done
}
