import TestSupport
import Testing

@Suite struct BarrierTests {
    /// The host that waits comes first, so that with one place at a time it would keep the other from its turn.
    private static func files(_ ready: String) -> [String: String] {
        [
            "reconcile.yaml": "project: barriers\n",
            "inventory/hosts.yaml": """
            all:
              vars: {ansible_connection: local}
              hosts: {front: {}, back: {}}

            """,
            "manifests/web.yaml": """
            hosts: front
            after: [db@all]
            resources:
              - command: web
                shell: test -e ~/ready && touch ~/web
                creates: ~/web

            """,
            "manifests/db.yaml": "hosts: back\nresources:\n" + ready,
        ]
    }

    private static let second = """
          - command: ready
            shell: echo x >>~/tries; test "$(wc -l <~/tries)" -gt 1 && touch ~/ready
            creates: ~/ready
            retry: {attempts: 3, delay: 1s}

        """

    @Test func `a manifest begins when the one that it comes after is through on the other host`() throws {
        try LocalProject.with(Self.files(Self.second)) { project in
            let result = try project.run("reconcile apply --auto-approve --forks 1")
            #expect(result.status == 0, "\(result.text)")
            #expect(project.holds("web"))
            #expect(try project.text(of: "tries") == "x\nx\n", "the second attempt did it")
        }
    }

    /// The same folder is every host's here, as a shared one would be: what one does shows on the others.
    @Test func `what another host did in the meantime is looked at anew`() throws {
        var files = Self.files(Self.second)
        files["manifests/web.yaml"] = """
            hosts: front
            after: [db@all]
            resources:
              - command: web
                shell: touch ~/web
                onlyif: test -e ~/ready
                creates: ~/web
              - command: same
                shell: touch ~/same
                unless: test -e ~/ready

            """
        files["manifests/last.yaml"] = """
            hosts: back
            after: web@front
            resources:
              - command: last
                shell: test -e ~/web && touch ~/last
                creates: ~/last

            """
        try LocalProject.with(files) { project in
            let result = try project.run("reconcile apply --auto-approve --forks 1")
            #expect(result.status == 0, "\(result.text)")
            #expect(project.holds("web"), "there was nothing to do before the barrier, and there is behind it")
            #expect(!project.holds("same"), "there was something to do before the barrier, and there is not behind it")
            #expect(project.holds("last"))
        }
    }

    @Test func `it is skipped with the reason where the other one failed`() throws {
        let failing = "  - {command: ready, shell: 'false', creates: ~/ready}\n"
        try LocalProject.with(Self.files(failing)) { project in
            let result = try project.run("reconcile apply --auto-approve")
            #expect(result.status == 1, "\(result.text)")
            #expect(
                result.text.contains("skipped: manifest db is not through on back: command:ready was not done"),
                "\(result.text)")
            let alone = try project.run("touch ~/ready; reconcile apply --auto-approve --limit front")
            #expect(alone.status == 0, "a host outside of the run is not waited for: \(alone.text)")
        }
    }

    @Test func `more hosts may wait than the usual limit of open files has room for`() throws {
        let hosts = (1...40).map { "h\($0): {}" }.joined(separator: ", ")
        var files = Self.files(Self.second)
        files["inventory/hosts.yaml"] = """
            all:
              vars: {ansible_connection: local}
              hosts: {front: {}, \(hosts), back: {}}

            """
        files["manifests/all.yaml"] = """
            hosts: all
            after: [db@all]
            resources:
              - command: "{{ inventory_hostname }}"
                shell: "true"
                unless: test -e ~/ready

            """
        try LocalProject.with(files) { project in
            let result = try project.run("ulimit -Sn 64; reconcile apply --auto-approve --forks 4")
            #expect(result.status == 0, "\(result.text)")
        }
    }

    @Test func `a host that waits ends with the run that is interrupted`() throws {
        let slow = "  - {command: ready, shell: 'touch ~/began; sleep 2; touch ~/ready', creates: ~/ready}\n"
        try LocalProject.with(Self.files(slow)) { project in
            let result = try project.run(
                """
                reconcile apply --auto-approve &
                while [ ! -e ~/began ]; do kill -0 $! || break; sleep 0.1; done
                kill -INT $!
                wait $!
                """)
            #expect(result.status == 130, "\(result.text)")
            #expect(result.text.contains("skipped: interrupted"), "\(result.text)")
            #expect(!project.holds("web"))
        }
    }
}
