import Diagnostics
import Facts
import Model
import Testing
import YAML

@testable import Engine

@Suite struct OwingTests {
    private static let service = Address(text: "thing:service")

    /// A service that watches a file, with the stamp of its last restart.
    private func verdict(
        file: Thing, stamp: Stamp?, invocation: String? = "i1", boot: String = "boot", pattern: String = "thing:file"
    ) -> Verdict? {
        var ledger = Ledger()
        if let stamp { ledger.apply(.stamp(Self.service, stamp)) }
        let service = Thing("service", seenAs: invocation)
        return plan(
            [DesiredResource(file), DesiredResource(service, restartOn: [pattern])], ledger: ledger, boot: boot
        )
        .last?.verdict
    }

    private func reason(_ verdict: Verdict?) -> String? {
        if case .change(let change)? = verdict { change.reason } else { nil }
    }

    @Test func `nothing is owed while everything is as it was at the last restart`() {
        let stamp = Stamp(signatures: ["thing:file": "abc"], invocation: "i1", boot: "boot")
        #expect(verdict(file: Thing("file", seenAs: "abc"), stamp: stamp) == .same)
    }

    @Test func `a restart is owed when what it read has changed`() {
        let stamp = Stamp(signatures: ["thing:file": "abc"], invocation: "i1", boot: "boot")
        #expect(
            reason(verdict(file: Thing("file", seenAs: "new"), stamp: stamp))
                == "thing:file changed since the last start")
    }

    @Test func `a restart is owed when what it read is about to change`() {
        let stamp = Stamp(signatures: ["thing:file": "abc"], invocation: "i1", boot: "boot")
        #expect(reason(verdict(file: Thing("file", .creation, seenAs: "abc"), stamp: stamp)) == "thing:file changes")
    }

    @Test func `nothing is owed when what was read is put back as it was`() {
        let stamp = Stamp(signatures: ["thing:file": "abc"], invocation: "i1", boot: "boot")
        #expect(verdict(file: Thing("file", .creation, toBe: "abc"), stamp: stamp) == .same)
        #expect(reason(verdict(file: Thing("file", .creation, toBe: "new"), stamp: stamp)) == "thing:file changes")
        var ledger = Ledger()
        ledger.apply(.stamp(Self.service, stamp))
        let desired = [
            DesiredResource(Thing("file", .creation, toBe: "abc")),
            DesiredResource(Thing("service", seenAs: "i1"), restartOn: ["thing:*"]),
        ]
        for line in batch(plan(desired, ledger: ledger), ledger: ledger).intents { ledger.apply(line) }
        #expect(ledger.stamps[Self.service]?.signatures == stamp.signatures)
    }

    @Test func `a restart is owed when none is on record`() {
        #expect(
            reason(verdict(file: Thing("file", seenAs: "abc"), stamp: nil))?.contains("no start is on record") == true)
    }

    @Test func `a run that was killed between the change and the restart leaves the restart owed`() {
        var ledger = Ledger()
        ledger.apply(.stamp(Self.service, Stamp(signatures: ["thing:file": "abc"], invocation: "i1", boot: "boot")))
        let changing = [
            DesiredResource(Thing("file", .creation, seenAs: "abc")),
            DesiredResource(Thing("service", seenAs: "i1"), restartOn: ["thing:*"]),
        ]
        for line in batch(plan(changing, ledger: ledger), ledger: ledger).intents { ledger.apply(line) }
        // The content is back to what the stamp said, but nobody knows what the service has read in between.
        let after = [
            DesiredResource(Thing("file", seenAs: "abc")),
            DesiredResource(Thing("service", seenAs: "i1"), restartOn: ["thing:*"]),
        ]
        #expect(reason(plan(after, ledger: ledger).last?.verdict) == "thing:file changed since the last start")
    }

    @Test func `a unit that someone else restarted owes a restart, one that the boot started does not`() {
        let stamp = Stamp(signatures: ["thing:file": "abc"], invocation: "i1", boot: "boot")
        let file = Thing("file", seenAs: "abc")
        #expect(reason(verdict(file: file, stamp: stamp, invocation: "i2"))?.contains("someone else") == true)
        #expect(verdict(file: file, stamp: stamp, invocation: "i2", boot: "next boot") == .same)
    }

    private func triggered(_ value: String, _ stamp: Stamp?) -> Verdict? {
        var ledger = Ledger()
        if let stamp { ledger.apply(.stamp(Self.service, stamp)) }
        let triggers = Node(.scalar(value, isQuoted: true), at: DesiredResource.place)
        return plan([DesiredResource(Thing("service", seenAs: "i1"), triggers: triggers)], ledger: ledger).last?.verdict
    }

    @Test func `what triggers name is owed until it was done with this very value`() throws {
        #expect(reason(triggered("a", nil)) == "triggers: it has not run since")
        let planned = plan([
            DesiredResource(
                Thing("service"), triggers: Node(.scalar("a", isQuoted: true), at: DesiredResource.place))
        ])
        let signatures = try #require(planned.first?.signatures[.run])
        let stamp = Stamp(signatures: signatures, boot: "boot")
        #expect(triggered("a", stamp) == .same)
        #expect(reason(triggered("b", stamp)) == "triggers changed since the last run")
    }

    @Test func `what is not there is nothing to have read`() {
        let stamp = Stamp(signatures: [:], invocation: "i1", boot: "boot")
        #expect(verdict(file: Thing("file", seenAs: nil), stamp: stamp) == .same)
    }
}
