import Testing

extension OnTheFleet {
    @Suite(.serialized) struct ManifestsThatWaitForOtherHosts {
        private static let files = [
            "inventory/groups.yaml": """
            web: {hosts: {n1: {}, n2: {}}}
            db: {hosts: {n3: {}, n4: {}}}

            """,
            "manifests/site.yaml": """
            name: db
            hosts: db
            resources:
              - directory: /srv/barrier
              - command: migrate
                shell: sleep 1 && date +%s%N >/srv/barrier/done
                creates: /srv/barrier/done
            ---
            name: web
            hosts: web
            after: [db@all]
            resources:
              - directory: /srv/barrier
              - command: serve
                shell: date +%s%N >/srv/barrier/began
                creates: /srv/barrier/began

            """,
        ]

        /// Nanoseconds by a host's clock, which is the machine's.
        private static func time(_ k: Int, _ file: String) async throws -> Int {
            try #require(Int(try await Fleet.sh(k, "cat /srv/barrier/\(file)").trimmed))
        }

        @Test(arguments: ["1", "2", "50"])
        func `begin when it is through on all of them, however few are worked on at a time`(_ forks: String)
            async throws
        {
            try await Fleet.up()
            for k in 1...4 { _ = try await Fleet.sh(k, "rm -rf /srv/barrier") }
            let project = try await TestProject(Self.files)
            try await project.apply("--forks", forks)
            let done = [try await Self.time(3, "done"), try await Self.time(4, "done")]
            let began = [try await Self.time(1, "began"), try await Self.time(2, "began")]
            #expect(done.allSatisfy { $0 < (began.min() ?? 0) }, "\(done) \(began)")
            #expect(try await project.differences() == [:])
        }

        @Test func `are skipped with the reason where one of them is down`() async throws {
            try await Fleet.up()
            for k in 1...4 { _ = try await Fleet.sh(k, "rm -rf /srv/barrier") }
            let project = try await TestProject(Self.files)
            try await Fleet.run("cut-power", "4")
            let run = try await project.reconcile("apply", "--auto-approve", "--connect-timeout", "3", "--forks", "1")
            try await Fleet.run("start", "4")
            #expect(run.status == 3, "\(run.text)")
            #expect(run.output.contains("manifest db is not through on n4: it is unreachable"), "\(run.text)")
            #expect(try await Fleet.sh(3, "test -e /srv/barrier/done && echo there") == "there\n")
            #expect(try await Fleet.sh(1, "test -e /srv/barrier || echo none") == "none\n")
            try await project.apply()
            #expect(try await project.differences() == [:])
        }
    }
}
