internal import Facts
internal import Templates

/// The names under which Ansible's templates know the facts of a host: read-only aliases, spelled as it spells them.
enum AnsibleFacts {
    /// What each is called without its `ansible_`, as in `ansible_facts`, and what it is.
    private static let aliases: [String: @Sendable (StandardFacts) -> Value] = [
        "all_ipv4_addresses": { .list(addresses($0) { !$0.contains(":") }.map { .string($0) }) },
        "all_ipv6_addresses": { .list(addresses($0) { $0.contains(":") }.map { .string($0) }) },
        "architecture": { .string($0.machine) },
        "date_time": { .map(["epoch": .string("\($0.time)")]) },
        "default_ipv4": defaultIPv4,
        "distribution": { .string(distributions[$0.os.name] ?? $0.os.name.capitalisedFirst) },
        "distribution_major_version": { .string($0.os.version.prefix { $0 != "." }) },
        "distribution_release": { .string($0.os.codename) },
        "distribution_version": { .string($0.os.version) },
        "domain": { .string($0.fqdn.drop { $0 != "." }.dropFirst()) },
        "fqdn": { .string($0.fqdn) },
        "hostname": { .string($0.hostname.prefix { $0 != "." }) },
        "interfaces": { .list($0.interfaces.map { .string($0.name) }) },
        "kernel": { .string($0.kernelVersion) },
        "memfree_mb": { .int($0.memory.available >> 20) },
        "memtotal_mb": { .int($0.memory.total >> 20) },
        "mounts": { .list($0.disks.map(mount)) },
        "nodename": { .string($0.hostname) },
        "os_family": { .string(families[$0.os.family] ?? $0.os.family.capitalisedFirst) },
        "pkg_mgr": { .string($0.packageManager) },
        "processor_nproc": { .int($0.cpu.count) },
        "processor_vcpus": { .int($0.cpu.count) },
        "service_mgr": { .string($0.initSystem) },
        "swaptotal_mb": { .int($0.memory.swap >> 20) },
        "system": { .string($0.kernel) },
        "user_dir": { .string($0.home) },
        "user_id": { .string($0.user) },
        "user_uid": { .int($0.uid) },
        "virtualization_type": { .string($0.virtualization.isEmpty ? "NA" : $0.virtualization) },
    ]

    /// All variables that facts give under Ansible's names.
    static let names = Set(aliases.keys.map { "ansible_" + $0 } + ["ansible_facts"])

    /// `ansible_facts` and the `ansible_*` variables.
    static func variables(_ facts: StandardFacts) -> [String: Value] {
        let values = aliases.sorted { $0.key < $1.key }.map { ($0.key, $0.value(facts)) }
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

    private static func defaultIPv4(_ facts: StandardFacts) -> Value {
        let isThere: (StandardFacts.Interface) -> Bool = { interface in
            interface.addresses.contains { $0.prefix { $0 != "/" } == facts.address }
        }
        let interface = facts.interfaces.first(where: isThere)
        return .map([
            "address": .string(facts.address), "gateway": .string(facts.gateway),
            "interface": .string(interface?.name ?? ""), "macaddress": .string(interface?.mac ?? ""),
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
