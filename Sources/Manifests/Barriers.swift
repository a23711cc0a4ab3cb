internal import Model

extension Manifest {
    /// Everything that it waits for on other hosts: itself, its entries, and those of the modules that it includes.
    func allBarriers(_ modules: ModuleTable) -> [WrittenBarrier] {
        var found = barriers
        var seen: Set<String> = []
        var rest = [resources]
        while let list = rest.popLast() {
            found += list.items.flatMap(\.keys.barriers)
            for include in list.includes where seen.insert(include.module).inserted {
                if let module = modules[include.module] { rest.append(module.resources) }
            }
        }
        return found
    }
}

extension Project {
    /// A barrier with the hosts that it waits for.
    func barrier(_ written: WrittenBarrier) -> Barrier {
        Barrier(
            manifest: written.manifest, hosts: barrierHosts[written.text] ?? [], text: written.text, at: written.span)
    }
}
