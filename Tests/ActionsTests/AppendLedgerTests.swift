import Actions
import TestSupport
import Testing

@Suite struct AppendLedgerTests {
    @Test(arguments: PosixShell.installed)
    func `lines are added, also behind one that was cut`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let ledger = folder + "/state/of 'it'"
            func append(_ lines: [String]) throws -> ScriptResult {
                try act([.appendLedger(folder: ledger, lines: lines)], with: shell)
            }
            #expect(try append([#"{"a":"it's 5 % \n"}"#, "{}"]).status == 0)
            try write(try contents(of: ledger + "/ledger") + Array("{\"cut".utf8), to: ledger + "/ledger")
            #expect(try append(["{\"b\":1}"]).status == 0)
            #expect(try append(["{\"c\":1}"]).status == 0)
            let text = String(decoding: try contents(of: ledger + "/ledger"), as: UTF8.self)
            #expect(text == "{\"a\":\"it's 5 % \\n\"}\n{}\n{\"cut\n{\"b\":1}\n{\"c\":1}\n")
            #expect(try Status(ledger).mode == 0o700)
        }
    }
}
