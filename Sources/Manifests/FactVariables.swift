internal import Diagnostics
package import Facts
internal import Templates
package import YAML

/// The facts of a host as templates see them: `facts.*`.
package enum FactVariables {
    static let name = "facts"

    /// `facts`, with the names that `docs/language.md` lists.
    static func value(_ facts: StandardFacts) -> Value {
        let disks = facts.disks.map(disk)
        return .map([
            "hostname": .string(facts.hostname),
            "fqdn": .string(facts.fqdn),
            "os": .map([
                "family": .string(facts.os.family), "name": .string(facts.os.name),
                "version": .string(facts.os.version), "codename": .string(facts.os.codename),
                "pretty": .string(facts.os.pretty),
            ]),
            "kernel": .string(facts.kernel),
            "kernel_version": .string(facts.kernelVersion),
            "arch": .string(facts.arch),
            "machine": .string(facts.machine),
            "cpu": .map(["model": .string(facts.cpu.model), "count": .int(facts.cpu.count)]),
            "memory": .map([
                "total": .int(facts.memory.total), "available": .int(facts.memory.available),
                "swap": .int(facts.memory.swap),
            ]),
            "disks": .list(disks),
            "disk": .object(diskFunction(facts.disks)),
            "interfaces": .list(facts.interfaces.map(interface)),
            "address": .string(facts.address),
            "gateway": .string(facts.gateway),
            "init": .string(facts.initSystem),
            "package_manager": .string(facts.packageManager),
            "user": .string(facts.user),
            "uid": .int(facts.uid),
            "home": .string(facts.home),
            "boot_id": .string(facts.bootID),
            "time": .int(facts.time),
            "virtualization": .string(facts.virtualization),
        ])
    }

    /// `facts` as data, without what has to be called.
    package static func node(_ facts: StandardFacts) -> Node {
        var node = value(facts).node(at: Span(startOf: name))
        guard case .mapping(let entries) = node.value else { return node }
        node.value = .mapping(entries.filter { $0.key.string != "disk" })
        return node
    }

    private static func disk(_ disk: StandardFacts.Disk) -> Value {
        .map([
            "device": .string(disk.device), "mount": .string(disk.mount), "type": .string(disk.type),
            "size": .int(disk.size), "free": .int(disk.free),
        ])
    }

    private static func interface(_ interface: StandardFacts.Interface) -> Value {
        .map([
            "name": .string(interface.name), "mac": .string(interface.mac),
            "addresses": .list(interface.addresses.map { .string($0) }),
        ])
    }

    /// `facts.disk('/var/lib')`: the disk that holds a path.
    private static func diskFunction(_ disks: [StandardFacts.Disk]) -> Function {
        Function("facts.disk") { arguments in
            let path = arguments.positional.first?.string ?? "/"
            let holders = disks.filter { holds(path, $0.mount) }
            return holders.max { $0.mount.utf8.count < $1.mount.utf8.count }.map(disk) ?? .null
        }
    }

    private static func holds(_ path: String, _ mount: String) -> Bool {
        path == mount || path.hasPrefix(mount.hasSuffix("/") ? mount : mount + "/")
    }
}
