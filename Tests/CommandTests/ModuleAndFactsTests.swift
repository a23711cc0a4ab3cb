import TestSupport
import Testing

@Suite struct ModuleAndFactsTests {
    private static let files = [
        "reconcile.yaml": "project: triggers\n",
        "inventory/hosts.yaml": "all: {hosts: {self: {ansible_connection: local}}}\n",
        "manifests/load.yaml": """
        hosts: self
        vars: {release: "1"}
        resources:
          - include: load
            vars: {version: "{{ release }}"}

        """,
        "modules/load/module.yaml": """
        params: {version: string}
        resources:
          - template: ~/conf
            source: conf.j2
          - command: load
            shell: cat ~/conf >>~/runs
            triggers: {version: "{{ version }}"}

        """,
        "modules/load/templates/conf.j2": "{{ version }}\n",
    ]

    @Test func `an entry of a module is done again when its trigger is another value`() throws {
        try LocalProject.with(Self.files) { project in
            for (arguments, runs) in [("", "1\n"), ("", "1\n"), ("-e release=2", "1\n2\n"), ("-e release=2", "1\n2\n")]
            {
                let result = try project.run("reconcile apply --auto-approve \(arguments)")
                #expect(result.status == 0, "\(result.text)")
                #expect(try project.text(of: "runs") == runs)
            }
            let plan = try project.run("reconcile plan -e release=3 --tags laod")
            #expect(plan.text.contains("warning: nothing has the tag 'laod' [unknown-tag]"), "\(plan.text)")
        }
    }

    /// `down` cannot be reached; `other` and `idle` can, and no manifest is about `idle`.
    private static let others = files.merging([
        "inventory/hosts.yaml": """
        all:
          vars: {ansible_connection: local}
          hosts:
            self: {}
            other: {}
            down: {ansible_connection: ssh, ansible_host: 127.0.0.1, ansible_port: 1}
            idle: {}

        """,
        "manifests/load.yaml": """
        hosts: self,other,down
        resources:
          - file: "~/{{ inventory_hostname }}"
            content: "{{ hostvars.other.facts.kernel }} {{ hostvars['self'].ansible_system }}"
          - file: ~/down
            content: "{{ hostvars.down.facts.kernel }}"
            when: inventory_hostname == 'self'
          - file: ~/idle
            content: "{{ hostvars.idle.facts.kernel }}"
            when: inventory_hostname == 'self'

        """,
    ]) { $1 }

    @Test func `a template may use the facts of the other hosts of the run`() throws {
        try LocalProject.with(Self.others) { project in
            let result = try project.run("reconcile apply --auto-approve --forks 1")
            #expect(result.status == 3, "\(result.text)")
            let words = try project.text(of: "self").split(separator: " ")
            #expect(words.count == 2 && words[0] == words[1])
            #expect(
                result.text.contains("unknown: the facts of host 'down' are not known: it is unreachable: "),
                "\(result.text)")
            #expect(
                result.text.contains(
                    "the facts of host 'idle' are not known: it takes no part in this run, and has not been visited yet"
                ), "\(result.text)")
        }
    }

    @Test func `the facts of a host that takes no part are those of its last visit`() throws {
        try LocalProject.with(Self.others) { project in
            let early = try project.run("reconcile plan --limit self")
            #expect(early.text.contains("facts of host 'other' are not known: it takes no part in this run"))
            _ = try project.run("reconcile plan --limit other")
            let late = try project.run("reconcile apply --auto-approve --limit self")
            #expect(try project.text(of: "self").split(separator: " ").count == 2, "\(late.text)")
            #expect(
                late.text.contains("note: the facts of 'other', which takes no part in this run, are those of 20"),
                "\(late.text)")
        }
    }

    @Test func `a file in a directory that nobody makes is an error of the plan`() throws {
        var files = Self.files
        files["manifests/load.yaml"] = "hosts: self\nresources: [{file: ~/none/x, content: x}]\n"
        try LocalProject.with(files) { project in
            let plan = try project.run("reconcile plan")
            #expect(plan.status == 1)
            #expect(plan.text.contains("/none is not there; the entry 'directory: "), "\(plan.text)")
        }
    }

    @Test func `a file in a directory that is made indirectly follows in the next round`() throws {
        var files = Self.files
        files["manifests/load.yaml"] = """
            hosts: self
            resources:
              - directory: ~/release/etc
              - link: ~/current
                target: ~/release
              - file: ~/current/etc/conf
                content: x
              - command: data
                shell: mkdir ~/data
                creates: ~/data
              - file: ~/data/x
                content: x

            """
        try LocalProject.with(files) { project in
            let plan = try project.run("reconcile plan")
            #expect(plan.status == 6 && plan.text.contains("unknown: depends on link:"), "\(plan.text)")
            #expect(plan.text.contains("unknown: depends on command:data"), "\(plan.text)")
            let result = try project.run("reconcile apply --auto-approve")
            #expect(result.status == 0, "\(result.text)")
            #expect(project.holds("release/etc/conf") && project.holds("data/x"))
        }
    }
}
