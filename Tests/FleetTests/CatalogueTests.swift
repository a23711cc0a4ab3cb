import Testing

extension OnTheFleet {
    @Suite(.serialized) struct TheCatalogueOnAHost {
        @Test func `every type is made, repaired field by field, and removed`() async throws {
            try await Fleet.up()
            try await CatalogueRun().run()
            // Other tests want its mirrors.
            try await Fleet.fresh(1)
        }

        @Test(
            .enabled(if: Fleet.isLong, "other systems are built and booted by make soak"),
            arguments: ["bullseye", "trixie", "bookworm+managers"])
        func `so it is on other systems`(suite: String) async throws {
            try await Fleet.up(suite)
            let run = try await CatalogueRun()
            if suite.hasSuffix("+managers") { #expect(run.rows.count == CatalogueRow.all.count) }
            try await run.run()
        }

        @Test(
            .enabled(if: Fleet.isLong, "other shells have their turn in make soak"), arguments: ["busybox", "bash"])
        func `so it is where another shell is sh`(shell: String) async throws {
            try await Fleet.up()
            try await Fleet.fresh(1)
            try await Fleet.shell(1, shell)
            try await CatalogueRun().run()
            try await Fleet.fresh(1)
        }

        @Test(.enabled(if: Fleet.isLong, "package managers of other systems are built in by make soak"))
        func `packages and repositories are dnf's and pacman's as well`() async throws {
            try await Fleet.up("bookworm+managers")
            try await Fleet.fresh(1)
            try await CatalogueRun(CatalogueRow.dnf, from: "offline-dnf").run()
            try await Fleet.fresh(1)
            try await CatalogueRun(CatalogueRow.pacman, from: "offline-pacman").run()
        }

        @Test func `what loses data is refused without consent, and told in words with it`() async throws {
            try await Fleet.up()
            try await Fleet.sh(1, "mkdir -p /srv/lost/kept /srv/full; touch /srv/lost/a /srv/lost/kept/b /srv/full/x")
            let project = try await TestProject([
                "manifests/m.yaml": """
                name: lost
                hosts: n1
                resources:
                  - {directory: /srv/lost, purge: true}
                  - {directory: /srv/lost/kept}

                """
            ])
            let plan = try await project.reconcile("plan")
            #expect(plan.output.contains("Lost for good, if this is applied:"), "\(plan.text)")
            #expect(plan.output.contains("1 file, 0 B that no entry looks after: a"), "\(plan.text)")
            try await project.apply()
            #expect(try await Fleet.sh(1, "cd /srv/lost; find . | sort") == ".\n./kept\n./kept/b\n")

            for entry in ["directory: /srv/full", "archive: /srv/full"] {
                let text = "name: lost\nhosts: n1\nresources:\n  - {\(entry), state: absent}\n"
                try project.write(text, to: "manifests/m.yaml")
                let refused = try await project.reconcile("apply", "--auto-approve")
                #expect(refused.status == 1, "\(refused.text)")
                #expect(try await Fleet.sh(1, "ls /srv/full") == "x\n")
            }
        }

        @Test func `what conflicts with a package, or is lacking, is named in the plan`() async throws {
            try await Fleet.up()
            try await Fleet.fresh(1)
            try await Fleet.script(1, Fleet.root + "/Tests/Fleet/offline")
            let source = "deb [trusted=yes] file:/srv/offline/apt stable main"
            try await Fleet.sh(
                1, "echo '\(source)' >/etc/apt/sources.list; apt-get -q update; apt-get -qy install cat-tool")
            let project = try await TestProject([
                "manifests/m.yaml": """
                hosts: n1
                resources:
                  - package: cat-foe
                  - package: cat-lost
                  - package: cat-new

                """
            ])
            let plan = try await project.reconcile("plan")
            #expect(plan.status == 1, "\(plan.text)")
            #expect(plan.text.contains("apt would refuse it: it would remove cat-tool"), "\(plan.text)")
            #expect(plan.text.contains("cat-lost : Depends: cat-nowhere but it is not installable"), "\(plan.text)")
            try project.write(
                "hosts: n1\nresources:\n  - {package: cat-tool, state: absent}\n  - package: cat-foe\n",
                to: "manifests/m.yaml")
            try await project.apply()
            #expect(try await Fleet.sh(1, "dpkg-query -W cat-foe") == "cat-foe\t1.0\n")
            // Other tests want its mirrors.
            try await Fleet.fresh(1)
        }

        @Test func `rules that visudo refuses are never installed`() async throws {
            try await Fleet.up()
            let project = try await TestProject([
                "manifests/m.yaml": "hosts: n1\nresources:\n  - {sudoers: wrong, content: \"this is no rule\\n\"}\n"
            ])
            let run = try await project.reconcile("apply", "--auto-approve")
            #expect(run.status == 1 && run.output.contains("refused by"), "\(run.text)")
            #expect(
                try await Fleet.sh(1, "ls /etc/sudoers.d/ -A | grep -c wrong; sudo -n true && echo works")
                    == "0\nworks\n")
        }
    }
}
