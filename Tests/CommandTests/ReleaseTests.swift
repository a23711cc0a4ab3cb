import TestSupport
import Testing

@Suite struct ReleaseTests {
    private static func manifest(_ version: String) -> String {
        """
        hosts: self
        resources:
          - release: tool
            version: "\(version)"
            url: file://~/tool-\(version).tar
            path: ~/releases
            keep: 1

        """
    }

    private static let files = [
        "reconcile.yaml": "project: releases\n",
        "inventory/hosts.yaml": "all: {hosts: {self: {ansible_connection: local}}}\n",
        "manifests/one.yaml": manifest("1"), "two.yaml": manifest("2"),
    ]

    @Test func `a hold keeps a version in use, and each plan says so`() throws {
        try LocalProject.with(Self.files) { project in
            let first = try project.run(
                """
                for v in 1 2; do mkdir ~/$v && echo $v >~/$v/text && tar -cf ~/tool-$v.tar -C ~/$v text; done
                reconcile apply --auto-approve && mv two.yaml manifests/one.yaml && reconcile apply --auto-approve
                """)
            #expect(first.status == 0, "\(first.text)")
            #expect(try project.text(of: "releases/current/text") == "2\n")
            let note =
                "note: release:tool is held at 1, not 2, by \(project.folder)/releases/.reconcile-hold: it is slow"
            let held = try project.run(
                "echo '1 it is slow' >~/releases/.reconcile-hold; reconcile apply --auto-approve")
            #expect(held.status == 0 && held.text.contains(note), "\(held.text)")
            #expect(try project.text(of: "releases/current/text") == "1\n")
            let plan = try project.run("reconcile plan --detailed-exitcode")
            #expect(plan.status == 0 && plan.text.contains(note), "\(plan.text)")
            let free = try project.run("rm ~/releases/.reconcile-hold; reconcile apply --auto-approve")
            #expect(free.status == 0 && !free.text.contains("held"), "\(free.text)")
            #expect(try project.text(of: "releases/current/text") == "2\n")
        }
    }
}
