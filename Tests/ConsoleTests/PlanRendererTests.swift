import Console
import Model
import TestSupport
import Testing

@Suite("A plan is written for people") struct PlanRendererTests {
    @Test func `identical hosts are shown once, unreachable ones last, and one line sums it up`() throws {
        try expectGolden(PlanRenderer().render(PlanSamples.ollama), "plan-ollama.txt")
    }

    @Test func `what differs between hosts is shown apart from what they share`() throws {
        try expectGolden(PlanRenderer().render(PlanSamples.medley), "plan-medley.txt")
    }

    @Test func `text from hosts and files cannot drive the terminal`() throws {
        let text = PlanRenderer().render(PlanSamples.hostile)
        #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" && $0 != "\t" })
        #expect(!text.unicodeScalars.contains { [0x9B, 0x202E, 0x2028].contains($0.value) })
        try expectGolden(text, "plan-hostile.txt")
    }

    @Test func `nothing of a sensitive value is shown`() {
        let text = PlanRenderer().render(PlanSamples.medley)
        #expect(text.contains("content: (sensitive)"))
        #expect(!text.contains("hunter"))
    }

    @Test func `colours are there only when they are wanted`() {
        #expect(PlanRenderer(style: TextStyle(useColor: true)).render(PlanSamples.ollama).contains("\u{1B}[32m+"))
        #expect(!PlanRenderer().render(PlanSamples.ollama).contains("\u{1B}"))
    }

    @Test func `a plan without changes is one line`() {
        let hosts = (1...5).map { HostPlan(host: "n\($0)", resources: PlanSamples.same(50)) }
        #expect(
            PlanRenderer().render(Plan(project: "x", hosts: hosts))
                == "No changes. 5 hosts, 250 resources as wanted.\n")
    }

    @Test func `what is as wanted is shown when asked for`() {
        let plan = Plan(project: "x", hosts: [HostPlan(host: "n1", resources: PlanSamples.same(1))])
        #expect(PlanRenderer(showsSame: true).render(plan).contains("= file:/etc/same0"))
        #expect(!PlanRenderer().render(plan).contains("same0"))
    }

    @Test func `many hosts are named on several lines`() {
        let resources = [PlanSamples.resource("file:/x", .change, .remove)]
        let hosts = (1...40).map { HostPlan(host: "worker\($0)", resources: resources) }
        let lines = PlanRenderer().render(Plan(project: "x", hosts: hosts)).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 100 })
        #expect(lines.contains { $0.hasSuffix("worker40 (40 hosts)") })
    }

    @Test func `what would be lost is shown apart, the same on many hosts once`() {
        var resource = PlanSamples.resource("directory:/srv/\u{1B}old", .change, .remove)
        resource.losses = ["all that is in it: 3 files, 4.2 MB"]
        let hosts = (1...7).map { HostPlan(host: "n\($0)", resources: [resource]) }
        let lines = PlanRenderer().render(Plan(project: "x", hosts: hosts)).split(separator: "\n").map(String.init)
        let place = lines.firstIndex(of: "Lost for good, if this is applied:")
        #expect(place.map { lines[$0 + 1] }?.contains("all that is in it: 3 files, 4.2 MB") == true)
        #expect(place.map { lines[$0 + 1] }?.hasSuffix("(n1, n2, n3, n4, n5 and 2 more)") == true)
        #expect(lines.last?.hasPrefix("Plan: ") == true)
        #expect(!lines.contains { $0.contains("\u{1B}") })
    }
}
