import Testing

extension OnTheFleet {
    /// A host without GNU tools, reached over SSH like any other.
    @Suite(.serialized) struct AHostWithBusyboxAlone {
        private static let key = "AAAAC3NzaC1lZDI1NTE5AAAAIHHmbsotbjZpeBL8X3G/EKrm1wdy1xu68ZGG9TDQnhH3"

        private static let entries = [
            "directory: /srv/cat", "group: cats, gid: 4321",
            "user: catty, uid: 4321, group: cats, groups: [adm], shell: /bin/sh",
            "file: /srv/cat/file, content: \"text\\n\", owner: catty, mode: \"0640\", backups: 1, validate: 'grep -q text %s'",
            "link: /srv/cat/link, target: file", "line: /srv/cat/conf, match: ^port, text: port 8080, create: true",
            "block: '/srv/cat/conf#lab', content: \"a\\nb\\n\"",
            "directory: /srv/cat/tree, source: tree, purge: true, recurse: true, mode: \"0750\"",
            "download: /srv/cat/fetched, url: 'file:///srv/offline/copy', "
                + "sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            "archive: /srv/cat/unpacked, url: 'file:///srv/offline/app.tar.gz', version: '1', strip: 1, owner: catty",
            "authorized_key: catty, key: 'ssh-ed25519 \(key) cat'", "mode: '/srv/modes/*.sh', files: \"0750\"",
            "cleanup: '/srv/old/*.log', older_than: 2d",
            "command: mark, shell: 'echo ran >/srv/cat/mark', creates: /srv/cat/mark",
        ]

        /// What somebody changes by hand, and the address that a plan has to name.
        private static let drifts = [
            ("echo x >>/srv/cat/file", "file:/srv/cat/file"), ("ln -sfn x /srv/cat/link", "link:/srv/cat/link"),
            ("sed -i s/8080/1/ /srv/cat/conf", "line:/srv/cat/conf#^port"),
            ("echo x >/srv/cat/tree/stray; chmod 700 /srv/cat/tree/sub", "directory:/srv/cat/tree"),
            ("rm -r /srv/cat/unpacked", "archive:/srv/cat/unpacked"),
            ("echo x >/srv/cat/fetched", "download:/srv/cat/fetched"),
            ("chmod 777 /srv/modes/a.sh", "mode:/srv/modes/*.sh"),
            ("touch -d '2020-01-01 00:00' /srv/old/b.log", "cleanup:/srv/old/*.log"),
        ]

        private static let judge = """
            [ "$(cat /srv/cat/file)" = text ] && [ "$(stat -c '%U %a' /srv/cat/file)" = 'catty 640' ] &&
            [ "$(readlink /srv/cat/link)" = file ] && [ "$(cat /srv/cat/mark)" = ran ] && id -nG catty | grep -qw adm &&
            grep -qx 'port 8080' /srv/cat/conf && [ "$(grep -c . /srv/cat/conf)" = 5 ] &&
            [ "$(cat /srv/cat/tree/sub/b)" = b ] && ! [ -e /srv/cat/tree/stray ] && [ "$(cat /srv/cat/fetched)" = hello ] &&
            [ "$(cat /srv/cat/unpacked/run)" = run ] && [ "$(stat -c %U /srv/cat/unpacked/run)" = catty ] &&
            grep -q AAAA ~catty/.ssh/authorized_keys && [ "$(stat -c %a /srv/modes/a.sh)" = 750 ] && [ -z "$(ls /srv/old)" ]
            """

        @Test func `what busybox can do is made, found changed, and repaired`() async throws {
            let place = try await Fleet.run("busybox").trimmed.split(separator: " ")
            let project = try await TestProject([
                "inventory/hosts.yaml": """
                all: {hosts: {bare: {ansible_host: \(place[0]), ansible_port: \(place[1]), ansible_user: root, \
                ansible_ssh_private_key_file: \(try await Fleet.run("key").trimmed)}}}

                """,
                "manifests/m.yaml": "hosts: bare\nresources:\n" + Self.entries.map { "  - {\($0)}\n" }.joined(),
                "files/tree/a": "a\n", "files/tree/sub/b": "b\n",
            ])
            // Debian builds its busybox without the tools that make accounts.
            try await sh(
                """
                grep -q ^catty /etc/passwd || {
                    echo catty:x:4321:4321::/home/catty:/bin/sh >>/etc/passwd
                    echo cats:x:4321: >>/etc/group
                    sed -i 's/^adm:.*/&catty/' /etc/group
                }
                mkdir -p /home/catty && chown catty:cats /home/catty
                mkdir -p /srv/offline/app /srv/modes /srv/old
                printf hello >/srv/offline/copy
                echo run >/srv/offline/app/run
                cd /srv/offline && tar -czf app.tar.gz app
                touch /srv/modes/a.sh
                touch -d '2020-01-01 00:00' /srv/old/a.log
                """)
            try await project.apply()
            try await sh(Self.judge)
            #expect(try await project.differences() == [:])
            for (script, _) in Self.drifts { try await sh(script) }
            let differences = try await project.differences()["bare"] ?? []
            #expect(differences.sorted() == Self.drifts.map { $0.1 }.sorted())
            try await project.apply()
            try await sh(Self.judge)
            #expect(try await project.differences() == [:])
        }

        private func sh(_ script: String) async throws {
            let run = try await Program.run([Fleet.tool, "busybox-sh", script])
            try #require(run.status == 0, "\(script): \(run.text)")
        }
    }
}
