import Facts
import FoundationEssentials
import Shell
import TestSupport
import Testing

/// What holds for all kinds of facts.
@Suite struct EveryKindTests {
    private static let hasStrace = (try? runScript("strace -f -qq -o /dev/null true"))?.status == 0
    private static let hasGit = (try? runScript("command -v git"))?.status == 0

    /// The kinds that the sources define, whichever module they stand in.
    private static let kinds: Set<String> = {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardized
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: sources.path)) ?? []
        let facts = files.filter { $0.hasSuffix(".swift") }.compactMap { file -> String? in
            let text = try? String(contentsOf: sources.appending(path: file), encoding: .utf8)
            guard let text, text.contains(": Fact {") else { return nil }
            let line = text.split(separator: "\n").first { $0.contains("static let kind = \"") }
            return line?.split(separator: "\"").dropFirst().first.map(String.init)
        }
        return Set(facts)
    }()

    @Test func `there is a sample of every kind`() {
        #expect(Self.kinds.count > 20)
        #expect(Set(FactSample.all.map(\.kind)) == Self.kinds, "FactSample.all has all of them")
    }

    @Test(.enabled(if: isRoot && hasGit, "needs root and git"), arguments: PosixShell.installed)
    func `every kind is seen, and the same under every shell`(_ shell: PosixShell) throws {
        try FactSample.withWorld { folder in
            let facts = FactSample.all.map { $0.fact(folder, 1) }
            let seen = try look(facts, in: folder, with: shell)
            let wanted = try look(facts, in: folder, with: .dash)
            for (fact, sample) in zip(facts, FactSample.all) {
                let (here, there) = (told(fact, seen), told(fact, wanted))
                #expect(here.hasPrefix("present") || here.hasPrefix("absent"), "\(sample.kind): \(here)")
                if !["standard", "listing"].contains(sample.kind) { #expect(here == there, "\(sample.kind)") }
            }
        }
    }

    @Test(.enabled(if: BusyboxRoot.obstacle == nil, "\(BusyboxRoot.obstacle ?? "")"))
    func `where there is busybox alone every kind is seen, or is told to lack its tool`() throws {
        // Nothing there has a world of its own: what these ask about is made by busybox.
        try BusyboxRoot.with { root in
            let made = try root.run(
                """
                cd /srv
                mkdir -p 'folder 1/below' 'venv 1/lib/python3.11/site-packages/x-1.dist-info' 'venv 1/bin'
                echo text >'file 1'
                echo '[{"Config": "blobs/sha256/ab"}]' >manifest.json
                tar -cf 'image 1' manifest.json
                ln -s 'file 1' 'link 1'
                echo 'version = 3.11.2' >'venv 1/pyvenv.cfg'
                printf '#!/bin/sh\\necho 3.11\\n' >python1
                chmod 755 python1
                """)
            #expect(made.status == 0, "\(made.errorText)")
            let facts = FactSample.all.map { $0.fact("/srv", 1) }
            let answers = try Probe(facts).sections.map { section in
                let result = try root.run(section.body)
                #expect(result.errorText == "", "\(section.name)")
                return Answer.ended(status: result.status, output: result.output)
            }
            let seen = Probe(facts).read(answers)
            let lacking: Set = [
                "package", "package-candidate", "npm", "crontab", "unit", "git", "git-branch", "container", "image",
                "network", "volume",
            ]
            for (fact, sample) in zip(facts, FactSample.all) {
                let told = told(fact, seen)
                let wanted = lacking.contains(sample.kind) ? "unavailable" : "present"
                #expect(told.hasPrefix(wanted), "\(sample.kind): \(told)")
            }
        }
    }

    @Test(.enabled(if: hasStrace && hasGit && isRoot, "needs strace, git and root"))
    func `what a look forks does not grow with the facts`() throws {
        try FactSample.withWorld(upTo: 30) { folder in
            for sample in FactSample.all {
                let one = try forks([sample.fact(folder, 1)], in: folder)
                let many = try forks((1...30).map { sample.fact(folder, $0) }, in: folder)
                #expect(many <= one + 29 * sample.growth, "\(sample.kind): \(one) for one, \(many) for thirty")
            }
        }
    }

    private func look(_ facts: [any Fact], in folder: String, with shell: PosixShell) throws -> Observations {
        let answers = try FactSample.sections(facts, in: folder).map { section in
            let result = try runScript(
                section.body, with: shell, path: [folder + "/tools"], environment: FactSample.environment(in: folder))
            #expect(result.errorText == "", "\(section.name)")
            return Answer.ended(status: result.status, output: result.output)
        }
        return Probe(facts).read(answers)
    }

    private func told<F: Fact>(_ fact: F, _ seen: Observations) -> String { "\(seen[fact], default: "nothing")" }

    /// How many processes a look makes, threads left out.
    private func forks(_ facts: [any Fact], in folder: String) throws -> Int {
        try FactSample.sections(facts, in: folder).reduce(0) { sum, section in
            try write(Array((section.body + "\n").utf8), to: folder + "/script")
            let trace = "strace -f -qq -e trace=clone,clone3,fork,vfork -e signal=none -o \(folder)/trace"
            let result = try runScript(
                "\(trace) sh \(folder)/script", path: [folder + "/tools"],
                environment: FactSample.environment(in: folder))
            #expect(result.errorText == "", "\(section.name)")
            let calls = String(decoding: try contents(of: folder + "/trace"), as: UTF8.self).split(separator: "\n")
            return sum
                + calls.count { line in
                    ["clone(", "clone3(", " fork(", "vfork("].contains { line.contains($0) }
                        && !line.contains("CLONE_THREAD")
                }
        }
    }
}
