import Testing

extension OnTheFleet {
    /// The fields that are about what other entries change, and about values of the manifest.
    @Suite(.serialized) struct WhatIsOwed {
        private static let before = """
            mkdir -p /srv/owed
            for name in restarts reloads triggered; do
                printf '[Service]\\nExecStart=/bin/sleep infinity\\nExecReload=/bin/touch /srv/owed/reloaded\\n' \
            >/etc/systemd/system/cat-$name.service
            done
            systemctl daemon-reload
            """

        private static func manifest(_ value: Int) -> String {
            """
            hosts: n1
            resources:
              - {file: /srv/owed/watched, content: "\(value)\\n"}
              - {service: cat-restarts, state: running, restart_on: ['file:/srv/owed/*']}
              - {service: cat-reloads, state: running, reload_on: ['file:/srv/owed/watched']}
              - {service: cat-triggered, state: running, triggers: {value: \(value)}}
              - {command: on change, shell: cat watched >>changes, cwd: /srv/owed, run_on: ['file:/srv/owed/watched']}
              - {command: on a value, shell: echo \(value) >>values, cwd: /srv/owed, triggers: [\(value)]}
              - {command: every time, shell: echo \(value) >>times, cwd: /srv/owed, always: true}

            """
        }

        private func runs() async throws -> [String] {
            let text = try await Fleet.sh(
                1,
                """
                for name in restarts reloads triggered; do systemctl show -p InvocationID --value cat-$name; done
                cd /srv/owed; ls reloaded 2>/dev/null || echo; cat changes | tr '\\n' ' '; cat values | tr '\\n' ' '
                cat times | tr '\\n' ' '
                """)
            return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }

        @Test func `a change is followed by the restart, the reload and the runs that are asked for`() async throws {
            try await Fleet.up()
            try await Fleet.sh(1, Self.before)
            let project = try await TestProject(["manifests/m.yaml": Self.manifest(1)])
            try await project.apply()
            #expect(try await project.differences() == ["n1": ["command:every time"]])
            let first = try await runs()
            #expect(Array(first[3...]) == ["", "1 1 1 "])

            try project.write(Self.manifest(2), to: "manifests/m.yaml")
            #expect(try await project.differences()["n1"]?.count == 7)
            try await project.apply()
            #expect(try await project.differences() == ["n1": ["command:every time"]])
            let second = try await runs()
            #expect(second[0] != first[0], "restarted")
            #expect(second[1] == first[1], "reloaded without a restart")
            #expect(second[2] != first[2], "restarted for its value")
            #expect(Array(second[3...]) == ["reloaded", "1 2 1 2 1 2 "])
        }
    }
}
