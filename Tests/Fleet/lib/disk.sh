# shellcheck shell=bash
# A host's disk: an ext4 image on a loop device.
#
# The loop device does direct I/O, so that what the host's kernel has not written back lies nowhere else: an image
# file read at any moment is what a real disk would hold at that moment.

disk_size=${RECONCILE_FLEET_DISK:-8G}

disk_create() {
    local image=$1
    rm -f "$image"
    truncate -s "$disk_size" "$image"
    # A small journal keeps copies of the image quick.
    mkfs.ext4 -q -F -J size=16 -L fleet "$image"
}

disk_copy() {
    cp --reflink=auto --sparse=always "$1" "$2"
}

disk_device() {
    losetup --noheadings --output NAME --associated "$1"
}

# disk_mount IMAGE FOLDER: as from power off. A mount that a killed command left may be a frozen one.
disk_mount() {
    local device
    mkdir -p "$2"
    disk_unmount "$1" "$2"
    device=$(losetup --find --show --direct-io=on "$1")
    mount -t ext4 "$device" "$2" || {
        losetup --detach "$device"
        die "cannot mount $1"
    }
}

unmounted() {
    ! mountpoint -q "$1" || umount "$1" 2>/dev/null
}

# disk_unmount IMAGE FOLDER
disk_unmount() {
    local device
    # Another fleet's host may hold a copy of the mount, and keep what was not written back in memory.
    sync --file-system "$2" 2>/dev/null || true
    wait_for 10 unmounted "$2" || die "$2 is busy and cannot be unmounted"
    for device in $(disk_device "$1"); do losetup --detach "$device"; done
}

# disk_freeze_forever FOLDER: from this moment on nothing reaches the image any more, not even what the journal holds:
# FS_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH, as the kernel's own crash tests do it.
disk_freeze_forever() {
    perl -e '
        open(my $folder, "<", $ARGV[0]) or die "$ARGV[0]: $!\n";
        my $without_flush = pack("L", 2);
        ioctl($folder, 0x8004587D, $without_flush) or die "$ARGV[0]: $!\n";
    ' "$1"
}
