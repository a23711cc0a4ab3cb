import FoundationEssentials
import TestSupport
import Testing

@Suite struct InterruptionTests {
    /// Stands for `sh` on the node: the shell that is started while the action runs brings the request to stop, and the
    /// action ends only after that.
    private static let shell = """
        #!/bin/sh
        [ -e "$HOME/began" ] || exec /bin/sh "$@"
        /bin/sh "$@"
        touch "$HOME/release"
        """

    private static let manifest = """
        name: slow
        hosts: self
        resources:
          - file: ~/watched
            content: x
          - command: slow
            run_on: file:~/watched
            shell: touch ~/began; while [ ! -e ~/release ]; do sleep 0.1; done; touch ~/a
          - command: next
            shell: touch ~/b
            creates: ~/b

        """

    private static let script = """
        cd ~/project
        reconcile apply --auto-approve >~/report 2>~/progress &
        while [ ! -e ~/began ]; do kill -0 $! || break; sleep 0.1; done
        kill -INT $!
        wait $!
        status=$?
        cat ~/progress ~/report
        cat ~/.local/state/reconcile/slow/ledger
        exit $status
        """

    @Test func `the first interruption finishes the action in flight and says what was done`() throws {
        try withTemporaryFolder { folder in
            let files = [
                "project/reconcile.yaml": "project: slow\n",
                "project/inventory/hosts.yaml": "all: {hosts: {self: {ansible_connection: local}}}\n",
                "project/manifests/slow.yaml": Self.manifest.replacing("~", with: folder),
            ]
            for (path, text) in files {
                let path = URL(filePath: folder).appending(path: path)
                try FileManager.default.createDirectory(
                    at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
                try write(Array(text.utf8), to: path.path)
            }
            try FileManager.default.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
            try writeTool(Self.shell, to: folder + "/bin/sh")
            let user = isRoot ? 65534 : nil
            if let user { _ = try runScript("chown -R \(user) \(folder)") }
            let result = try runScript(
                Self.script, as: user, path: [folder + "/bin", try Transcript.programFolder],
                environment: ["HOME": folder, "LANG": "C.UTF-8"])
            #expect(result.status == 130, "\(result.text)\(result.errorText)")
            #expect(result.text.contains("skipped: interrupted"), "\(result.text)")
            #expect(result.text.contains("Applied: 2 done, 1 skipped on 1 host"), "\(result.text)")
            #expect(result.text.contains(#"{"address":"command:slow","stamp":"#), "\(result.text)")
            #expect(FileManager.default.fileExists(atPath: folder + "/a"))
            #expect(!FileManager.default.fileExists(atPath: folder + "/b"))
        }
    }
}
