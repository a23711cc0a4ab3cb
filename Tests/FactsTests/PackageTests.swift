import Facts
import TestSupport
import Testing

@Suite struct PackageTests {
    private static let hasApt = (try? contents(of: "/usr/bin/dpkg-query")) != nil

    @Test(.enabled(if: hasApt, "needs dpkg"), arguments: PosixShell.installed)
    func `packages of this machine are seen`(_ shell: PosixShell) throws {
        let names = ["dpkg", "no-such-package", "awk", "tar:amd64", "lib*", "-x", "a b"]
        let seen = try look(names.map { PackageState($0) }, with: shell)
        guard case .present(let dpkg)? = seen[PackageState("dpkg")] else {
            throw Unexpected(look: "\(seen[PackageState("dpkg")], default: "nothing")")
        }
        #expect(dpkg.version.hasPrefix("1."))
        #expect(dpkg.progress == .installed)
        #expect(seen[PackageState("no-such-package")] == .absent)
        #expect(seen[PackageState("awk")] == .absent, "nothing is installed under a virtual package's name")
        #expect(seen[PackageState("lib*")] == .failed("'lib*' is no package name"))
        #expect(seen[PackageState("-x")] == .failed("'-x' is no package name"))
        #expect(seen[PackageState("a b")] == .failed("'a b' is no package name"))
    }

    @Test func `what dpkg says of a package is what is seen`() {
        let output = """
            dpkg amd64
            held\tamd64\t1.0-1\tinstalled\thold
            gone\tamd64\t2.0\tconfig-files\tdeinstall
            broken\tall\t3.0\thalf-configured\tinstall
            both\ti386\t4.0\tinstalled\tinstall
            both\tamd64\t4.1\tinstalled\tinstall
            foreign\ti386\t5.0\tinstalled\tinstall
            dpkg-query: no packages found matching none

            """
        let names = ["held", "gone", "broken", "both", "both:i386", "foreign", "foreign:amd64", "none"]
        let seen = PackageState.read(Array(output.utf8), status: 1, for: names.map { PackageState($0) })
        #expect(
            seen == [
                .present(.init(version: "1.0-1", isHeld: true)), .absent,
                .present(.init(version: "3.0", progress: .halfConfigured)), .present(.init(version: "4.1")),
                .present(.init(version: "4.0")), .present(.init(version: "5.0")), .absent, .absent,
            ])
    }

    @Test func `a database that cannot be read makes no package absent`() {
        let output = "dpkg \ndpkg-query: error: failed to open package info file '/var/lib/dpkg/status'\n"
        let reason = "dpkg-query: error: failed to open package info file '/var/lib/dpkg/status'"
        #expect(PackageState.read(Array(output.utf8), status: 2, for: [PackageState("a")]) == [.failed(reason)])
        #expect(
            PackageState.read(Array("none\n".utf8), status: 0, for: [PackageState("a")])
                == [.unavailable("package manager")])
    }

    @Test func `the candidate is what an installation would bring`() {
        let output = """
            dpkg
            bash:
              Installed: 5.1
              Candidate: 5.2
              Version table:
                 5.2 500
                 5.1 100
            awk:
              Installed: (none)
              Candidate: (none)
              Version table:
            N: Unable to locate package none

            """
        let facts = ["bash", "awk", "none", "*"].map { PackageCandidate($0) }
        let seen = PackageCandidate.read(Array(output.utf8), status: 0, for: facts)
        #expect(seen == [.present(.init(version: "5.2")), .absent, .absent, .failed("'*' is no package name")])
        #expect(
            PackageCandidate.read(
                Array("dpkg\nE: The list of sources could not be read.\n".utf8), status: 100, for: [facts[0]])
                == [.failed("The list of sources could not be read.")])
    }

    @Test(.enabled(if: hasApt, "needs apt"))
    func `apt answers for many names at once`() throws {
        let seen = try look([PackageCandidate("bash"), PackageCandidate("no-such-package")])
        #expect(seen[PackageCandidate("no-such-package")] == .absent)
        guard case .present? = seen[PackageCandidate("bash")] else {
            throw Unexpected(look: "\(seen[PackageCandidate("bash")], default: "nothing")")
        }
    }
}
