/// What is known of every host before its manifests are read: asked in the first request, cheap to learn.
package struct StandardFacts: Sendable, Hashable, Codable {
    package struct OperatingSystem: Sendable, Hashable, Codable {
        /// What its packages descend from: `debian`, `redhat`, `suse`, `arch`, `alpine`, `darwin`.
        package var family = ""
        /// Its own name: `debian`, `ubuntu`, `raspbian`, `macos`.
        package var name = ""
        /// As the system has it: `12`, `22.04`, `15.1`.
        package var version = ""
        package var codename = ""
        package var pretty = ""
        package init() {}
    }

    package struct Processor: Sendable, Hashable, Codable {
        package var model = ""
        /// Logical processors.
        package var count = 0
        package init() {}
    }

    package struct Memory: Sendable, Hashable, Codable {
        /// Bytes.
        package var total = 0
        package var available = 0
        package var swap = 0
        package init() {}
    }

    package struct Disk: Sendable, Hashable, Codable {
        package var device = ""
        package var mount = ""
        package var type = ""
        /// Bytes.
        package var size = 0
        package var free = 0
        package init() {}
    }

    package struct Interface: Sendable, Hashable, Codable {
        package var name = ""
        package var mac = ""
        /// With the prefix length: `10.0.0.4/24`.
        package var addresses: [String] = []
        package init() {}
    }

    package var hostname = ""
    package var fqdn = ""
    package var os = OperatingSystem()
    package var kernel = ""
    package var kernelVersion = ""
    /// In Debian's and Go's words: `amd64`, `arm64`, `armv7`, `riscv64`.
    package var arch = ""
    /// As `uname -m` has it.
    package var machine = ""
    package var cpu = Processor()
    package var memory = Memory()
    package var disks: [Disk] = []
    package var interfaces: [Interface] = []
    /// The address that packets to the world leave with.
    package var address = ""
    package var gateway = ""
    /// One of `systemd`, `openrc`, `launchd`, `sysvinit`, `none`.
    package var initSystem = ""
    /// One of `apt`, `dnf`, `zypper`, `pacman`, `apk`, `brew`, `none`.
    package var packageManager = ""
    /// The user that the shell runs as, and its id and home.
    package var user = ""
    package var uid = 0
    package var home = ""
    package var bootID = ""
    /// Seconds since 1970 on the node, to tell clocks that are off.
    package var time = 0
    package var virtualization = ""

    package init() {}
}
