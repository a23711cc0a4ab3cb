import Testing

extension OnTheFleet {
    @Suite(.serialized) struct FiftyResources {
        @Test func `five hosts converge in one apply, and third parties agree`() async throws {
            try await Fleet.up()
            for k in 1...Fleet.size { try await Fleet.fresh(k) }
            let project = try await TestProject(Base50.files)
            try await project.apply()
            let plan = try await project.reconcile("plan", "--detailed-exitcode")
            #expect(plan.status == 0, "\(plan.text)")
            #expect(plan.output.contains("250"), "\(plan.output)")
            for k in 1...Fleet.size { try await expectThirdPartiesAgree(k) }
            try await sevenThingsAreNamedAndMended(project)
        }

        private func expectThirdPartiesAgree(_ k: Int) async throws {
            let stat = try await Fleet.sh(
                k, "cd /etc/bench && stat -c '%n %F %a %U:%G' d4 f14.conf t9.conf l1.conf; readlink l1.conf")
            #expect(
                stat == """
                    d4 directory 755 root:root
                    f14.conf regular file 644 root:root
                    t9.conf regular file 640 root:root
                    l1.conf symbolic link 777 root:root
                    /etc/bench/f1.conf

                    """)
            #expect(try await Fleet.sh(k, "cat /etc/bench/f3.conf") == "value=3\nhost=n\(k)\n")
            #expect(
                try await Fleet.sh(k, "grep -c option_4 /etc/bench/t9.conf; sed -n 8p /etc/bench/t9.conf").hasPrefix(
                    "1\n"))
            let crontab = try await Fleet.sh(k, "crontab -l")
            for minute in 1...3 { #expect(crontab.contains("\n\(minute) 3 * * * /usr/bin/true \(minute)\n")) }
            #expect(try await Fleet.sh(k, "systemctl is-active cron ssh") == "active\nactive\n")
            #expect(
                try await Fleet.sh(k, "id -gn benchuser; getent passwd benchuser | cut -d: -f7")
                    == "bencha\n/bin/bash\n")
        }

        /// Seven different things broken on different hosts: the plan names these and nothing else.
        private func sevenThingsAreNamedAndMended(_ project: borrowing TestProject) async throws {
            try await Fleet.sh(1, "echo broken >> /etc/bench/f1.conf")
            try await Fleet.sh(2, "chmod 0600 /etc/bench/f2.conf")
            try await Fleet.sh(3, "chown nobody /etc/bench/t3.conf")
            try await Fleet.sh(4, "ln -sfn /etc/passwd /etc/bench/l0.conf")
            try await Fleet.sh(5, "crontab -l | sed 's/^2 3/2 4/' | crontab -")
            try await Fleet.sh(1, "systemctl stop cron")
            try await Fleet.sh(2, "DEBIAN_FRONTEND=noninteractive apt-get -qq -y remove iputils-ping")
            let broken = [
                "n1": ["file:/etc/bench/f1.conf", "service:cron"],
                "n2": ["file:/etc/bench/f2.conf", "package:iputils-ping"],
                "n3": ["file:/etc/bench/t3.conf"], "n4": ["link:/etc/bench/l0.conf"], "n5": ["cron:root/bench 2"],
            ]
            let named = try await project.differences().mapValues { $0.sorted() }
            #expect(named == broken)
            try await project.apply()
            #expect(try await project.differences() == [:])
            #expect(
                try await Fleet.sh(1, "cat /etc/bench/f1.conf; systemctl is-active cron")
                    == "value=1\nhost=n1\nactive\n")
        }
    }
}
