import Actions
import TestSupport
import Testing

/// What holds for all actions.
@Suite struct EveryActionTests {
    private static let canRun = isRoot && (try? runScript("command -v git"))?.status == 0
    private static let spooled = Payload([UInt8](repeating: 7, count: Payload.inlineLimit + 1))

    @Test func `there is a sample of every action`() {
        let names = (ActionSample.all(in: "/f", spooled: Self.spooled) + ActionSample.engines).map(\.kind)
        #expect(Set(Action.Kind.allCases) == Set(names))
    }

    @Test(.enabled(if: canRun, "needs root and git"), arguments: PosixShell.installed)
    func `every action works, and leaves the same under every shell`(_ shell: PosixShell) throws {
        let wanted = try Self.outcome(with: .dash)
        #expect(wanted.contains("useradd") && wanted.contains("unpacked"), "\(wanted)")
        let outcome = try Self.outcome(with: shell)
        #expect(outcome == wanted)
    }

    /// What all actions leave behind: the files with what is in them, and what programs were called with.
    private static func outcome(with shell: PosixShell) throws -> String {
        try ActionSample.withWorld { folder in
            try write(spooled.bytes, to: "\(folder)/spool/\(spooled.digest)")
            let result = try act(
                ActionSample.all(in: folder, spooled: spooled), with: shell, path: [folder + "/tools"],
                environment: ["HOME": folder, "GIT_CONFIG_GLOBAL": "/dev/null"], spool: folder + "/spool")
            #expect(result.status == 0, "\(result.text)")
            let left = try runScript(
                """
                cd \(folder)
                find . -name .git -prune -o -path ./origin -prune -o -path ./tools -prune -o \
                    ! -name '*.gz' -printf '%P %y %m %l\\n' | sed 's/2[0-9T]*Z~/TIME~/' | LC_ALL=C sort
                od -c b
                sed '/^curl/s/ -o [^ ]*//' calls
                cat 'a'\\''b' e ran shell crontab source ledger/ledger v/.reconcile
                [ "$(cat 'a b/u/x')" = x ] && echo unpacked
                sha256sum <c
                """)
            return (left.text + left.errorText).replacing(folder, with: "FOLDER")
        }
    }
}
