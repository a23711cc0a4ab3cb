internal import Model

extension Manifest {
    /// Everything that it waits for on other hosts: itself, its entries, and those of the modules that it includes.
    func allBarriers(_ modules: ModuleTable) -> [WrittenBarrier] {
        var seen: Set<String> = []
        return barriers + Self.barriers(of: resources, modules, &seen)
    }

    private static func barriers(
        of resources: ResourceList, _ modules: ModuleTable, _ seen: inout Set<String>
    ) -> [WrittenBarrier] {
        var found: [WrittenBarrier] = []
        for item in resources.items {
            switch item {
            case .entry(let entry): found += entry.keys.barriers
            case .include(let include):
                found += include.keys.barriers
                guard seen.insert(include.module).inserted, let module = modules[include.module] else { continue }
                found += barriers(of: module.resources, modules, &seen)
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
