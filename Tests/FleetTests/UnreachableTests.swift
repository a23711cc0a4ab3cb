import Testing

extension OnTheFleet {
    @Suite(.serialized) struct HostsThatDoNotAnswer {
        @Test func `a host without power and one that never answers cost the others nothing`() async throws {
            try await Fleet.up()
            let blackhole = try await Fleet.run("blackhole").trimmed.split(separator: " ")
            let project = try await TestProject([
                "manifests/motd.yaml": """
                hosts: all
                resources:
                  - file: /etc/motd
                    content: "hello from {{ inventory_hostname }}\\n"

                """,
                "inventory/blackhole.yaml": """
                ungrouped:
                  hosts:
                    silent: {ansible_host: "\(blackhole[0])", ansible_port: \(blackhole[1])}

                """,
            ])
            try await Fleet.run("cut-power", "2")
            let run = try await project.reconcile("apply", "--auto-approve", "--connect-timeout", "3")
            try await Fleet.run("start", "2")
            #expect(run.status == 3, "\(run.text)")
            #expect(run.output.contains("n2") && run.output.contains("silent"), "\(run.output)")
            for k in [1, 3, 4, 5] { #expect(try await Fleet.sh(k, "cat /etc/motd") == "hello from n\(k)\n") }
            #expect(
                try await project.differences("--connect-timeout", "3", "--limit", "all:!silent")["n2"] == [
                    "file:/etc/motd"
                ])
        }

        @Test func `a host cut off the network is reported and done when it is back`() async throws {
            try await Fleet.up()
            let project = try await TestProject([
                "manifests/m.yaml": "hosts: n1,n2\nresources:\n  - directory: /srv/cut\n"
            ])
            try await Fleet.run("cut-network", "1")
            let run = try await project.reconcile("apply", "--auto-approve", "--connect-timeout", "3")
            try await Fleet.run("heal-network", "1")
            #expect(run.status == 3, "\(run.text)")
            try await project.apply()
            #expect(try await Fleet.sh(1, "test -d /srv/cut && echo there") == "there\n")
        }
    }
}
