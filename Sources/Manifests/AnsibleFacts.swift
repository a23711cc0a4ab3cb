internal import Facts
internal import FoundationEssentials
internal import Templates

/// The names under which Ansible's templates know the facts of a host: read-only aliases, spelled as it spells them.
enum AnsibleFacts {
    /// What each is called without its `ansible_`, as in `ansible_facts`, and what it is.
    ///
    /// How processors are spread over sockets and threads is not looked at: one socket whose cores have one thread
    /// each has the right product.
    private static let aliases: [String: @Sendable (StandardFacts) -> Value] = [
        "all_ipv4_addresses": { .list(addresses($0) { !$0.contains(":") }.map { .string($0) }) },
        "all_ipv6_addresses": { .list(addresses($0) { $0.contains(":") }.map { .string($0) }) },
        "architecture": { .string($0.machine) },
        "date_time": dateAndTime,
        "default_ipv4": AnsibleNetwork.defaultIPv4,
        "distribution": { .string(distributions[$0.os.name] ?? $0.os.name.capitalisedFirst) },
        "distribution_major_version": { .string($0.os.version.prefix { $0 != "." }) },
        "distribution_release": { .string($0.os.codename) },
        "distribution_version": { .string($0.os.version) },
        "domain": { .string($0.fqdn.drop { $0 != "." }.dropFirst()) },
        "effective_user_id": { .int($0.uid) },
        "fqdn": { .string($0.fqdn) },
        "hostname": { .string($0.hostname.prefix { $0 != "." }) },
        "interfaces": { .list($0.interfaces.map { .string($0.name) }) },
        "kernel": { .string($0.kernelVersion) },
        "lsb": lsb,
        "machine": { .string($0.machine) },
        "memfree_mb": { .int($0.memory.available >> 20) },
        "memory_mb": memory,
        "memtotal_mb": { .int($0.memory.total >> 20) },
        "mounts": { .list($0.disks.map(mount)) },
        "nodename": { .string($0.hostname) },
        "os_family": { .string(families[$0.os.family] ?? $0.os.family.capitalisedFirst) },
        "pkg_mgr": { .string(packageManagers[$0.packageManager] ?? $0.packageManager) },
        "processor_cores": { .int($0.cpu.count) },
        "processor_count": { _ in .int(1) },
        "processor_nproc": { .int($0.cpu.count) },
        "processor_threads_per_core": { _ in .int(1) },
        "processor_vcpus": { .int($0.cpu.count) },
        "real_user_id": { .int($0.uid) },
        "service_mgr": { .string($0.initSystem == "none" ? "service" : $0.initSystem) },
        "swaptotal_mb": { .int($0.memory.swap >> 20) },
        "system": { .string($0.kernel) },
        "user_dir": { .string($0.home) },
        "user_id": { .string($0.user) },
        "user_uid": { .int($0.uid) },
        "userspace_bits": { .string($0.machine.contains("64") || $0.machine == "s390x" ? "64" : "32") },
        "virtualization_role": { .string($0.virtualization.isEmpty ? "NA" : "guest") },
        "virtualization_type": { .string($0.virtualization.isEmpty ? "NA" : $0.virtualization) },
    ]

    /// All variables that facts give under Ansible's names.
    static let names = Set(aliases.keys.map { "ansible_" + $0 } + ["ansible_facts"])

    /// `ansible_facts` and the `ansible_*` variables.
    static func variables(_ facts: StandardFacts) -> [String: Value] {
        let fixed = aliases.map { ($0.key, $0.value(facts)) }
        let interfaces = facts.interfaces.map { (AnsibleNetwork.name(of: $0), AnsibleNetwork.interface($0)) }
        let values = (fixed + interfaces.filter { aliases[$0.0] == nil }).sorted { $0.0 < $1.0 }
        var variables = Dictionary(values.map { ("ansible_" + $0.0, $0.1) }) { first, _ in first }
        variables["ansible_facts"] = .map(ValueMap(values))
        return variables
    }

    /// `/etc/os-release` says `debian`, Ansible `Debian`; where more than the first letter differs.
    private static let distributions = [
        "rhel": "RedHat", "centos": "CentOS", "opensuse-leap": "openSUSE Leap", "arch": "Archlinux", "macos": "MacOSX",
        "almalinux": "AlmaLinux", "linuxmint": "Linux Mint", "ol": "OracleLinux", "amzn": "Amazon",
        "pop": "Pop!_OS", "nixos": "NixOS",
    ]

    private static let families = ["redhat": "RedHat", "arch": "Archlinux"]

    private static let packageManagers = ["brew": "homebrew", "none": "unknown"]

    /// The node's own zone is not looked at, so only what does not rest on it is there.
    private static func dateAndTime(_ facts: StandardFacts) -> Value {
        let date = Date(timeIntervalSince1970: Double(facts.time))
        return .map([
            "epoch": .string("\(facts.time)"), "epoch_int": .string("\(facts.time)"),
            "iso8601": .string(date.ISO8601Format()),
        ])
    }

    private static func lsb(_ facts: StandardFacts) -> Value {
        .map([
            "codename": .string(facts.os.codename), "description": .string(facts.os.pretty),
            "id": .string(distributions[facts.os.name] ?? facts.os.name.capitalisedFirst),
            "major_release": .string(facts.os.version.prefix { $0 != "." }), "release": .string(facts.os.version),
        ])
    }

    private static func memory(_ facts: StandardFacts) -> Value {
        let (total, free) = (facts.memory.total >> 20, facts.memory.available >> 20)
        return .map([
            "real": .map(["free": .int(free), "total": .int(total), "used": .int(total - free)]),
            "swap": .map(["total": .int(facts.memory.swap >> 20)]),
        ])
    }

    private static func mount(_ disk: StandardFacts.Disk) -> Value {
        .map([
            "device": .string(disk.device), "mount": .string(disk.mount), "fstype": .string(disk.type),
            "size_total": .int(disk.size), "size_available": .int(disk.free),
        ])
    }

    private static func addresses(_ facts: StandardFacts, _ isWanted: (String) -> Bool) -> [String] {
        facts.interfaces.flatMap(\.addresses).map { String($0.prefix { $0 != "/" }) }
            .filter { isWanted($0) && $0 != "127.0.0.1" && $0 != "::1" }
    }
}

extension String {
    fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
