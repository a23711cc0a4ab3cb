import Testing

extension OnTheFleet {
    @Suite(.serialized) struct TheCatalogueOnAHost {
        private static let rows = CatalogueRow.all

        private static func manifest(_ entries: [String]) -> String {
            let first = ["directory: /srv/cat"]
            return "name: catalogue\nhosts: n1\nresources:\n" + (first + entries).map { "  - {\($0)}\n" }.joined()
        }

        /// What a host says of every row, one line for each that is not so.
        private func broken(_ scripts: [(String, String)]) async throws -> String {
            let checks = scripts.map { address, script in
                "( \(script) ) >/dev/null 2>&1 || echo '\(address.replacing("'", with: ""))'\n"
            }
            return try await Fleet.sh(1, checks.joined())
        }

        @Test func `every type is made, repaired field by field, and removed`() async throws {
            try await Fleet.up()
            let rows = Self.rows
            try await Fleet.sh(1, "mkdir -p /srv/cat\n" + rows.map { "( \($0.before) )\n" }.joined())
            let project = try await TestProject([
                "manifests/m.yaml": Self.manifest(rows.map(\.entry)), "files/tree/a": "a\n", "files/tree/sub/b": "b\n",
            ])
            try await project.apply()
            #expect(try await broken(rows.map { ($0.address, $0.judge) }) == "")
            #expect(try await project.differences() == [:])
            let again = try await project.reconcile("apply", "--auto-approve")
            #expect(again.output.contains("Nothing to do."), "\(again.text)")

            for step in 0..<(rows.map(\.drifts.count).max() ?? 0) {
                let drifting = rows.filter { $0.drifts.count > step }
                let done = try await broken(drifting.map { ($0.address, $0.drifts[step].script) })
                #expect(done == "", "the changes by hand work")
                let fields = try await project.changedFields()
                for row in drifting {
                    #expect(fields[row.address]?.contains(row.drifts[step].field) == true, "\(row.address): \(fields)")
                }
                #expect(Set(fields.keys) == Set(drifting.map(\.address)))
                try await project.apply()
                #expect(try await broken(rows.map { ($0.address, $0.judge) }) == "")
                #expect(try await project.differences() == [:])
            }

            let removable = rows.filter { !$0.removal.isEmpty }
            try project.write(Self.manifest(removable.map(\.removal)), to: "manifests/m.yaml")
            try await project.apply()
            #expect(try await broken(removable.map { ($0.address, $0.gone) }) == "")
            #expect(try await project.differences() == [:])
        }

        @Test func `what loses data is refused without consent, and told in words with it`() async throws {
            try await Fleet.up()
            try await Fleet.sh(1, "mkdir -p /srv/lost/kept /srv/full; touch /srv/lost/a /srv/lost/kept/b /srv/full/x")
            let project = try await TestProject([
                "manifests/m.yaml": """
                name: lost
                hosts: n1
                resources:
                  - {directory: /srv/lost, purge: true}
                  - {directory: /srv/lost/kept}

                """
            ])
            let plan = try await project.reconcile("plan")
            #expect(plan.output.contains("Lost for good, if this is applied:"), "\(plan.text)")
            #expect(plan.output.contains("1 file, 0 B that no entry looks after: a"), "\(plan.text)")
            try await project.apply()
            #expect(try await Fleet.sh(1, "cd /srv/lost; find . | sort") == ".\n./kept\n./kept/b\n")

            for entry in ["directory: /srv/full", "archive: /srv/full"] {
                let text = "name: lost\nhosts: n1\nresources:\n  - {\(entry), state: absent}\n"
                try project.write(text, to: "manifests/m.yaml")
                let refused = try await project.reconcile("apply", "--auto-approve")
                #expect(refused.status == 1, "\(refused.text)")
                #expect(try await Fleet.sh(1, "ls /srv/full") == "x\n")
            }
        }

        @Test func `rules that visudo refuses are never installed`() async throws {
            try await Fleet.up()
            let project = try await TestProject([
                "manifests/m.yaml": "hosts: n1\nresources:\n  - {sudoers: wrong, content: \"this is no rule\\n\"}\n"
            ])
            let run = try await project.reconcile("apply", "--auto-approve")
            #expect(run.status == 1 && run.output.contains("refused by"), "\(run.text)")
            #expect(
                try await Fleet.sh(1, "ls /etc/sudoers.d/ -A | grep -c wrong; sudo -n true && echo works")
                    == "0\nworks\n")
        }
    }
}
