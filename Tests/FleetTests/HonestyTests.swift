import Testing

extension OnTheFleet {
    @Suite(.serialized) struct WhatAPlanMayNotDo {
        private static let listing = """
            find / -xdev \\( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /var/log -o -path /var/lib/systemd \
            -o -path /root/.cache \\) -prune -o -printf '%p %y %m %u %g %s %T@ %C@\\n' | sort
            """

        @Test func `a plan changes nothing on a node`() async throws {
            try await Fleet.up()
            let project = try await TestProject(Base50.files)
            let before = try await Fleet.sh(3, Self.listing)
            let run = try await project.reconcile("plan", "--limit", "n3")
            #expect(run.status == 0, "\(run.text)")
            let after = try await Fleet.sh(3, Self.listing)
            #expect(before.count > 100_000)
            #expect(
                before == after,
                "\(Set(after.split(separator: "\n")).subtracting(before.split(separator: "\n")).prefix(10))")
        }

        @Test func `an unprivileged user's look is never read as an absence`() async throws {
            try await Fleet.up()
            try await Fleet.sh(
                1, "install -d -m 0700 /srv/private; echo secret > /srv/private/file; chmod 600 /srv/private/file")
            try await Fleet.sh(1, "echo '1 2 3 4 5 /bin/true keep' | crontab -u root -")
            let project = try await TestProject(
                user: "pat",
                [
                    "manifests/m.yaml": """
                    hosts: n1
                    become: false
                    resources:
                      - directory: /srv/private
                      - file: /srv/private/file
                        content: other
                      - cron: nightly
                        user: root
                        schedule: "1 1 * * *"
                        command: /bin/true

                    """
                ])
            let plan = try await project.reconcile("plan", "--json", "--limit", "n1")
            #expect(plan.status == 1, "\(plan.text)")
            #expect(plan.output.contains("permission denied") || plan.output.contains("not allowed"), "\(plan.output)")
            let apply = try await project.reconcile("apply", "--auto-approve", "--limit", "n1")
            #expect(apply.status == 1, "\(apply.text)")
            #expect(
                try await Fleet.sh(1, "cat /srv/private/file; crontab -l | tail -1")
                    == "secret\n1 2 3 4 5 /bin/true keep\n")
        }

        @Test func `a crontab that cannot be read is an error and stays as it is`() async throws {
            try await Fleet.up()
            try await Fleet.sh(
                2, "echo '1 2 3 4 5 /bin/true keep' | crontab -u root -; mv /usr/bin/crontab /usr/bin/crontab.real")
            try await Fleet.sh(
                2,
                "printf '#!/bin/sh\\necho \"crontab: cannot open spool: Input/output error\" >&2\\nexit 1\\n' > /usr/bin/crontab; chmod 755 /usr/bin/crontab"
            )
            let project = try await TestProject([
                "manifests/m.yaml": """
                hosts: n2
                resources:
                  - cron: nightly
                    schedule: "1 1 * * *"
                    command: /bin/true

                """
            ])
            let run = try await project.reconcile("apply", "--auto-approve")
            try await Fleet.sh(2, "mv /usr/bin/crontab.real /usr/bin/crontab")
            #expect(run.status == 1, "\(run.text)")
            #expect(run.text.contains("Input/output error"), "\(run.text)")
            #expect(try await Fleet.sh(2, "crontab -l") == "1 2 3 4 5 /bin/true keep\n")
        }
    }
}
