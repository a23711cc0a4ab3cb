/// Reads what the look for the standard facts printed, line by line.
struct StandardFactsReader {
    private var values: [String: String] = [:]
    private var os: [String: String] = [:]
    private var hosts: [[String]] = []
    private var memory: [String: Int] = [:]
    private var mounts: [(type: String, device: String)] = []
    private var disks: [StandardFacts.Disk] = []
    private var network = NetworkReader()
    private var isWhole = false

    mutating func read(_ line: String) {
        if line == "end" { isWhole = true }
        let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return }
        let value = parts[1]
        switch parts[0] {
        case "os": readRelease(value)
        case "darwin": readDarwin(value)
        case "hosts": hosts.append(words(String(value.prefix { $0 != "#" })))
        case "memory": readMemory(value)
        case "mount": readMount(value)
        case "df": readDisk(value)
        case "mac", "address", "route", "ifconfig", "default": network.read(parts[0], value)
        case "model": values["model"] = value.split(separator: ":").last.map { trimmed($0) } ?? value
        default: values[parts[0]] = value
        }
    }

    /// Nil where the look was cut off.
    var facts: StandardFacts? {
        guard isWhole else { return nil }
        var facts = StandardFacts()
        facts.hostname = values["hostname"] ?? ""
        facts.fqdn = fullName(facts.hostname)
        facts.os = operatingSystem
        facts.kernel = values["system"] ?? ""
        facts.kernelVersion = values["kernel"] ?? ""
        facts.machine = values["machine"] ?? ""
        facts.arch = Self.architecture(facts.machine)
        facts.cpu.model = values["model"] ?? ""
        facts.cpu.count = values["cpus"].map(Self.count) ?? Int(values["processors"] ?? "") ?? 0
        facts.memory.total = memory["MemTotal"] ?? Int(values["bytes"] ?? "") ?? 0
        facts.memory.available = memory["MemAvailable"] ?? memory["MemFree"] ?? 0
        facts.memory.swap = memory["SwapTotal"] ?? 0
        facts.disks = disks
        facts.interfaces = network.interfaces
        facts.address = network.address
        facts.gateway = network.gateway
        facts.initSystem = initSystem
        facts.packageManager = packageManager
        facts.user = values["user"] ?? ""
        facts.uid = Int(values["uid"] ?? "") ?? 0
        facts.home = values["home"] ?? ""
        facts.bootID = values["boot"] ?? ""
        facts.time = Int(values["time"] ?? "") ?? 0
        facts.virtualization = virtualization
        return facts
    }

    /// A line `KEY=VALUE` of `os-release(5)`, the value perhaps in quotes.
    private mutating func readRelease(_ line: String) {
        guard let equals = line.firstIndex(of: "=") else { return }
        var value = line[line.index(after: equals)...]
        if let quote = value.first, quote == "\"" || quote == "'", value.count > 1, value.last == quote {
            value = value.dropFirst().dropLast()
        }
        os[String(line[..<equals])] = String(value)
    }

    /// A line of `sw_vers`: `ProductVersion:	15.1`.
    private mutating func readDarwin(_ line: String) {
        guard let colon = line.firstIndex(of: ":") else { return }
        switch line[..<colon] {
        case "ProductName": os["PRETTY_NAME"] = trimmed(line[line.index(after: colon)...])
        case "ProductVersion": os["VERSION_ID"] = trimmed(line[line.index(after: colon)...])
        default: break
        }
        os["ID"] = "macos"
    }

    /// A line of `/proc/meminfo`: `MemTotal:  4036784 kB`, which means KiB.
    private mutating func readMemory(_ line: String) {
        let words = words(line)
        guard words.count == 3, let amount = Int(words[1]), words[0].hasSuffix(":") else { return }
        memory[String(words[0].dropLast())] = amount << 10
    }

    private mutating func readMount(_ line: String) {
        let words = words(line)
        if words.count == 2 { mounts.append((words[0], words[1])) }
    }

    /// A line of `df -Pk`: device, size, used, free, per cent, mount point (perhaps with spaces); sizes in KiB.
    private mutating func readDisk(_ line: String) {
        let words = line.split(separator: " ", maxSplits: 5).map(String.init)
        guard words.count == 6, let size = Int(words[1]), let free = Int(words[3]) else { return }
        if values["system"] != "Linux", !words[0].hasPrefix("/dev/") { return }
        var disk = StandardFacts.Disk()
        disk.device = words[0]
        disk.mount = words[5]
        disk.type = mounts.first { $0.device == words[0] }?.type ?? ""
        disk.size = size << 10
        disk.free = free << 10
        disks.append(disk)
    }

    /// As `/etc/hosts` has it; the domain name system is not asked, since it may take seconds to say nothing.
    private func fullName(_ hostname: String) -> String {
        if hostname.contains(".") { return hostname }
        let named = hosts.first { $0.dropFirst().contains(hostname) }
        return named?.dropFirst().first { $0.hasPrefix(hostname + ".") } ?? hostname
    }

    private var operatingSystem: StandardFacts.OperatingSystem {
        var system = StandardFacts.OperatingSystem()
        system.name = os["ID"] ?? (values["system"] ?? "").lowercased()
        system.version = os["VERSION_ID"] ?? ""
        system.codename = os["VERSION_CODENAME"] ?? ""
        system.pretty = os["PRETTY_NAME"] ?? system.name
        system.family = Self.family(of: [system.name] + words(os["ID_LIKE"] ?? ""))
        return system
    }

    private static let families: [String: String] = [
        "debian": "debian", "ubuntu": "debian", "raspbian": "debian", "rhel": "redhat", "fedora": "redhat",
        "centos": "redhat", "suse": "suse", "opensuse": "suse", "sles": "suse", "arch": "arch", "alpine": "alpine",
        "gentoo": "gentoo", "macos": "darwin",
    ]

    /// From a system's name and, after it, those of the systems that it is like.
    private static func family(of names: [String]) -> String {
        names.lazy.compactMap { families[$0] }.first ?? names.first ?? ""
    }

    /// Debian's and Go's names for what `uname -m` says.
    private static func architecture(_ machine: String) -> String {
        switch machine {
        case "x86_64", "amd64": "amd64"
        case "aarch64", "arm64": "arm64"
        case "i386", "i486", "i586", "i686": "386"
        case _ where machine.hasPrefix("armv8"): "arm64"
        case _ where machine.hasPrefix("armv7"): "armv7"
        case _ where machine.hasPrefix("armv6"): "armv6"
        case "riscv64": "riscv64"
        default: machine
        }
    }

    /// How many processors a list such as `0-3,6` names.
    private static func count(_ list: String) -> Int {
        list.split(separator: ",").reduce(0) { sum, range in
            let ends = range.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last else { return sum }
            return sum + last - first + 1
        }
    }

    private var initSystem: String {
        switch values["init"] ?? "" {
        case "systemd", "openrc", "launchd": values["init"] ?? ""
        case "init": "sysvinit"
        default: "none"
        }
    }

    private var packageManager: String {
        switch values["packages"] {
        case "apt-get": "apt"
        case "yum": "dnf"
        case let tool?: tool
        case nil: "none"
        }
    }

    /// In the words of `systemd-detect-virt(1)`; empty on bare metal.
    private var virtualization: String {
        if let container = values["container"] { return container }
        if let hypervisor = values["hypervisor"] { return hypervisor }
        if (values["kernel"] ?? "").lowercased().contains("microsoft") { return "wsl" }
        let product = values["product"] ?? ""
        switch values["vendor"] ?? "" {
        case "QEMU": return product.contains("KVM") || product.hasPrefix("Standard PC") ? "kvm" : "qemu"
        case "VMware, Inc.": return "vmware"
        case "innotek GmbH": return "oracle"
        case "Xen": return "xen"
        case "Microsoft Corporation" where product == "Virtual Machine": return "microsoft"
        case "Amazon EC2": return product.hasSuffix(".metal") ? "" : "amazon"
        case "Google", "Google Compute Engine": return "google"
        case "Parallels Software International Inc.": return "parallels"
        default: return product.contains("KVM") ? "kvm" : ""
        }
    }
}

/// The words of a line, whatever white space is between them.
func words(_ line: String) -> [String] {
    line.split { $0 == " " || $0 == "\t" }.map(String.init)
}

/// A text without the white space around it.
func trimmed(_ text: Substring) -> String { words(String(text)).joined(separator: " ") }
