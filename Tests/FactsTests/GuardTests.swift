import Facts
import TestSupport
import Testing

@Suite struct GuardTests {
    @Test(arguments: PosixShell.installed)
    func `a guard stops what comes after a change, and nothing else`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try write([1], to: folder + "/a")
            try write([1], to: folder + "/b")
            let first: [any Fact] = [
                PathState(folder + "/a", digest: true), CommandSucceeds("true"), UserState("root"),
            ]
            let second: [any Fact] = [PathState(folder + "/b", digest: true)]
            let result = try runScript(
                """
                \(Guard.capture("step-1", first))
                \(Guard.capture("step-2", second))
                printf 2 >\(folder)/b
                (\(Guard.check("step-1", movedStatus: 91)))
                echo $?
                (\(Guard.check("step-2", movedStatus: 91)))
                echo $?
                """, with: shell)
            #expect(result.text == "0\n91\n")
        }
    }
}
