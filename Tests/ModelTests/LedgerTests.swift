import Model
import Testing

@Suite struct LedgerTests {
    private static let file = Ledger.Entry(
        claim: Claim("path", "/etc/with \"quotes\"\nand lines"), address: Address(text: "file:/etc/x"),
        manifest: "base", run: "r1", origin: .created)
    private static let service = Address(text: "service:nginx")
    private static let stamp = Stamp(signatures: ["file:/etc/x": "abc"], invocation: "1f", boot: "b")

    @Test(
        arguments: [
            .own(file), .drop(file.claim), .stamp(service, stamp), .void(service, of: Address(text: "file:/etc/x")),
        ] as [LedgerLine])
    func `a line says the same after it was written and read`(_ line: LedgerLine) {
        #expect(!line.text.contains("\n"))
        #expect(LedgerLine.read([line.text[...]]) == [line])
    }

    @Test func `the last line about a thing wins`() {
        var adopted = Self.file
        adopted.origin = .adopted
        let text = [LedgerLine.own(Self.file), .own(adopted)].map { $0.text + "\n" }.joined()
        #expect(Ledger(text: text).entries[Self.file.claim]?.origin == .adopted)
        #expect(Ledger(text: text + LedgerLine.drop(Self.file.claim).text).entries.isEmpty)
    }

    @Test func `a line that a power failure cut is passed over`() {
        let whole = LedgerLine.own(Self.file).text
        let cut = LedgerLine.stamp(Self.service, Self.stamp).text.dropLast(7)
        let ledger = Ledger(text: whole + "\n" + cut)
        #expect(ledger.entries.count == 1 && ledger.stamps.isEmpty)
    }

    @Test func `what is about to change is taken out of the stamp that names it`() {
        var ledger = Ledger()
        ledger.apply(.stamp(Self.service, Self.stamp))
        ledger.apply(.void(Self.service, of: Address(text: "file:/etc/x")))
        #expect(ledger.stamps[Self.service]?.signatures == [:])
    }

    @Test func `a ledger written anew says the same in fewer lines`() {
        var ledger = Ledger()
        for _ in 0..<100 { ledger.apply(.own(Self.file)) }
        ledger.lineCount = 100
        #expect(ledger.wantsCompaction)
        let anew = Ledger(text: ledger.lines.map { $0.text + "\n" }.joined())
        #expect(anew.entries == ledger.entries && !anew.wantsCompaction)
    }
}
