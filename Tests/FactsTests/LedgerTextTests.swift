import Facts
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.enabled(if: isRoot, "needs root to become another user"))
struct LedgerTextTests {
    private static let fact = LedgerText(project: "of a 'test'")

    @Test(arguments: PosixShell.installed)
    func `a user's own ledger lies in the state folder`(_ shell: PosixShell) throws {
        try withTemporaryFolder { home in
            chmod(home, 0o755)
            let folder = "\(home)/.local/state/reconcile/of a 'test'"
            func see(_ environment: [String: String]) throws -> Observation<LedgerText.Seen>? {
                try look(at: Self.fact, with: shell, as: 65534, environment: environment)
            }
            #expect(try see(["HOME": home]) == .present(.init(folder: folder, text: nil)))
            for part in ["", "/state", "/state/reconcile", "/state/reconcile/of a 'test'"] {
                mkdir("\(home)/.local\(part)", 0o755)
            }
            try write(Array("a line\nand one that was c".utf8), to: folder + "/ledger")
            #expect(try see(["HOME": home]) == .present(.init(folder: folder, text: "a line\nand one that was c")))
            #expect(try see(["XDG_STATE_HOME": home + "/.local/state"]) == see(["HOME": home]))
            chmod(folder + "/ledger", 0o600)
            guard case .failed(let why)? = try see(["HOME": home]) else {
                Issue.record("a ledger that cannot be read counts as none")
                return
            }
            #expect(why.contains("Permission denied"))
            #expect(try see([:]) == .failed("HOME is not set"))
        }
    }

    @Test(arguments: PosixShell.installed)
    func `root's ledger lies below var`(_ shell: PosixShell) throws {
        let seen = try look(at: Self.fact, with: shell)
        #expect(seen == .present(.init(folder: "/var/lib/reconcile/of a 'test'", text: nil)))
    }
}
