import Testing

extension OnTheFleet {
    @Suite(.serialized) struct ContainersOnAHost {
        private static let files = [
            "files/web/Dockerfile": """
            FROM localhost/lab/base:1
            ARG COLOR
            COPY site/index.html /site/index.html
            LABEL color=$COLOR

            """,
            "files/web/site/index.html": "hello\n",
            "manifests/m.yaml": ContainerHost.entries + ContainerHost.fields,
            "reconcile.yaml": "project: containers\nsecrets: {token: {env: LAB_TOKEN}}\n",
        ]
        private static let secret = ["LAB_TOKEN": "quite-secret-7"]

        /// What somebody does by hand, and which fields the plan has to name then.
        private struct Step {
            let script: String
            let fields: [String: Set<String>]
            init(_ script: String, _ fields: [String: Set<String>]) {
                self.script = script
                self.fields = fields
            }
        }

        /// Every field that podman tells in a manifest's words, as somebody else has it.
        private static let changes = #"""
            {"--entrypoint=": "--entrypoint=/bin/sh", "it": "that", "env": "blue",
             "--publish=127": "--publish=127.0.0.1:8097:80", "--volume=data": "--volume=/srv:/data",
             "--network=": "--network=podman", "--restart=": "--restart=always", "--user=": "--user=0",
             "--workdir=": "--workdir=/", "--hostname=": "--hostname=other", "--label=team=": "--label=team=other",
             "--ulimit=nofile": "--ulimit=nofile=99", "--memory=": "--memory=32m", "--cpus=": "--cpus=1",
             "--pids-limit=": "--pids-limit=78", "--shm-size=": "--shm-size=16m", "--read-only=": null,
             "--privileged=": null}
            """#
        private static let told: Set<String> = [
            "entrypoint", "command", "env COLOR", "ports", "volumes", "networks", "restart", "user", "workdir",
            "hostname",
            "labels", "ulimits", "memory", "cpus", "pids_limit", "shm_size", "read_only", "privileged",
        ]
        private static let untold: Set<String> = [
            "tmpfs", "devices", "cap_add", "cap_drop", "security_opt", "extra_hosts", "dns", "sysctls", "stop_timeout",
            "log_driver", "log_options", "healthcheck", "env_file", "gpus",
        ]

        private static let steps = [
            Step(
                """
                python3 /srv/lab/remake full '\(changes)' && podman stop web && podman rmi -f localhost/lab/base:1 &&
                podman network rm spare && podman network create --subnet 10.93.0.0/24 spare &&
                podman volume rm spare && podman volume create --label team=other spare
                """,
                [
                    "container:full": told, "container:web": ["state"], "image:localhost/lab/base:1": ["archive"],
                    "network:spare": ["subnet", "gateway", "ip_range", "internal", "options", "labels"],
                    "volume:spare": ["options", "labels"],
                ]),
            Step(
                """
                python3 /srv/lab/remake full '{}' --bare && podman network disconnect podman web &&
                podman rm -f full >/dev/null; podman rmi localhost:5000/lab/pulled:1
                """,
                [
                    "container:web": ["networks"], "image:localhost:5000/lab/pulled:1": ["image"],
                    "container:full": told.subtracting(["env COLOR"]).union(untold).union([
                        "image", "env COLOR", "env TOKEN",
                    ]),
                ]),
            Step(
                "python3 /srv/lab/remake full '{}' --bare && podman tag localhost/lab/base:1 localhost/lab/web:1",
                ["container:full": untold, "container:web": [], "image:localhost/lab/web:1": ["context", "save"]]),
            Step(
                "podman rm -f web && echo FROM_FILE=other >/srv/lab/full.env",
                [
                    "container:web": [
                        "image", "command", "ports", "volumes", "networks", "env COLOR", "env TOKEN", "gpus",
                    ],
                    "container:full": ["env_file"],
                ]),
        ]

        private static let judge = """
            set -e
            told() { podman inspect "$1" --format "$2"; }
            [ "$(curl -fs http://127.0.0.1:8099/index.html)" = hello ]
            [ "$(told web '{{.State.Status}}')" = running ]
            podman exec web /bin/busybox env | grep -qx TOKEN=quite-secret-7
            podman exec web /bin/busybox env | grep -qx FROM_IMAGE=yes
            podman exec web /bin/busybox test -c /dev/gpu0
            podman exec web /bin/busybox grep -q one /settings
            told full '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.Config.User}}' | grep -qx '67108864 500000000 1000:1000'
            told full '{{.Path}} {{.Args}}' | grep -qx "/bin/busybox .echo it is 'full'."
            told full '{{.HostConfig.Dns}}{{.HostConfig.ExtraHosts}}' | grep -qF '[9.9.9.9][n2:10.0.0.2]'
            told full '{{.Config.Env}}' | grep -F 'TOKEN=a b' | grep -q FROM_FILE=
            told full '{{.HostConfig.ReadonlyRootfs}}{{.HostConfig.Privileged}}' | grep -qx truetrue
            podman network inspect spare | grep -q '"subnet": "10.92.0.0/24"'
            podman network inspect spare | grep -q '"internal": true'
            podman volume inspect spare --format '{{.Options.type}} {{.Labels.team}}' | grep -qx 'tmpfs lab'
            podman image exists localhost:5000/lab/pulled:1
            podman load -q -i /srv/lab/web.tar
            [ "$(podman image inspect localhost/lab/web:1 --format '{{.Labels.color}}')" = red ]
            ! podman ps -a --format '{{.Names}}' | grep reconcile
            echo well
            """

        private func expectWell(_ sourceLocation: SourceLocation = #_sourceLocation) async throws {
            let text = try await Program.run([Fleet.tool, "sh", "1", Self.judge]).text
            #expect(text.hasSuffix("well\n"), "\(text)", sourceLocation: sourceLocation)
        }

        private static func project() async throws -> TestProject {
            let ready = try await Program.run([Fleet.tool, "sh", "1", ContainerHost.preparation])
            #expect(ready.output == "ready\n", "\(ready.text)")
            try await Fleet.sh(1, "cat >/srv/lab/remake <<'END'\n\(ContainerHost.remake)\nEND")
            return try await TestProject(files)
        }

        @Test func `containers, images, networks and volumes are made, repaired field by field, and removed`()
            async throws
        {
            try await Fleet.up()
            try await makeRepairAndRemove()
        }

        @Test(.enabled(if: Fleet.isLong, "other systems are built and booted by make soak"))
        func `so it is with podman 5`() async throws {
            try await Fleet.up("trixie")
            try await makeRepairAndRemove()
        }

        @Test(
            .enabled(if: Fleet.isLong, "other shells have their turn in make soak"), arguments: ["busybox", "bash"])
        func `so it is where another shell is sh`(shell: String) async throws {
            try await Fleet.up()
            _ = try await Self.project()
            try await Fleet.shell(1, shell)
            try await makeRepairAndRemove()
            try await Fleet.fresh(1)
        }

        private func makeRepairAndRemove() async throws {
            let project = try await Self.project()
            let plan = try await project.reconcile("plan", environment: Self.secret)
            #expect(plan.text.contains("env TOKEN") && !plan.text.contains("quite-secret-7"))
            try await project.apply(environment: Self.secret)
            try await expectWell()
            let again = try await project.reconcile("apply", "--auto-approve", environment: Self.secret)
            #expect(again.output.contains("Nothing to do."), "\(again.text)")

            // The first two changes touch every field.
            for step in Self.steps.prefix(Fleet.isLong ? Self.steps.count : 2) {
                let hand = try await Program.run([Fleet.tool, "sh", "1", step.script])
                let fields = try await project.changedFields(environment: Self.secret).mapValues(Set.init)
                #expect(fields == step.fields, "\(hand.text)")
                try await project.apply(environment: Self.secret)
                try await expectWell()
                #expect(try await project.changedFields(environment: Self.secret) == [:])
            }

            try project.write(ContainerHost.removal, to: "manifests/m.yaml")
            try await project.apply(environment: Self.secret)
            let left = "podman ps -aq; podman volume ls -q; podman images -q; podman network ls -q | grep -v podman"
            #expect(try await Fleet.sh(1, left) == "")
            #expect(try await project.changedFields(environment: Self.secret) == [:])
        }

        private func run() async throws -> (id: String, started: String, text: String) {
            let script =
                "podman inspect web --format '{{.Id}} {{.State.StartedAt}}'; curl -s http://127.0.0.1:8099/index.html"
            let lines = try await Fleet.sh(1, script).split(separator: "\n", maxSplits: 1).map(String.init)
            let words = lines.first?.split(separator: " ", maxSplits: 1).map(String.init) ?? []
            return (words.first ?? "", words.last ?? "", lines.count > 1 ? lines[1] : "")
        }

        @Test(.enabled(if: Fleet.isLong, "half a minute: runs in make soak"))
        func `a container follows its image, its files and its networks, and comes back from a bad change`()
            async throws
        {
            try await Fleet.up()
            let project = try await Self.project()
            try project.write(ContainerHost.served(), to: "manifests/m.yaml")
            try await project.apply()
            let first = try await run()
            #expect(first.text == "hello\n")

            try project.write(ContainerHost.served(settings: "two"), to: "manifests/m.yaml")
            try await project.apply()
            let restarted = try await run()
            #expect(restarted.id == first.id && restarted.started != first.started)
            #expect(try await Fleet.sh(1, "podman exec web /bin/busybox cat /settings") == "two\n")

            try project.write("changed\n", to: "files/web/site/index.html")
            let moved = ContainerHost.served(settings: "two", subnet: "10.95.0.0/24")
            try project.write(moved, to: "manifests/m.yaml")
            try await project.apply()
            let remade = try await run()
            #expect(remade.id != first.id && remade.text == "changed\n")
            let address = "podman inspect web --format '{{.NetworkSettings.Networks.inner.IPAddress}}'"
            #expect(try await Fleet.sh(1, address).hasPrefix("10.95.0."))
            #expect(try await project.differences() == [:])

            let bad = ContainerHost.served(settings: "two", subnet: "10.95.0.0/24", command: "/nothing")
            try project.write(bad, to: "manifests/m.yaml")
            let failed = try await project.reconcile("apply", "--auto-approve")
            #expect(failed.status == 1, "\(failed.text)")
            let back = try await run()
            #expect(back.id == remade.id && back.text == "changed\n", "\(failed.text)")
            #expect(try await Fleet.sh(1, "podman ps -a --format '{{.Names}}'") == "web\n")

            // As a run leaves it that was killed between the two names.
            try await Fleet.sh(1, "podman stop web; podman rename web web.reconcile-old")
            try project.write(moved, to: "manifests/m.yaml")
            try await project.apply()
            #expect(try await run().text == "changed\n")
            #expect(try await Fleet.sh(1, "podman ps -a --format '{{.Names}}'") == "web\n")

            let refused = "name: containers\nhosts: n1\nresources:\n  - {network: inner, internal: true}\n"
            try project.write(refused, to: "manifests/m.yaml")
            let plan = try await project.reconcile("plan")
            #expect(plan.text.contains("a network cannot be changed"), "\(plan.text)")
            try await Fleet.sh(1, "podman rm -f web; podman network rm inner; podman rmi -fa")
        }
    }
}
