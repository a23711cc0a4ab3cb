import Testing

extension OnTheFleet {
    @Suite(.serialized) struct ReleasesOnAHost {
        private static let folder = "/srv/releases"

        private static func manifest(_ version: String) -> String {
            """
            name: releases
            hosts: n1
            resources:
              - release: led
                version: "\(version)"
                url: file://\(folder)/led-\(version).tar.gz
                sha256: "{{ lookup('file', 'led-\(version).sha256') }}"
                strip: 1
                bin: [led]
                keep: 1
              - command: note a new version
                shell: led >>\(folder)/runs
                run_on: ["release:led"]

            """
        }

        /// Versions 1 to 3 as archives on the host; what each hashes to goes into the project, wrong for version 3.
        private func project() async throws -> TestProject {
            let digests = try await Fleet.sh(
                1,
                """
                rm -rf \(Self.folder) /opt/led /usr/local/bin/led; mkdir -p \(Self.folder); cd \(Self.folder)
                for v in 1 2 3; do
                    mkdir "led-$v"; printf '#!/bin/sh\\necho %s\\n' "$v" >"led-$v/led"; chmod 755 "led-$v/led"
                    tar -czf "led-$v.tar.gz" "led-$v"; sha256sum <"led-$v.tar.gz" | cut -d' ' -f1
                done
                """
            ).split(separator: "\n").map(String.init)
            try #require(digests.count == 3)
            return try await TestProject([
                "manifests/m.yaml": Self.manifest("1"),
                "files/led-1.sha256": digests[0], "files/led-2.sha256": digests[1], "files/led-3.sha256": digests[1],
            ])
        }

        private func state() async throws -> String {
            try await Fleet.sh(1, "ls -A /opt/led | tr '\\n' ' '; readlink /opt/led/current; led")
        }

        @Test func `a release goes forward, back, and stays where it is held`() async throws {
            try await Fleet.up()
            let project = try await project()
            try await project.apply()
            #expect(try await state() == "1 current 1\n1\n")

            try project.write(Self.manifest("2"), to: "manifests/m.yaml")
            // Whoever starts the program meanwhile finds the old one or the new one.
            try await Fleet.sh(
                1,
                """
                rm -f /tmp/led-stop /tmp/led-seen
                ( until [ -e /tmp/led-stop ]; do led || echo broken; done >/tmp/led-seen 2>&1 ) >/dev/null 2>&1 &
                """)
            try await project.apply()
            let seen = try await Fleet.sh(1, "touch /tmp/led-stop; sleep 1; sort -u /tmp/led-seen | tr '\\n' ' '")
            #expect(seen == "1 2 ")
            #expect(try await state() == "1 2 current 2\n2\n")
            #expect(try await Fleet.sh(1, "cat \(Self.folder)/runs") == "1\n2\n")

            // Back: nothing is fetched, so the archive is not needed any more.
            try await Fleet.sh(1, "rm \(Self.folder)/led-1.tar.gz")
            try project.write(Self.manifest("1"), to: "manifests/m.yaml")
            try await project.apply()
            #expect(try await state() == "1 2 current 1\n1\n")
            #expect(try await Fleet.sh(1, "cat \(Self.folder)/runs") == "1\n2\n1\n")

            // Held at 2, whatever the manifest says.
            try await Fleet.sh(1, "echo '2 the first one leaks' >/opt/led/.reconcile-hold")
            try await project.apply()
            #expect(try await state() == ".reconcile-hold 1 2 current 2\n2\n")
            let plan = try await project.reconcile("plan")
            #expect(
                plan.output.contains(
                    "note: release:led is held at 2, not 1, by /opt/led/.reconcile-hold: the first one leaks"),
                "\(plan.text)")
            #expect(try await project.differences() == [:])
            try await Fleet.sh(1, "rm /opt/led/.reconcile-hold")
            try await project.apply()
            #expect(try await state() == "1 2 current 1\n1\n")
        }

        @Test func `what somebody changes by hand is named, and repaired`() async throws {
            try await Fleet.up()
            let project = try await project()
            try await project.apply()
            let drifts = [
                ("ln -sfn 0 /opt/led/current", "version"), ("rm /opt/led/current", "version"),
                ("ln -sfn /bin/true /usr/local/bin/led", "/usr/local/bin/led"),
                ("rm /usr/local/bin/led", "/usr/local/bin/led"),
                ("sed -i s/sha256/other/ /opt/led/1/.reconcile-archive", "content of 1"),
                ("rm -r /opt/led/1", "content of 1"), ("rm -r /opt/led/1/led /opt/led", "version"),
                ("touch /opt/led/.1.reconcile-archive", "left over"),
            ]
            for (script, field) in drifts {
                try await Fleet.sh(1, script)
                let fields = try await project.changedFields()["release:led"] ?? []
                #expect(fields.contains(field), "\(script): \(fields)")
                try await project.apply()
                #expect(try await state() == "1 current 1\n1\n", "\(script)")
                #expect(try await project.differences() == [:], "\(script)")
            }
            try await Fleet.sh(1, "rm /usr/local/bin/led; echo mine >/usr/local/bin/led")
            let refused = try await project.reconcile("plan")
            #expect(refused.status == 1, "\(refused.text)")
            #expect(refused.output.contains("/usr/local/bin/led is a file, not a link"), "\(refused.text)")
            try await Fleet.sh(1, "rm /usr/local/bin/led")
        }

        @Test func `what is not what it should be never comes into use, and old versions go`() async throws {
            try await Fleet.up()
            let project = try await project()
            try await project.apply()
            try project.write(Self.manifest("3"), to: "manifests/m.yaml")
            let refused = try await project.reconcile("apply", "--auto-approve")
            #expect(refused.status == 1 && refused.output.contains("has another SHA-256"), "\(refused.text)")
            #expect(try await state() == "1 current 1\n1\n")

            try project.write(Self.manifest("2"), to: "manifests/m.yaml")
            try await project.apply()
            let digest = try await Fleet.sh(1, "sha256sum <\(Self.folder)/led-3.tar.gz | cut -d' ' -f1").trimmed
            try project.write(digest, to: "files/led-3.sha256")
            try project.write(Self.manifest("3"), to: "manifests/m.yaml")
            let plan = try await project.reconcile("plan")
            #expect(plan.output.contains("the version 1, and what was added in /opt/led/1"), "\(plan.text)")
            try await project.apply()
            #expect(try await state() == "2 3 current 3\n3\n")
            #expect(try await project.differences() == [:])

            try project.write(
                "hosts: n1\nresources:\n"
                    + "  - {release: led, version: '3', bin: [led], state: absent, recursive: true}\n",
                to: "manifests/m.yaml")
            try await project.apply()
            #expect(try await Fleet.sh(1, "ls -d /opt/led /usr/local/bin/led 2>&1 | grep -c 'No such'") == "2\n")
        }
    }
}
