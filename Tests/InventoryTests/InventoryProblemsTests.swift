import Diagnostics
import TestSupport
import Testing

@testable import Inventory

@Suite struct InventoryProblemsTests {
    /// Everything that is said about files, as a terminal shows it.
    private func report(_ texts: [String: String], from paths: [String]) -> String {
        let renderer = DiagnosticRenderer(sources: texts.map { Source(name: $0.key, text: $0.value) })
        do throws(Problems) {
            let inventory = try Inventory.load(from: paths, projectFolder: ".", reading: .table(texts))
            return renderer.render(inventory.warnings)
        } catch {
            return renderer.render(error.all)
        }
    }

    @Test func `an INI inventory reports all of its mistakes at once`() throws {
        let text = """
            web1 web2
            web[1:
            db[09:100] x='open
            db[09:100]
            cache:
            [two words]
            these lines = say nothing
            [web:var]
            x=1
            [web]
            web1
            [web:vars]
            ansible_group_priority=high
            just words
            [prod:children]
            wbe
            prod
            [web:children]
            web:1
            [b:children]
            c
            [c:children]
            d
            [d:children]
            b
            """
        try expectGolden(report(["hosts.ini": text], from: ["hosts.ini"]), "ini-problems.txt")
    }

    @Test func `a YAML inventory reports all of its mistakes at once`() throws {
        let text = """
            all:
              hosts: [a, b]
              children:
                web:
                  hosts:
                    10: {}
                    db[5:1]:
                    web1: [x]
                  vars: 5
                  children:
                    all:
                3: {}
                db:
                  vars: {1: 2}
                  children:
                    web:
                web2:
                  children: {db: }
                  vars: {ansible_group_priority: soon}
            """
        try expectGolden(report(["hosts.yaml": text], from: ["hosts.yaml"]), "yaml-problems.txt")
    }

    @Test func `what is odd but harmless is a warning`() throws {
        let files = [
            "inv/hosts.yaml": """
            web:
              host: {a: }
              hosts: {b: , web: }
              colour: {x: 1}
            skipped: [1]
            """,
            "inv/hosts.cfg": "[never]\n",
            "inv/10": "c password=abc#def\n",
            "group_vars/wbe.yml": "x: 1",
            "group_vars/web.yml": "ansible_group_priority: 5",
            "group_vars/web.yaml": "x: 1",
            "group_vars/README.md": "x",
            "host_vars/zzz/main.yml": "x: 1",
        ]
        try expectGolden(report(files, from: ["inv"]), "warnings.txt")
    }

    @Test func `what cannot be an inventory says what to do instead`() throws {
        let files = [
            "run": "#!/bin/sh\necho {}\n", "plugin.yaml": "plugin: aws_ec2\n", "list.yaml": "- a\n",
            "syntax.yaml": "web: {\n", "hosts": "a\n", "group_vars/all.yml": "$ANSIBLE_VAULT;1.1;AES256\n333\n",
            "host_vars/a.yml": "- list\n", "group_vars/ungrouped.yml": "1: x\n",
        ]
        let paths = ["run", "plugin.yaml", "list.yaml", "syntax.yaml", "nowhere", "hosts", "a[1:,b"]
        try expectGolden(report(files, from: paths), "unfit-inventories.txt")
    }
}
