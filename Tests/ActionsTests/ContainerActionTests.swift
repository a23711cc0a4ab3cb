import Actions
import TestSupport
import Testing

/// In which order an engine is called, and what becomes of the old container when it fails; real engines are run by
/// the tests on hosts.
@Suite struct ContainerActionTests {
    /// Keeps a file for each container, which says whether it runs; does not start what is called `bad`.
    private static let engine = #"""
        #!/bin/sh
        cd "$(dirname "$0")/state" || exit
        for last; do :; done
        echo "$*" >>../calls
        case $1 in
        (container) [ ! -e "$last" ] && exit 125; cat "$last" ;;
        (create)
            name=${2#--name=}
            cat >../env
            echo "$*" | grep -q ' bad' && echo bad >"$name" || echo false >"$name"
            ;;
        (rename) mv "$2" "$3" ;;
        (rm) rm -f "$last" ;;
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
    }

    /// What comes of an action after commands that run where the containers' files are.
    private func perform(
        _ action: Action, _ shell: PosixShell = .dash, engine: String = "podman", before: String = ":"
    ) throws -> Outcome {
        try withTemporaryFolder { folder in
            try writeTool(Self.engine, to: "\(folder)/\(engine)")
            #expect(try runScript("mkdir \(folder)/state && cd \(folder)/state && \(before)").status == 0)
            // So that no engine of this machine is found.
            #expect(
                try runScript("for t in sleep grep cat dirname mv rm kill sh; do ln -s /bin/$t \(folder)/$t; done; :")
                    .status == 0)
            #expect(try runScript("ln -sf \"$(command -v dirname)\" \"$(command -v grep)\" \(folder)/").status == 0)
            let script = "PATH=\(folder)\n\(Compiler.prelude)\n(\n\(Compiler(spool: "/no").script([action])))\n"
            let result = try runScript(script, with: shell)
            let calls = try runScript("cat \(folder)/calls").text.split(separator: "\n").map(String.init)
            return Outcome(
                result: result, calls: calls,
                containers: try runScript("cd \(folder)/state; grep -r . . | sort | tr '\\n' ' '").text,
                environment: try runScript("cat \(folder)/env").text)
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a container is made under another name, and its variables are on no command line`(_ shell: PosixShell) throws
    {
        let outcome = try perform(
            create(options: ["--user=op"], networks: ["default", "inner"], gpus: ["0", "1"]), shell)
        #expect(outcome.result.status == 0, "\(outcome.result.text)")
        #expect(outcome.containers == "./web:true ")
        #expect(outcome.environment == "TOKEN=very secret\n")
        #expect(!outcome.calls.joined().contains("secret"))
        let words = "--network=podman --device=nvidia.com/gpu=1 --device=nvidia.com/gpu=0 --user=op i:1 run a b"
        #expect(
            outcome.calls.filter { !$0.hasPrefix("container inspect") } == [
                "create --name=web.reconcile-new --env-file=/dev/stdin \(words)",
                "network connect inner web.reconcile-new", "rename web.reconcile-new web", "start web",
            ])
    }

    @Test func `docker has its own words for networks and GPUs`() throws {
        let words = try perform(create(networks: ["default"], gpus: ["0", "1"], starts: false), engine: "docker").calls
            .first { $0.hasPrefix("create") }
        #expect(words?.contains("--network=bridge --gpus=\"device=0,1\" i:1") == true)
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
