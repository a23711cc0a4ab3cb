import Facts
import TestSupport
import Testing

/// What is read of podman's and docker's answers; the tools themselves are run by the tests on hosts.
@Suite struct EngineTests {
    /// A tool that says this, in a folder that stands before all others.
    private func look<F: Fact>(
        _ facts: [F], tool: String = "podman", _ output: String, errors: String = "", status: Int = 0,
        _ shell: PosixShell = .dash, marks: String? = nil
    ) throws -> [Observation<F.Seen>] {
        try withTemporaryFolder { folder in
            let script = """
                #!/bin/sh
                cat <<'END'
                \(output)
                END
                cat >&2 <<'END'
                \(errors)
                END
                echo "$*" >>\(folder)/calls
                exit \(status)

                """
            try writeTool(script, to: folder + "/" + tool)
            // The shell itself and what the fake needs, so that no engine of this machine is found.
            #expect(try runScript("ln -s /bin/cat \"$(command -v grep)\" \(folder)").status == 0)
            // A user whose state is kept here.
            try writeTool("#!/bin/sh\necho 1000\n", to: folder + "/id")
            if let marks {
                let place = "\(folder)/.local/state/reconcile"
                #expect(try runScript("mkdir -p \(place); printf '\(marks)' >\(place)/.engine").status == 0)
            }
            let result = try runScript("PATH=\(folder) HOME=\(folder)\n\(F.script(facts))", with: shell)
            let calls = try runScript("cat \(folder)/calls").text
            #expect(calls.split(separator: "\n").count == 1, "one call, however many things: \(calls)")
            return F.read(result.output, status: result.status, for: facts)
        }
    }

    private static var container: ContainerState.Seen {
        var seen = ContainerState.Seen()
        (seen.id, seen.status, seen.startedAt) = ("2a5f", "created", "0001-01-01T00:00:00Z")
        (seen.imageID, seen.image) = ("76390fc7", "localhost/lab/web:1")
        (seen.command, seen.entrypoint) = (["echo", "it"], "/bin/busybox")
        seen.environment = ["container": "podman", "TOKEN": "a b", "EQUALS": "a=b", "EMPTY": ""]
        seen.labels = ["team": "lab"]
        (seen.user, seen.directory, seen.hostname) = ("1000:1000", "/data", "full1")
        seen.ports = [
            .init(host: 5353, container: 53, kind: "udp"), .init(address: "127.0.0.1", host: 8098, container: 80),
        ]
        seen.mounts = [
            .init(source: "data", destination: "/data"),
            .init(source: "/srv/lab", destination: "/lab", isReadOnly: true),
        ]
        (seen.networks, seen.restart) = (["inner"], "on-failure:3")
        (seen.memory, seen.nanoProcessors, seen.pidsLimit) = (67_108_864, 500_000_000, 77)
        (seen.sharedMemory, seen.isReadOnly, seen.isPrivileged) = (33_554_432, true, true)
        seen.ulimits = ["nofile": "100:200"]
        return seen
    }

    @Test(arguments: [EngineAnswers.podmanContainer, EngineAnswers.dockerContainer], PosixShell.installed)
    func `podman and docker tell the same of a container`(_ answer: String, _ shell: PosixShell) throws {
        let seen = try look(
            [ContainerState("full"), ContainerState("gone")], answer,
            errors: "Error: inspecting object: no such container gone", status: 125, shell)
        #expect(seen == [.present(Self.container), .absent])
    }

    @Test(arguments: [EngineAnswers.podmanNetwork, EngineAnswers.oldNetwork, EngineAnswers.dockerNetwork])
    func `podman and docker tell the same of a network`(_ answer: String) throws {
        var network = NetworkState.Seen()
        (network.driver, network.subnets, network.gateways) = ("bridge", ["10.99.0.0/24"], ["10.99.0.1"])
        (network.isInternal, network.options, network.labels) = (true, ["mtu": "1400"], ["a": "b"])
        #expect(try look([NetworkState("spare")], answer) == [.present(network)])
    }

    @Test func `a volume without labels has none`() throws {
        let seen = try look([VolumeState("spare"), VolumeState("plain")], EngineAnswers.volume)
        let spare = VolumeState.Seen(
            options: ["device": "tmpfs", "type": "tmpfs"], labels: ["team": "lab"])
        #expect(seen == [.present(spare), .present(.init())])
    }

    @Test func `an image is found by any name that means it`() throws {
        let names = [
            "nginx", "docker.io/library/nginx:latest", "lab/web:1", "localhost/lab/web:1",
            "quay.io/lab/web@sha256:6019",
            "docker.io/lab/loaded:2", "web:1", "nginx:1",
        ]
        let seen = try look(
            names.map { ImageState($0) }, EngineAnswers.images, errors: "Error: No such image: nginx:1", status: 1)
        let web = Observation.present(ImageState.Seen(id: "76390fc7", labels: ["color": "red"]))
        #expect(seen == [web, web, web, web, web, .present(.init(id: "b3ed4ea1")), web, .absent])
    }

    @Test(arguments: [
        ("a/b:v1@sha256:12", "a/b@sha256:12"), ("localhost:5000/b@sha256:12", "localhost:5000/b@sha256:12"),
        ("localhost:5000/b:1@sha256:12", "localhost:5000/b@sha256:12"), ("a/b:v1", "a/b:v1"), ("b", "b"),
    ])
    func `a digest says more than a tag`(_ name: String, _ reference: String) {
        #expect(ImageState.reference(name) == reference)
    }

    private static let absences = [
        "Error: inspecting object: no such container x", "Error: No such container: x",
        "Error response from daemon: No such container: x",
        "time=\"2026\" level=warning msg=\"odd\"\nError: no such container x",
    ]

    @Test(arguments: absences)
    func `what an engine has not is absent`(_ errors: String) throws {
        #expect(try look([ContainerState("x")], "[]", errors: errors, status: 125) == [.absent])
    }

    @Test(arguments: PosixShell.installed)
    func `what was being made when that was cut off is not asked for`(_ shell: PosixShell) throws {
        let marks = "container web\\nimage full\\ncontainer w\\n"
        let seen = try look(
            [ContainerState("web"), ContainerState("full")], EngineAnswers.podmanContainer, shell, marks: marks)
        #expect(seen == [.present(.torn), .present(Self.container)])
        let images = try look(
            [ImageState("full"), ImageState("nginx")], EngineAnswers.images, shell, marks: marks)
        #expect(images == [.present(.torn), .present(.init(id: "76390fc7", labels: ["color": "red"]))])
    }

    private static let failures = [
        "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
        "dial unix /var/run/docker.sock: connect: no such file or directory",
        "Error: permission denied\nError: no such container x",
    ]

    @Test(arguments: failures)
    func `an engine that does not answer makes nothing absent`(_ errors: String) throws {
        let line = errors.split(separator: "\n").first.map(String.init) ?? ""
        #expect(try look([ContainerState("x")], "[]", errors: errors, status: 1) == [.failed(line)])
    }

    @Test func `odd answers are failures`() throws {
        #expect(
            try look([ContainerState("x")], "what?")
                == [.failed("what podman tells of a container cannot be read")])
        #expect(
            try look([ContainerState("x")], tool: "docker", "[{\"Name\": \"/y\"}]")
                == [.failed("docker tells of another container")])
        #expect(
            ContainerState.read([], status: 9, for: [.init("x")]) == [.failed("the look ended early, with status 9")])
        #expect(ContainerState.read(Array("none\n".utf8), status: 0, for: [.init("x")]) == [.unavailable("podman")])
    }

    @Test func `the image in an archive is told without reading all of it`() throws {
        try withTemporaryFolder { folder in
            let made = try runScript(
                """
                set -e
                cd \(folder)
                echo '[{"Config":"76390fc7.json","RepoTags":["a:1"]}]' >manifest.json
                tar -cf one.tar manifest.json
                echo '[{"Config":"blobs/sha256/76390fc7"}]' >manifest.json
                tar -czf new.tar.gz manifest.json
                echo '[{"Config":"a"},{"Config":"b"}]' >manifest.json
                tar -cf two.tar manifest.json
                tar -cf other.tar one.tar
                """)
            #expect(made.status == 0, "\(made.text)")
            let names = ["one.tar", "new.tar.gz", "two.tar", "other.tar", "none.tar"]
            let facts = names.map { ImageArchive("\(folder)/\($0)") }
            let seen = try FactsTests.look(facts)
            #expect(
                facts.map { seen[$0] } == [
                    .present(.init(id: "76390fc7")), .present(.init(id: "76390fc7")),
                    .failed("the archive holds 2 images, not one"),
                    .failed("the file is no archive of an image that has a manifest.json"), .absent,
                ])
        }
    }
}
