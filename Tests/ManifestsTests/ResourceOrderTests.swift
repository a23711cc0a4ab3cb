import Diagnostics
import Manifests
import Model
import Testing

struct ResourceOrderTests {
    /// Manifests of random folders and files in them, and packages between; the seed tells which.
    private static func manifests(seed: UInt64) -> [String] {
        var random = SplitMix64(state: seed)
        var folders = ["/srv"]
        for index in 0..<6 { folders.append("\(folders.randomElement(using: &random) ?? "")/d\(index)") }
        var entries = folders.dropFirst().map { "  - directory: \($0)" }
        entries += (0..<8).map { "  - file: \(folders.randomElement(using: &random) ?? "")/f\($0)\n    content: x" }
        entries += (0..<4).map { "  - package: p\($0)" }
        entries.shuffle(using: &random)
        // One entry a manifest, so that the written order says nothing and only what they need counts.
        return entries.enumerated().map { "name: m\($0)\nhosts: web1\nresources:\n\($1)\n" }
    }

    @Test(arguments: UInt64(1)...40)
    func `whatever is needed comes first, and nothing moves without a reason`(_ seed: UInt64) throws {
        let documents = Self.manifests(seed: seed)
        let fixture = try ProjectFixture(manifest: documents.joined(separator: "---\n"))
        let resources = try fixture.state().resources
        #expect(resources.count == documents.count)
        var seen: Set<Claim> = []
        let all = Set(resources.flatMap(\.claimed))
        for resource in resources {
            guard case .resource(let wanted) = resource.entry else { continue }
            let missing = wanted.requires.filter { all.contains($0) && !seen.contains($0) }
            #expect(missing.isEmpty, "\(resource.address) before \(missing)")
            seen.formUnion(resource.claimed)
        }
        // Packages need nothing and are needed by nothing here: they keep their order.
        let packages = resources.filter { $0.address.kind == "package" }.map(\.span.start.line)
        #expect(packages == packages.sorted())
    }

    @Test func `what is to be absent is needed by nobody: a service is stopped before its unit goes`() throws {
        let fixture = try ProjectFixture(
            manifest: """
                hosts: web1
                resources:
                  - {service: old, state: stopped, enabled: false}
                  - {unit: old.service, state: absent}

                """)
        #expect(try fixture.state().resources.map(\.address.kind) == ["service", "unit"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `thousands of entries are ordered at once`() throws {
        let count = 3000
        var text = "hosts: web1\nresources:\n"
        for index in 0..<count { text += "  - file: /srv/a/f\(index)\n    content: x\n" }
        let fixture = try ProjectFixture([
            "manifests/a.yaml": text,
            "manifests/b.yaml": "hosts: web1\nresources:\n  - directory: /srv\n  - directory: /srv/a\n",
        ])
        let project = try fixture.load()
        let clock = ContinuousClock()
        var state = DesiredState(host: "")
        let time = try clock.measure { state = try project.desiredState(of: "web1", facts: .debian) }
        #expect(state.resources.count == count + 2)
        #expect(state.addresses.prefix(3) == ["directory:/srv", "directory:/srv/a", "file:/srv/a/f0"])
        #expect(time < .seconds(10), "took \(time)")
    }
}

extension DesiredResource {
    fileprivate var claimed: [Claim] {
        if case .resource(let resource) = entry { resource.claims } else { [] }
    }
}

/// A generator that gives the same numbers for the same seed.
private struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
