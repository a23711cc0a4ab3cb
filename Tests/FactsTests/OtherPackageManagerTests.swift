import Facts
import Shell
import TestSupport
import Testing

/// Package managers besides apt, by tools that print what the real ones are documented to print.
@Suite struct OtherPackageManagerTests {
    /// What facts see on a node that has just these tools, each a script's body.
    private func look(_ facts: [any Fact], tools: [String: String], _ shell: PosixShell = .dash) throws -> Observations
    {
        try withTemporaryFolder { folder in
            for (name, body) in tools {
                try writeTool("#!/bin/sh\necho \"\(name) $*\" >>\(folder)/calls\n\(body)\n", to: "\(folder)/\(name)")
            }
            let names = (["no-tool"] + tools.keys.sorted()).joined(separator: "|")
            let hide = "command() { case $2 in (\(names)) return 0 ;; esac; return 1; }\n"
            let probe = Probe(facts)
            return probe.read(
                try probe.sections.map { section in
                    let result = try runScript(hide + section.body, with: shell, path: [folder])
                    return Answer.ended(status: result.status, output: result.output)
                })
        }
    }

    private static func read(_ output: String, status: Int32 = 0, _ names: String...) -> [Observation<
        PackageState.Seen
    >] {
        PackageState.read(Array(output.utf8), status: status, for: names.map { PackageState($0) })
    }

    private static func candidates(_ output: String, _ names: String...) -> [Observation<PackageCandidate.Seen>] {
        PackageCandidate.read(Array(output.utf8), status: 1, for: names.map { PackageCandidate($0) })
    }

    @Test(arguments: PosixShell.installed)
    func `rpm is asked once for all names`(_ shell: PosixShell) throws {
        let rpm = #"""
            printf 'bash\tx86_64\t5.1.8-9.el9\nbind\tx86_64\t32:9.16.23-24.el9\npackage none is not installed\n'
            exit 1
            """#
        let facts = ["bash", "bind", "none"].map { PackageState($0) }
        let seen = try look(facts, tools: ["dnf": "", "rpm": rpm], shell)
        #expect(seen[facts[0]] == .present(.init(version: "5.1.8-9.el9")))
        #expect(seen[facts[1]] == .present(.init(version: "32:9.16.23-24.el9")))
        #expect(seen[facts[2]] == .absent)
    }

    @Test func `rpm's architectures, kernels and holds are told apart`() {
        let output = """
            rpm
            hold\t# a comment
            hold\tnginx-1:1.20.1-14.el9.*
            hold\tname = "curl"
            nginx\tx86_64\t1:1.20.1-14.el9
            nginx-core\tx86_64\t1:1.20.1-14.el9
            curl\tx86_64\t7.76.1-29.el9
            kernel\tx86_64\t5.14.0-1.el9
            kernel\tx86_64\t5.14.0-2.el9
            glibc\ti686\t2.34-1.el9
            glibc\tx86_64\t2.34-1.el9

            """
        #expect(
            Self.read(output, "nginx", "nginx-core", "curl", "kernel", "glibc.i686", "glibc.s390x") == [
                .present(.init(version: "1:1.20.1-14.el9", isHeld: true)), .present(.init(version: "1:1.20.1-14.el9")),
                .present(.init(version: "7.76.1-29.el9", isHeld: true)), .present(.init(version: "5.14.0-2.el9")),
                .present(.init(version: "2.34-1.el9")), .absent,
            ])
        let broken = "error: cannot open Packages database in /var/lib/rpm"
        #expect(Self.read("rpm\n\(broken)\n", status: 1, "a") == [.failed(broken)])
    }

    @Test(arguments: PosixShell.installed)
    func `pacman is asked once for all names`(_ shell: PosixShell) throws {
        let pacman = #"""
            case $1 in
            (-Q) printf 'bash 5.2.026-2\n'; echo "error: package 'none' was not found" >&2; exit 1 ;;
            (-Si)
                printf 'Repository      : extra\nName            : none\nVersion         : 1:2.0-1\nURL             : x:y\n\n'
                printf 'Repository      : later\nName            : none\nVersion         : 3.0-1\n'
                ;;
            esac
            """#
        let facts = ["bash", "none"].map { PackageState($0) }
        let seen = try look(
            facts + [PackageCandidate("none"), PackageCandidate("gone")], tools: ["pacman": pacman], shell)
        #expect(seen[facts[0]] == .present(.init(version: "5.2.026-2")))
        #expect(seen[facts[1]] == .absent)
        #expect(seen[PackageCandidate("none")] == .present(.init(version: "1:2.0-1")))
        #expect(seen[PackageCandidate("gone")] == .absent)
    }

    @Test func `a pacman that cannot read its database makes no package absent`() {
        let output = "pacman\nerror: could not open file /var/lib/pacman/local/x/desc: Permission denied\n"
        #expect(
            Self.read(output, status: 1, "a")
                == [.failed("could not open file /var/lib/pacman/local/x/desc: Permission denied")])
    }

    @Test func `apk's database and its policy are read`() {
        let installed = "apk\nP:busybox\nV:1.36.1-r15\nP:so-name\nV:2\n"
        #expect(
            Self.read(installed, "busybox", "so-name", "none") == [
                .present(.init(version: "1.36.1-r15")), .present(.init(version: "2")), .absent,
            ])
        let policy = """
            apk
            busybox policy:
              1.36.1-r15:
                lib/apk/db/installed
                https://dl-cdn.alpinelinux.org/alpine/v3.19/main
            curl policy:
              8.5.0-r0:
                https://dl-cdn.alpinelinux.org/alpine/v3.19/main
            local policy:
              1.0-r0:
                lib/apk/db/installed

            """
        #expect(
            Self.candidates(policy, "busybox", "curl", "local", "none") == [
                .present(.init(version: "1.36.1-r15")), .present(.init(version: "8.5.0-r0")), .absent, .absent,
            ])
    }

    @Test func `dnf's candidates are written as rpm writes versions`() {
        #expect(
            Self.candidates(
                "rpm\nbash 0:5.1.8-9.el9\nbind 32:9.16.23-24.el9\ncurl 7.76.1-29.el9\n", "bash", "bind", "curl", "x")
                == [
                    .present(.init(version: "5.1.8-9.el9")), .present(.init(version: "32:9.16.23-24.el9")),
                    .present(.init(version: "7.76.1-29.el9")), .absent,
                ])
    }

    @Test func `Homebrew's folders, pins and what is outdated are read`() {
        #expect(
            Self.read("brew\nhold\tjq\njq\t1.7.1\npython@3.12\t3.12.1\n", "jq", "python@3.12", "none") == [
                .present(.init(version: "1.7.1", isHeld: true)), .present(.init(version: "3.12.1")), .absent,
            ])
        #expect(
            Self.candidates("brew\njq (1.7) < 1.7.1\n", "jq", "wget")
                == [.present(.init(version: "1.7.1")), .present(.init(version: nil))])
    }

    @Test(arguments: PosixShell.installed)
    func `a node without any of them is told so`(_ shell: PosixShell) throws {
        let seen = try look([PackageState("a"), PackageCandidate("a")], tools: [:], shell)
        #expect(seen[PackageState("a")] == .unavailable("package manager"))
        #expect(seen[PackageCandidate("a")] == .unavailable("package manager"))
    }

    @Test(arguments: PosixShell.installed)
    func `an index that nothing was read of for a day is not fresh`(_ shell: PosixShell) throws {
        let seen = try look([PackageIndex()], tools: ["apk": ""], shell)
        #expect(seen[PackageIndex()] == .present(.init(isFresh: false)))
        #expect(
            PackageIndex.read(Array("fresh\nend\n".utf8), status: 0, for: [.init()]) == [.present(.init(isFresh: true))]
        )
        #expect(PackageIndex.read([], status: 1, for: [.init()]) == [.failed("the look ended early, with status 1")])
    }
}
