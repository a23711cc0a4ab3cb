import Testing

extension OnTheFleet {
    @Suite(.serialized) struct OneApplyConverges {
        private static let nginx = """
            name: web
            hosts: n4
            resources:
              - package: nginx
              - file: /etc/nginx/nginx.conf
                content: |
                  events {}
                  http { server { listen 127.0.0.1:8088; return 200 "{{ greeting }}"; } }
              - service: nginx
                state: running
                enabled: true
                restart_on: [file:/etc/nginx/nginx.conf]

            """

        @Test func `a package, the file that it brings and the service that it starts`() async throws {
            try await Fleet.up()
            try await Fleet.fresh(4)
            let project = try await TestProject([
                "manifests/web.yaml": Self.nginx, "group_vars/all.yaml": "greeting: hello\n",
            ])
            let plan = try await project.reconcile("plan")
            #expect(plan.output.contains("service:nginx") && plan.output.contains("unknown"), "\(plan.text)")
            try await project.apply()
            #expect(try await project.differences() == [:])
            #expect(
                try await Fleet.sh(4, "curl -s http://127.0.0.1:8088/; systemctl is-enabled nginx") == "helloenabled\n")
            try await restartIsNotLost(project)
        }

        /// The file is written, and the run is killed before the restart: the next run still owes it.
        private func restartIsNotLost(_ project: borrowing TestProject) async throws {
            try project.write("greeting: changed\n", to: "group_vars/all.yaml")
            let before = try await Fleet.sh(4, "systemctl show -p InvocationID --value nginx")
            // A command that holds the run up between the two, long enough to be killed there.
            try project.write(
                Self.nginx.replacing(
                    "  - service: nginx",
                    with: """
                          - command: hold
                            shell: sleep 60
                            run_on: [file:/etc/nginx/nginx.conf]
                          - service: nginx
                        """.replacing("\n  ", with: "\n")), to: "manifests/web.yaml")
            try await project.killApply(whenOnHost: 4, "grep -q changed /etc/nginx/nginx.conf")
            #expect(try await Fleet.sh(4, "systemctl show -p InvocationID --value nginx") == before)
            try project.write(Self.nginx, to: "manifests/web.yaml")
            let plan = try await project.reconcile("plan")
            #expect(plan.output.contains("service:nginx") && plan.output.contains("restart"), "\(plan.text)")
            try await project.apply()
            #expect(try await Fleet.sh(4, "curl -s http://127.0.0.1:8088/") == "changed")
            #expect(try await project.differences() == [:])
        }

        @Test func `what apply wrote is there after the power was cut`() async throws {
            try await Fleet.up()
            let project = try await TestProject([
                "manifests/m.yaml": """
                hosts: n5
                resources:
                  - directory: /srv/durable
                  - file: /srv/durable/file
                    content: "written\\n"

                """
            ])
            try await project.apply()
            try await Fleet.run("cut-power", "5")
            try await Fleet.run("start", "5")
            #expect(try await Fleet.sh(5, "cat /srv/durable/file") == "written\n")
            #expect(try await project.differences() == [:])
        }

        @Test func `what is gone from the manifests is listed, and left alone`() async throws {
            try await Fleet.up()
            let project = try await TestProject([
                "reconcile.yaml": "project: orphan-test\n",
                "manifests/m.yaml": "hosts: n5\nresources:\n  - directory: /srv/kept\n  - directory: /srv/gone\n",
            ])
            try await project.apply()
            try project.write("hosts: n5\nresources:\n  - directory: /srv/kept\n", to: "manifests/m.yaml")
            let plan = try await project.reconcile("plan", "--detailed-exitcode")
            #expect(plan.output.contains("directory:/srv/gone"), "\(plan.text)")
            try await project.apply()
            #expect(try await Fleet.sh(5, "test -d /srv/gone && echo there") == "there\n")
        }
    }
}
