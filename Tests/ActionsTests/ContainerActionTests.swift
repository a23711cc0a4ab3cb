import Actions
import TestSupport
import Testing

/// In which order an engine is called, and what becomes of the old container when it fails; real engines are run by
/// the tests on hosts.
@Suite struct ContainerActionTests {
    /// Keeps a file for each container, which says whether it runs; does not start what is called `bad`, and cannot look
    /// at what is torn.
    private static let engine = #"""
        #!/bin/sh
        cd "$(dirname "$0")/state" || exit
        for last; do :; done
        echo "$*" >>../calls
        case $1 in
        (container) if ! [ -e "$last" ] || grep -q torn "$last"; then exit 125; else cat "$last"; fi ;;
        (create)
            name=${2#--name=}
            cat ../.local/state/reconcile/.engine >>../calls
            cat >../env
            echo "$*" | grep -q ' bad' && echo bad >"$name" || echo false >"$name"
            ;;
        (rename) mv "$2" "$3" ;;
        (rm) rm -f "$last" ;;
        (load) echo 'Loaded image: j:2' ;;
        (image) [ "$last" != gone:1 ] ;;
        (images) [ "$last" != stuck:1 ] || echo 1f ;;
        (rmi) case $last in (stuck:1|lost:1) exit 1 ;; esac ;;
        (stop) echo false >"$last" ;;
        (start)
            if grep -q bad "$last"; then
                echo 'cannot start' >&2
                exit 1
            fi
            echo true >"$last"
            ;;
        esac
        """#

    private func create(
        _ image: String = "i:1", options: [String] = [], networks: [String] = [], gpus: [String] = [],
        starts: Bool = true
    ) -> Action {
        .container(
            .create(
                .init(
                    name: "web", image: image, options: options, networks: networks, gpus: gpus,
                    environment: Payload("TOKEN=very secret\n"), command: ["run", "a b"], starts: starts)))
    }

    private struct Outcome {
        var result: ScriptResult
        var calls: [String]
        var containers: String
        var environment: String
        var marks: String
    }

    /// What comes of an action after commands that run where the containers' files are.
    private func perform(
        _ action: Action, _ shell: PosixShell = .dash, engine: String = "podman", before: String = ":"
    ) throws -> Outcome {
        try withTemporaryFolder { folder in
            try writeTool(Self.engine, to: "\(folder)/\(engine)")
            #expect(try runScript("mkdir \(folder)/state && cd \(folder)/state && \(before)").status == 0)
            // So that no engine of this machine is found.
            let tools = "sleep grep cat dirname mv rm sh mkdir sync sed tr date head"
            #expect(try runScript("for t in \(tools); do ln -s \"$(command -v $t)\" \(folder)/$t; done; :").status == 0)
            // A user whose state is kept here.
            try writeTool("#!/bin/sh\necho 1000\n", to: folder + "/id")
            let script =
                "PATH=\(folder) HOME=\(folder)\n\(Compiler.prelude)\n(\n\(Compiler(spool: "/no").script([action])))\n"
            let result = try runScript(script, with: shell)
            let calls = try runScript("cat \(folder)/calls").text.split(separator: "\n").map(String.init)
            return Outcome(
                result: result, calls: calls,
                containers: try runScript("cd \(folder)/state; grep -r . . | sort | tr '\\n' ' '").text,
                environment: try runScript("cat \(folder)/env").text,
                marks: try runScript("cat \(folder)/.local/state/reconcile/.engine").text)
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a container is made under another name, and its variables are on no command line`(_ shell: PosixShell) throws
    {
        let outcome = try perform(
            create(options: ["--user=op"], networks: ["default", "inner"], gpus: ["0", "1"]), shell)
        #expect(outcome.result.status == 0, "\(outcome.result.text)")
        #expect(outcome.containers == "./web:true ")
        #expect(outcome.marks == "")
        #expect(outcome.environment == "TOKEN=very secret\n")
        #expect(!outcome.calls.joined().contains("secret"))
        let words = "--network=podman,inner --device=nvidia.com/gpu=1 --device=nvidia.com/gpu=0 --user=op i:1 run a b"
        #expect(
            outcome.calls.filter { !$0.contains("inspect") } == [
                "create --name=web.reconcile-new --env-file=/dev/stdin \(words)", "container web",
                "rename web.reconcile-new web", "start web",
            ])
    }

    @Test func `docker has its own words for networks and GPUs`() throws {
        let calls = try perform(
            create(networks: ["default", "inner"], gpus: ["0", "1"], starts: false), engine: "docker"
        ).calls
        #expect(calls.contains { $0.contains("--network=bridge --gpus=\"device=0,1\" i:1") })
        #expect(calls.contains("network connect inner web.reconcile-new"))
        let all = try perform(create(gpus: ["all"], starts: false), engine: "docker").calls
        #expect(all.contains { $0.contains("--gpus=all") })
    }

    @Test(arguments: PosixShell.installed)
    func `the old container comes back when the new one cannot be started`(_ shell: PosixShell) throws {
        let ran = try perform(create("bad"), shell, before: "echo true >web")
        #expect(ran.result.status == 1 && ran.result.text.contains("cannot start"))
        #expect(ran.containers == "./web:true ")
        let stopped = try perform(create("bad"), shell, before: "echo false >web")
        #expect(stopped.result.status == 1 && stopped.containers == "./web:false ")
        #expect(try perform(create("bad"), shell).containers == "")
    }

    @Test(arguments: PosixShell.installed)
    func `what a killed run has left is put right`(_ shell: PosixShell) throws {
        let aside = try perform(create(), shell, before: "echo false >web.reconcile-old; echo false >web.reconcile-new")
        #expect(aside.result.status == 0 && aside.containers == "./web:true ", "\(aside.result.text)")
        #expect(aside.calls.contains("rename web.reconcile-old web"))
        let named = try perform(create(), shell, before: "echo false >web.reconcile-old; echo false >web")
        #expect(named.result.status == 0 && named.containers == "./web:true ")
        let removed = try perform(
            .container(.remove("web")), shell, before: "echo false >web.reconcile-old; echo true >web")
        #expect(removed.result.status == 0 && removed.containers == "")
    }

    private static func marked(_ names: String..., and before: String = ":") -> String {
        "mkdir -p ../.local/state/reconcile; "
            + "printf '%s\\n' \(names.map { "'\($0)'" }.joined(separator: " ")) >../.local/state/reconcile/.engine; "
            + before
    }

    @Test(arguments: PosixShell.installed)
    func `a container whose making was cut off is removed, unless the old one is there`(_ shell: PosixShell) throws {
        let torn = Self.marked("container web", "image i", and: "echo torn >web; echo torn >web.reconcile-new")
        let named = try perform(create(), shell, before: torn)
        #expect(named.result.status == 0 && named.containers == "./web:true ", "\(named.result.text)")
        #expect(named.marks == "image i\n")
        let aside = try perform(create("bad"), shell, before: torn + "; echo true >web.reconcile-old")
        #expect(aside.result.status == 1 && aside.containers == "./web:true ")
        #expect(aside.marks.contains("container web\n"), "it may go on to be torn")
        let sound = try perform(create("bad"), shell, before: Self.marked("container web", and: "echo true >web"))
        #expect(sound.containers == "./web:true ")
        let removed = try perform(.container(.remove("web")), shell, before: torn)
        #expect(removed.result.status == 0 && removed.containers == "" && removed.marks == "image i\n")
    }

    @Test(arguments: PosixShell.installed)
    func `an image whose making was cut off is made, removed with all its layers, and made again`(_ shell: PosixShell)
        throws
    {
        let pulled = try perform(.image(.pull("i:1")), shell, before: Self.marked("image i:1"))
        #expect(pulled.result.status == 0, "\(pulled.result.text)")
        let listing = "images -a -q"
        #expect(pulled.calls == [listing, "pull -q -- i:1", "rmi -- i:1", "pull -q -- i:1", "image inspect -- i:1"])
        #expect(pulled.marks == "")
        #expect(try perform(.image(.pull("i:1")), shell).calls == ["pull -q -- i:1"])
        let load = Action.image(.load("i:1", archive: "/a", id: "1f"))
        let loaded = try perform(load, shell, before: Self.marked("image i:1")).calls
        #expect(
            loaded == [
                listing, "load -q -i /a", "tag 1f i:1", "rmi -- j:2", "rmi -- i:1", "load -q -i /a", "tag 1f i:1",
                "image inspect -- i:1",
            ])
    }

    @Test(arguments: PosixShell.installed)
    func `an image that is not there, or may be torn, is fetched before its container is made`(_ shell: PosixShell)
        throws
    {
        let missing = try perform(create("gone:1"), shell)
        #expect(missing.result.status == 0, "\(missing.result.text)")
        #expect(missing.calls.prefix(2) == ["image inspect -- gone:1", "pull -q -- gone:1"])
        let torn = try perform(create(), shell, before: Self.marked("image i:1"))
        #expect(torn.calls.filter { $0.hasPrefix("pull") }.count == 2)
        #expect(torn.marks == "")
    }

    @Test(arguments: PosixShell.installed)
    func `what was cut off and cannot be removed is still known to be torn`(_ shell: PosixShell) throws {
        let stuck = try perform(.image(.remove("stuck:1")), shell, before: Self.marked("image stuck:1"))
        #expect(stuck.result.status != 0 && stuck.marks.contains("image stuck:1\n"))
        let gone = try perform(.image(.remove("lost:1")), shell, before: Self.marked("image lost:1"))
        #expect(gone.result.status == 0 && gone.marks == "")
        #expect(try perform(.image(.remove("lost:1")), shell).result.status != 0)
    }

    @Test(arguments: PosixShell.installed)
    func `an image whose building was cut off is built from nothing`(_ shell: PosixShell) throws {
        let build = Action.image(.build("i:1", context: Payload("tar"), options: ["--label=a"]))
        #expect(try perform(build, shell).calls == ["build --tag=i:1 --label=a -"])
        let again = try perform(build, shell, before: Self.marked("image i:1")).calls
        try #require(again.count == 3)
        #expect(again[1].hasPrefix("build --tag=i:1 --timestamp=1") && again[1].hasSuffix(" --no-cache --label=a -"))
        let docker = try perform(build, shell, engine: "docker", before: Self.marked("image i:1")).calls
        #expect(docker == ["build --tag=i:1 --no-cache --label=a -", "image inspect -- i:1"])
    }

    @Test func `a node without an engine says so`() throws {
        let outcome = try perform(.image(.pull("i:1")), engine: "other")
        #expect(outcome.result.status == 1)
        #expect(outcome.result.text == "there is neither podman nor docker on this node\n")
    }

    @Test func `networks are made anew around the containers that are on them`() throws {
        let engine = Self.engine.replacing("(rename)", with: "(ps) echo web; echo db ;;\n(rename)")
        try withTemporaryFolder { folder in
            try writeTool(engine, to: "\(folder)/podman")
            #expect(try runScript("mkdir \(folder)/state").status == 0)
            let action = Action.engine(.create(.network, "inner", options: ["--internal"], replaces: true))
            #expect(try act([action], path: [folder]).status == 0)
            #expect(
                try runScript("cat \(folder)/calls").text.split(separator: "\n").map(String.init) == [
                    "ps -a --filter network=inner --format {{.Names}}", "network disconnect -f inner web",
                    "network disconnect -f inner db", "network rm inner", "network create --internal inner",
                    "network connect inner web", "network connect inner db",
                ])
        }
    }
}
