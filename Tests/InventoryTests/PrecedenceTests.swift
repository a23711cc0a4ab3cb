import Diagnostics
import Testing
import YAML

@testable import Inventory

@Suite struct PrecedenceTests {
    @Test func `depth beats ansible_group_priority`() throws {
        let inventory = try Inventory.ini(
            """
            [a]
            h1
            [top:children]
            deep
            [deep]
            h1
            [a:vars]
            ansible_group_priority=10
            who=a
            [deep:vars]
            who=deep
            """)
        #expect(inventory.raw("who", of: "h1") == "deep")
        #expect(inventory.host(named: "h1")?.groups == ["top", "a", "deep"])
        #expect(inventory.group(named: "a")?.priority == 10)
    }

    @Test func `priority decides between groups of one depth, and is no variable`() throws {
        let inventory = try Inventory.ini("[a]\nh\n[b]\nh\n[a:vars]\nansible_group_priority=2\nx=a\n[b:vars]\nx=b\n")
        #expect(inventory.raw("x", of: "h") == "a")
        #expect(inventory.raw("ansible_group_priority", of: "h") == nil)
    }

    @Test func `a file in group_vars beats inventory vars of a deeper group`() throws {
        let text = "[a]\nh1\n[top:children]\ndeep\n[deep]\nh1\n[deep:vars]\nwho=from_deep\n"
        #expect(try Inventory.ini(text).raw("who", of: "h1") == "from_deep")
        let withFile = try Inventory.ini(text, ["group_vars/a.yml": "who: gv_a\n"])
        #expect(withFile.raw("who", of: "h1") == "gv_a")
    }

    @Test func `group_vars of all beat inventory vars of all and of any group`() throws {
        let inventory = try Inventory.ini(
            "[g]\nh\n[all:vars]\nx=inventory\ny=inventory\n[g:vars]\ny=group\n",
            ["group_vars/all.yml": "x: file\ny: file\n"])
        #expect(inventory.raw("x", of: "h") == "file")
        #expect(inventory.raw("y", of: "h") == "file")
    }

    @Test func `values in INI sections have types, against Ansible's manual`() throws {
        let inventory = try Inventory.ini("h\n[all:vars]\nnum=5\nflag=False\nv=0123\nw=yes\n")
        let host = try #require(inventory.host(named: "h"))
        let values = inventory.layers(for: host).winners.mapValues { $0.scalar }
        #expect(values == ["num": .int(5), "flag": .bool(false), "v": .string("0123"), "w": .string("yes")])
    }

    @Test func `variable files are YAML 1_1`() throws {
        let inventory = try Inventory.ini("h\n", ["host_vars/h.yml": "a: yes\nb: 010\nc: 1:30\nd: 1.20\n"])
        let host = try #require(inventory.host(named: "h"))
        let values = inventory.layers(for: host).winners
        #expect(values.mapValues { $0.scalar } == ["a": .bool(true), "b": .int(8), "c": .int(90), "d": .float(1.2)])
        #expect(values["d"]?.string == "1.20")
    }

    @Test func `a key given twice in a variable file is an error unless that is allowed`() throws {
        let files = SourceFiles.table(["hosts": "h\n", "group_vars/all.yml": "a: 1\na: 2\n"])
        let problems = #expect(throws: Problems.self) {
            try Inventory.load(from: ["hosts"], projectFolder: ".", reading: files)
        }
        #expect(problems?.all.map { $0.code } == ["duplicate-key"])
        var lenient = Strictness()
        lenient[.duplicateKeys] = .warning
        let inventory = try Inventory.load(
            from: ["hosts"], projectFolder: ".", reading: files, strictness: lenient)
        #expect(inventory.raw("a", of: "h") == "2")
        #expect(inventory.warnings.map { $0.code } == ["duplicate-key"])
    }

    @Test func `a variable named port is allowed and means nothing`() throws {
        let inventory = try Inventory.ini("h:22 port=80\n")
        #expect(inventory.raw("port", of: "h") == "80")
        #expect(inventory.raw("ansible_port", of: "h") == "22")
    }

    @Test func `a number is no name of a host in YAML`() throws {
        let problems = #expect(throws: Problems.self) {
            try Inventory.yaml("web:\n  hosts:\n    1234:\n    ok:\n    1.5:\n")
        }
        #expect(problems?.all.map { $0.span?.start } == [Position(line: 3, column: 5), Position(line: 5, column: 5)])
    }

    @Test func `layers go from the lowest to the highest and say where they come from`() throws {
        let inventory = try Inventory.ini(
            "[g]\nh x=1\n[all:vars]\nx=0\n[g:vars]\nx=2\n",
            [
                "group_vars/all.yml": "x: 3", "group_vars/g/2.yml": "x: 5", "group_vars/g/1.yml": "x: 4",
                "host_vars/h": "x: 6",
            ])
        let host = try #require(inventory.host(named: "h"))
        let layers = inventory.layers(for: host).map { "\($0.rule) (\($0.file)) \($0.variables["x"]?.string ?? "")" }
        #expect(
            layers == [
                "inventory group all (hosts.ini) 0", "inventory group g (hosts.ini) 2",
                "group_vars/all (group_vars/all.yml) 3", "group_vars/g (group_vars/g/1.yml) 4",
                "group_vars/g (group_vars/g/2.yml) 5", "inventory host h (hosts.ini) 1", "host_vars/h (host_vars/h) 6",
            ])
    }

    @Test func `variables beside the project beat those beside the inventory`() throws {
        let files = SourceFiles.table([
            "inv/hosts": "[g]\nh\n", "inv/group_vars/g.yml": "x: inv\ny: inv", "group_vars/all.yml": "y: project",
            "group_vars/g.yml": "x: project",
        ])
        let inventory = try Inventory.load(from: ["inv/hosts"], projectFolder: ".", reading: files)
        #expect(inventory.raw("x", of: "h") == "project")
        #expect(inventory.raw("y", of: "h") == "inv")
    }

    @Test func `the machine itself has the variables of all and its own files`() throws {
        let inventory = try Inventory.ini(
            "h\n[all:vars]\nansible_connection=ssh\nx=1\n", ["host_vars/localhost.yml": "y: 2"])
        #expect(inventory.warnings == [])
        #expect(inventory.raw("x", of: "localhost") == "1")
        #expect(inventory.raw("y", of: "localhost") == "2")
        #expect(inventory.raw("ansible_connection", of: "localhost") == "local")
    }
}
