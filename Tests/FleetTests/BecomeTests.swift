import Testing

extension OnTheFleet {
    @Suite(.serialized) struct Becoming {
        private static let manifest = """
            hosts: n1
            become: true
            resources:
              - file: /root/by-root
                content: "{{ inventory_hostname }}\\n"
                mode: "0600"
              - command: who
                shell: id -un > /tmp/who-ran
                creates: /tmp/who-ran
                become_user: ops

            """

        @Test(arguments: ["root", "ops"]) func `sudo without a password`(_ user: String) async throws {
            try await Fleet.up()
            try await Fleet.sh(1, "rm -f /root/by-root /tmp/who-ran")
            let project = try await TestProject(user: user, ["manifests/m.yaml": Self.manifest])
            try await project.apply("--limit", "n1")
            #expect(try await Fleet.sh(1, "stat -c '%U %a' /root/by-root; cat /tmp/who-ran") == "root 600\nops\n")
            #expect(try await project.differences("--limit", "n1") == [:])
        }

        @Test func `sudo with a password`() async throws {
            try await Fleet.up()
            try await Fleet.sh(1, "rm -f /root/by-root /tmp/who-ran")
            let password = "correct horse battery"
            let project = try await TestProject(
                user: "pat",
                ["manifests/m.yaml": Self.manifest, "group_vars/all.yaml": "ansible_become_password: \(password)\n"])
            try await project.apply("--limit", "n1")
            #expect(try await Fleet.sh(1, "stat -c '%U %a' /root/by-root") == "root 600\n")
        }

        /// Each wants another user, so that the connection has to be root's.
        @Test func `what has no become is done by who logs in`() async throws {
            try await Fleet.up()
            try await Fleet.sh(1, "rm -rf /srv/who; mkdir -m 1777 /srv/who; rm -f /home/ops/guarded")
            let manifest = """
                hosts: n1
                vars: {big: "{{ 'line\n' * 60000 }}"}
                resources:
                  - {file: /srv/who/login, content: "{{ big }}"}
                  - {file: /srv/who/root, content: "{{ big }}", become: true}
                  - {file: /srv/who/pat, content: "{{ big }}", become: true, become_user: pat}
                  - {command: login, shell: id -un >/srv/who/ran, creates: /srv/who/ran}
                  - {command: guarded, shell: touch ~/guarded, unless: test -e ~/guarded}

                """
            let project = try await TestProject(user: "ops", ["manifests/m.yaml": manifest])
            try await project.apply("--limit", "n1")
            let owners = try await Fleet.sh(1, "cd /srv/who; stat -c '%n %U %s' *; cat ran")
            #expect(try await Fleet.sh(1, "stat -c %U /home/ops/guarded") == "ops\n")
            #expect(owners == "login ops 300000\npat pat 300000\nran ops 4\nroot root 300000\nops\n")
            #expect(try await project.differences("--limit", "n1") == [:])
        }

        @Test func `a refused password costs one try and stops the run`() async throws {
            try await Fleet.up()
            let project = try await TestProject(
                user: "pat",
                [
                    "manifests/m.yaml": Self.manifest.replacing("hosts: n1", with: "hosts: all"),
                    "group_vars/all.yaml": "ansible_become_password: wrong-4711\n",
                ])
            for k in 1...Fleet.size {
                try await Fleet.sh(k, "journalctl --rotate --vacuum-time=1s -q >/dev/null 2>&1; journalctl --sync")
            }
            let run = try await project.reconcile("plan")
            #expect(run.status == 1, "\(run.text)")
            #expect(!run.text.contains("wrong-4711"))
            var tries = 0
            for k in 1...Fleet.size {
                let count = try await Fleet.sh(
                    k, "journalctl -q -o cat | grep -c 'auth.*authentication failure.*pat' || true")
                tries += Int(count.trimmed) ?? 0
            }
            #expect(tries <= 1, "\(tries) tries")
        }
    }
}
