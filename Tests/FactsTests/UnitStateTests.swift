import Facts
import TestSupport
import Testing

@Suite struct UnitStateTests {
    @Test func `what systemd says of units is what is seen, in their order`() {
        let output = """
            Id=nginx.service
            LoadState=loaded
            ActiveState=active
            SubState=running
            UnitFileState=enabled
            Type=forking
            Result=success
            InvocationID=0f00
            NeedDaemonReload=yes
            FragmentPath=/lib/systemd/system/nginx.service
            ActiveEnterTimestampMonotonic=12345

            Id=none.service
            LoadState=not-found
            ActiveState=inactive

            Id=masked.service
            LoadState=masked
            ActiveState=inactive
            UnitFileState=masked
            InvocationID=
            ActiveEnterTimestampMonotonic=0

            """
        let facts = ["nginx.service", "none.service", "bad name.service", "masked.service"].map { UnitState($0) }
        let seen = UnitState.read(Array(output.utf8), status: 0, for: facts)
        guard seen.count == 4, case .present(let nginx) = seen[0], case .present(let masked) = seen[3] else {
            Issue.record(Unexpected(look: "\(seen)"))
            return
        }
        #expect(nginx.activeState == "active")
        #expect(nginx.unitFileState == "enabled")
        #expect(nginx.invocationID == "0f00")
        #expect(nginx.needsReload)
        #expect(nginx.activeSince == 12345)
        #expect(nginx.fragmentPath == "/lib/systemd/system/nginx.service")
        #expect(seen[1] == .absent)
        #expect(seen[2] == .failed("'bad name.service' is no name of a unit"))
        #expect(masked.isMasked)
        #expect(masked.invocationID == nil)
        #expect(masked.activeSince == nil)
    }

    @Test func `a bus that does not answer makes no unit absent`() {
        let output = "Failed to connect to bus: No such file or directory\n"
        let seen = UnitState.read(Array(output.utf8), status: 1, for: [UnitState("a.service")])
        #expect(seen == [.failed("Failed to connect to bus: No such file or directory")])
    }

    @Test(arguments: ["foo", "foo@.service", "*.service", "-x.service", ".service", "a.", "a/b.service"])
    func `a name that systemctl would read otherwise is not asked about`(_ name: String) {
        let seen = UnitState.read([], status: 0, for: [UnitState(name)])
        #expect(seen == [.failed("'\(name)' is no name of a unit")])
        #expect(!UnitState.script([UnitState(name)]).contains("systemctl show"))
    }

    @Test func `a node that systemd did not boot has no units to tell of`() {
        #expect(
            UnitState.read(Array("none\n".utf8), status: 0, for: [UnitState("a.service")]) == [.unavailable("systemd")])
    }
}
