/// The look that tells the standard facts: for every host the same, asked in the first request.
package struct StandardFactsProbe: Fact {
    package typealias Seen = StandardFacts

    package static let kind = "standard"
    package static let cost = Cost.cheap

    package init() {}

    /// Reads the files of `/proc`, `/sys` and `/etc` by builtins where there are such; on Linux four programs are
    /// started: `date`, `df`, `ip`, and `uname` where the kernel does not tell its machine in a file.
    package static func script(_ facts: [StandardFactsProbe]) -> String {
        common + "\n" + #"if [ -r /proc/self/status ]; then linux; else other; fi"#
    }

    package static func read(
        _ output: [UInt8], status: Int32, for facts: [StandardFactsProbe]
    ) -> [Observation<StandardFacts>] {
        var reader = AnswerReader(output)
        var answer = StandardFactsReader()
        while let line = reader.line() { answer.read(line) }
        let observation: Observation<StandardFacts> = answer.facts.map { .present($0) } ?? .unanswered(status)
        return facts.map { _ in observation }
    }

    /// Lines of a key, a space and a value, to the last one, which is `end`.
    private static let common = #"""
        LC_ALL=C
        export LC_ALL
        set -f
        say() { printf '%s %s\n' "$1" "$2"; }
        # The first line of a file, under a key.
        first() {
            line=
            [ ! -r "$2" ] || read -r line <"$2" 2>/dev/null
            [ -z "$line" ] || say "$1" "$line"
        }
        # At most so many lines of a file, each under a key.
        lines() {
            n=$3
            [ -r "$2" ] || return 0
            while IFS= read -r line && [ "$n" -gt 0 ]; do
                say "$1" "$line"
                n=$((n - 1))
            done <"$2"
        }
        tools() {
            for tool in apt-get dnf yum zypper pacman apk brew; do
                if command -v "$tool" >/dev/null; then
                    say packages "$tool"
                    return
                fi
            done
        }
        linux() {
            say system Linux
            if [ -r /etc/os-release ]; then lines os /etc/os-release 40; else lines os /usr/lib/os-release 40; fi
            first kernel /proc/sys/kernel/osrelease
            first version /proc/sys/kernel/version
            if [ -r /proc/sys/kernel/arch ]; then first machine /proc/sys/kernel/arch
            else say machine "$(uname -m)"; fi
            first hostname /proc/sys/kernel/hostname
            lines hosts /etc/hosts 100
            first cpus /sys/devices/system/cpu/online
            processor
            lines memory /proc/meminfo 16
            disks
            interfaces
            lines route /proc/net/route 100
            if [ -d /run/systemd/system ]; then say init systemd
            elif [ -d /run/openrc ]; then say init openrc
            else first init /proc/1/comm; fi
            tools
            user
            say home "${HOME-}"
            first boot /proc/sys/kernel/random/boot_id
            say time "$(date +%s)"
            first container /run/systemd/container
            [ ! -e /.dockerenv ] || say container docker
            [ ! -e /run/.containerenv ] || say container podman
            first vendor /sys/class/dmi/id/sys_vendor
            first product /sys/class/dmi/id/product_name
            first hypervisor /sys/hypervisor/type
            echo end
        }
        # Up to the first line that names the model, since there is one such for each of many processors.
        processor() {
            n=0
            while IFS= read -r line && [ "$n" -lt 60 ]; do
                n=$((n + 1))
                case $line in
                ('model name'*|'cpu model'*|'Model'*)
                    say model "$line"
                    return
                    ;;
                esac
            done </proc/cpuinfo
            first model /sys/firmware/devicetree/base/model 2>/dev/null
        }
        # The file systems on devices, each once, and what is mounted at the root.
        disks() {
            seen=' '
            set --
            while read -r device mount type _; do
                case $type:$mount: in
                (squashfs:*|iso9660:*|autofs:*) continue ;;
                (*:/:*|zfs:*|btrfs:*|bcachefs:*) ;;
                (*) [ "$device" != "${device#/dev/}" ] || continue ;;
                esac
                case $seen in
                (*" $device "*) continue ;;
                esac
                case $mount in
                (*%*) continue ;;
                (*\\*)
                    # shellcheck disable=SC2059 # the kernel writes spaces as octal escapes, which printf reads
                    mount=$(printf "$mount")
                    ;;
                esac
                [ -d "$mount" ] || continue
                seen="$seen$device "
                say mount "$type $device"
                set -- "$@" "$mount"
            done </proc/self/mounts
            # Without operands df would ask servers that may not answer.
            [ "$#" -eq 0 ] || df -Pk "$@" 2>/dev/null | while IFS= read -r line; do say df "$line"; done
        }
        interfaces() {
            set +f
            for device in /sys/class/net/*; do
                first "mac ${device##*/}" "$device/address"
            done
            set -f
            if command -v ip >/dev/null; then ip -o addr show 2>/dev/null | while IFS= read -r line; do
                say address "$line"
            done; fi
        }
        user() {
            euid=
            while read -r key _ value _; do
                case $key in
                (Uid:) euid=$value; break ;;
                esac
            done </proc/self/status
            say uid "$euid"
            while IFS=: read -r name _ uid _; do
                if [ "$uid" = "$euid" ]; then
                    say user "$name"
                    return
                fi
            done </etc/passwd
            say user "$(id -un)"
        }
        # macOS and the BSDs.
        other() {
            say system "$(uname -s)"
            say kernel "$(uname -r)"
            say version "$(uname -v)"
            say machine "$(uname -m)"
            say hostname "$(hostname)"
            lines hosts /etc/hosts 100
            if command -v sw_vers >/dev/null; then
                sw_vers | while IFS= read -r line; do say darwin "$line"; done
                say init launchd
            fi
            say model "$(sysctl -n machdep.cpu.brand_string 2>/dev/null || sysctl -n hw.model)"
            say processors "$(sysctl -n hw.ncpu)"
            say bytes "$(sysctl -n hw.memsize 2>/dev/null || sysctl -n hw.physmem)"
            df -Pkl 2>/dev/null | while IFS= read -r line; do say df "$line"; done
            ifconfig -a | while IFS= read -r line; do say ifconfig "$line"; done
            route -n get default 2>/dev/null | while IFS= read -r line; do say default "$line"; done
            tools
            say uid "$(id -u)"
            say user "$(id -un)"
            say home "${HOME-}"
            say boot "$(sysctl -n kern.bootsessionuuid 2>/dev/null || sysctl -n kern.boottime)"
            say time "$(date +%s)"
            echo end
        }
        """#
}
