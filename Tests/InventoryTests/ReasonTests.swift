import Diagnostics
import Testing
import YAML

@testable import Inventory

/// The rule that is given for one layer of variables going before another.
@Suite struct ReasonTests {
    @Test func `each step of the order has its reason`() throws {
        let files = SourceFiles.table([
            "inv/hosts": """
            [all:vars]
            x=0
            x=00
            [a]
            h x=host
            [b]
            h
            [c]
            h
            [top:children]
            deep
            [deep]
            h
            [a:vars]
            x=1
            [b:vars]
            x=2
            [c:vars]
            x=3
            ansible_group_priority=5
            [deep:vars]
            x=4
            """,
            "inv2": "h x=later\n", "group_vars/all.yml": "x: 5", "inv/group_vars/all.yml": "x: 4",
            "inv/group_vars/a/1.yml": "x: 6", "inv/group_vars/a/2.yml": "x: 7", "group_vars/b.yml": "x: 8",
            "inv/host_vars/h.yml": "x: 9", "host_vars/h.yml": "x: 10",
        ])
        let inventory = try Inventory.load(from: ["inv", "inv2"], projectFolder: ".", reading: files)
        let host = try #require(inventory.host(named: "h"))
        let layers = inventory.layers(for: host).filter { $0.variables["x"] != nil }
        let reasons = zip(layers.dropFirst(), layers).map { "\($0.rule): \($0.reason(over: $1))" }
        #expect(
            reasons == [
                "inventory group all: what the inventory says later counts",
                "inventory group a: every group goes before 'all'",
                "inventory group b: of groups with one depth and priority the last by name counts: 'b' over 'a'",
                "inventory group c: ansible_group_priority 5 over 1",
                "inventory group deep: group 'deep' is deeper than 'c': 2 over 1",
                "group_vars/all: group_vars go before what inventory files say of any group",
                "group_vars/all: files beside the project go before those beside an inventory",
                "group_vars/a: every group goes before 'all'",
                "group_vars/a: of the files in a folder the last by name counts",
                "group_vars/b: files beside the project go before those beside an inventory",
                "inventory host h: variables of a host go before those of its groups",
                "inventory host h: what the inventory says later counts",
                "host_vars/h: host_vars go before what inventory files say of a host",
                "host_vars/h: files beside the project go before those beside an inventory",
            ])
    }
}
