import Nodes
import TestSupport
import Testing

extension OnTheFleet {
    /// Takes some minutes: the power goes, and the host boots again, some dozens of times.
    @Suite(.serialized, .enabled(if: soakFactor > 1, "cuts the power some dozens of times (make soak)"))
    struct WhenThePowerFails {
        @Test(arguments: PowerCut.all.map(\.name))
        func `things are as they were or as they are to be, and the next apply converges`(_ name: String) async throws {
            let cut = try #require(PowerCut.all.first { $0.name == name })
            if let suite = cut.suite { try await Fleet.up(suite) } else { try await Fleet.up() }
            let project = try await TestProject(files(cut))
            try await on("mkdir -p /srv/cut /srv/cut-src; \(cut.needs)")
            try await reset(cut)
            let changes = try await changes(of: project, cut)
            try #require(changes > 0, "nothing was seen to change")
            #expect(try await holds(cut.new))
            for moment in moments(of: changes, cut.moments) {
                try await reset(cut)
                let last = try await cutPower(at: moment, of: project, cut)
                let told = "the power went at change \(moment) of \(changes), of \(last)"
                if try await !holds("(\(cut.old)) || (\(cut.new)) || { \(cut.between); }") {
                    let found = try await Fleet.sh(1, "ls -laR \(cut.watched[0]) | head -60")
                    Issue.record("\(told): \(found)")
                }
                let apply = try await project.reconcile("apply", "--auto-approve")
                #expect(apply.status == 0, "\(told): \(apply.text)")
                #expect(try await holds(cut.new), "\(told)")
                #expect(try await project.differences() == [:], "\(told)")
            }
        }

        private func files(_ cut: PowerCut) -> [String: String] {
            var files = ["manifests/m.yaml": "hosts: n1\nresources:\n" + cut.entries.map { "  - {\($0)}\n" }.joined()]
            for number in 1...8 {
                for folder in ["tree", "context"] {
                    files["files/\(folder)/f\(number)"] = String(repeating: "new line\n", count: 2000)
                }
            }
            files["files/context/Dockerfile"] = "FROM localhost/lab/base:1\nADD f* /\n"
            return files
        }

        /// The first, the last and others between them.
        private func moments(of changes: Int, _ count: Int) -> [Int] {
            var generator = SplitMix64(seed: randomSeed)
            let others = (0..<max(count - 2, 0)).map { _ in Int.random(in: 1...changes, using: &generator) }
            return Set([1, changes] + others).sorted()
        }

        private func on(_ script: String) async throws {
            let run = try await Program.run([Fleet.tool, "sh", "1", PowerCut.prelude + script])
            try #require(run.status == 0, "\(run.text)")
        }

        private func holds(_ script: String) async throws -> Bool {
            try await Program.run([Fleet.tool, "sh", "1", PowerCut.prelude + "( \(script)\n) >/dev/null"]).status == 0
        }

        /// The old state, on the disk.
        private func reset(_ cut: PowerCut) async throws {
            try await on("exec >/dev/null\n\(cut.before)\nsync")
        }

        /// How many changes an apply makes where they count.
        private func changes(of project: borrowing TestProject, _ cut: PowerCut) async throws -> Int {
            let watcher = try await watch(cut, until: 0)
            try await project.apply()
            await watcher.endInput()
            guard case .output(let bytes) = try await watcher.read(within: .seconds(10)) else { return 0 }
            return Int(String(decoding: bytes, as: UTF8.self).trimmed) ?? 0
        }

        /// Applies, and cuts the power at a change; boots the host again.
        /// - Returns: what had changed last.
        private func cutPower(at moment: Int, of project: borrowing TestProject, _ cut: PowerCut) async throws -> String
        {
            let watcher = try await watch(cut, until: moment)
            let apply = try await project.startApply()
            var last = "nothing: it was over"
            // What no disk takes any more may hang, and an apply may do with fewer changes than the one before.
            for _ in 0..<60 {
                if case .output(let bytes) = try await watcher.read(within: .milliseconds(500)) {
                    last = String(decoding: bytes, as: UTF8.self).trimmed
                    break
                }
                if try await apply.read(within: .zero) == .end { break }
            }
            // Who still waits for a change holds the disk.
            await watcher.endInput()
            _ = await watcher.exitStatus(within: .seconds(5))
            try await Fleet.run("cut-power", "1")
            _ = await apply.exitStatus(within: .zero)
            try await Fleet.run("start", "1")
            return last
        }

        private func watch(_ cut: PowerCut, until moment: Int) async throws -> ChildProcess {
            let watcher = try ChildProcess([Fleet.tool, "freeze-at", "1", "\(moment)"] + cut.watched)
            guard case .output(let bytes) = try await watcher.read(within: .seconds(10)),
                bytes == Array("watching\n".utf8)
            else { throw NodeError(.lost, "nobody watches the host's disk") }
            return watcher
        }
    }
}
