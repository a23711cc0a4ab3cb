import Facts
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct StandardFactsTests {
    @Test(arguments: PosixShell.installed)
    func `this machine is known by its standard facts`(_ shell: PosixShell) throws {
        let seen = try look(at: StandardFactsProbe(), with: shell, environment: ["HOME": "/home/me"])
        guard case .present(let facts)? = seen else { throw Unexpected(look: "\(seen, default: "nothing")") }
        #expect(facts.uid == Int(geteuid()))
        #expect(facts.home == "/home/me")
        #expect(facts.cpu.count == sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        #expect(facts.memory.total > 1 << 20)
        #expect(abs(facts.time - time(nil)) < 60)
        #expect(!facts.hostname.isEmpty)
        #expect(facts.fqdn.hasPrefix(facts.hostname))
        #expect(!facts.os.name.isEmpty)
        #expect(!facts.kernelVersion.isEmpty)
        #expect(facts.disks.contains { $0.mount == "/" && $0.size > 0 && !$0.type.isEmpty })
        #expect(facts.bootID.count == 36)
    }

    @Test func `a node's answer is read into the facts`() throws {
        let output = """
            system Linux
            os ID=raspbian
            os ID_LIKE=debian
            os VERSION_ID="12"
            os VERSION_CODENAME=bookworm
            os PRETTY_NAME="Raspbian GNU/Linux 12"
            kernel 6.1.0-rpi7
            machine armv7l
            hostname pi
            hosts 127.0.1.1 pi.example.org pi # itself
            cpus 0-2,4
            model Model : Raspberry Pi 4
            memory MemTotal:        4000 kB
            memory SwapTotal:        100 kB
            mount ext4 /dev/mmcblk0p2
            df Filesystem 1024-blocks Used Available Capacity Mounted on
            df /dev/mmcblk0p2 1000 100 900 10% /media/my disk
            mac eth0 dc:a6:32:00:00:01
            address 1: lo    inet 127.0.0.1/8 scope host lo
            address 2: eth0    inet 10.0.0.4/24 brd 10.0.0.255 scope global eth0
            address 2: eth0    inet6 fe80::1/64 scope link
            route Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
            route eth0 00000000 0100000A 0003 0 0 0 00000000 0 0 0
            init systemd
            packages apt-get
            uid 1000
            user pi
            home /home/pi
            time 1700000000
            end

            """
        let read = StandardFactsProbe.read(Array(output.utf8), status: 0, for: [StandardFactsProbe()])
        guard case .present(let facts)? = read.first else { throw Unexpected(look: "\(read)") }
        #expect(facts.os.family == "debian")
        #expect(facts.os.pretty == "Raspbian GNU/Linux 12")
        #expect(facts.arch == "armv7")
        #expect(facts.fqdn == "pi.example.org")
        #expect(facts.cpu.count == 4)
        #expect(facts.cpu.model == "Raspberry Pi 4")
        #expect(facts.memory.total == 4_096_000)
        #expect(facts.disks.first?.mount == "/media/my disk")
        #expect(facts.disks.first?.free == 921_600)
        #expect(facts.interfaces.map(\.addresses) == [["10.0.0.4/24"]])
        #expect(facts.address == "10.0.0.4")
        #expect(facts.gateway == "10.0.0.1")
        #expect(facts.packageManager == "apt")
        #expect(facts.user == "pi")
    }

    @Test func `a look that was cut off tells nothing`() {
        let read = StandardFactsProbe.read(Array("system Linux\n".utf8), status: 1, for: [StandardFactsProbe()])
        #expect(read == [.failed("the look ended early, with status 1")])
    }
}
