import Actions
import TestSupport
import Testing

@Suite(.enabled(if: (try? runScript("command -v git"))?.status == 0, "needs git"))
struct CheckOutTests {
    /// Calls the body with a folder that holds a repository `origin`, whose first commit has the tag `v1`, and with the
    /// names of its two commits.
    private func withOrigin(_ body: (String, [String]) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let made = try runScript(
                """
                set -e
                chmod 755 \(folder)
                cd \(folder)
                export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
                git init -q -b main origin
                cd origin
                echo one >file
                git add file
                git commit -q -m one
                git tag -a -m v1 v1
                echo two >file
                git commit -q -a -m two
                git rev-parse 'v1^0' HEAD
                """)
            #expect(made.status == 0, "\(made.errorText)")
            try body(folder, made.text.split(separator: "\n").map(String.init))
        }
    }

    private func checkout(
        _ folder: String, _ wanted: Action.Checkout.Wanted, depth: Int? = nil, owner: String? = nil,
        discards: Bool = false
    ) -> Action {
        .checkOut(
            .init(
                path: folder + "/a b", repository: "file://\(folder)/origin", wanted: wanted, depth: depth,
                owner: owner, discardsChanges: discards))
    }

    /// What git says of the checkout: its commit, its branch and its files.
    private func state(_ folder: String) throws -> [String] {
        let text = try runScript(
            "cd '\(folder)/a b' && git rev-parse HEAD && echo $(git branch --show-current) && cat file"
        )
        .text
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test(arguments: PosixShell.installed)
    func `a commit, a tag and a branch are checked out one after another`(_ shell: PosixShell) throws {
        try withOrigin { folder, commits in
            for (wanted, commit, branch) in [
                (Action.Checkout.Wanted.tag("v1"), commits[0], ""), (.branch("main"), commits[1], "main"),
                (.commit(commits[0]), commits[0], ""), (.commit(commits[1]), commits[1], ""),
            ] {
                let result = try act([checkout(folder, wanted)], with: shell)
                #expect(result.status == 0, "\(result.text)")
                #expect(try state(folder).prefix(2) == [commit, branch])
            }
            #expect(try entries(of: folder) == ["a b", "origin"])
            #expect(
                try runScript("git -C '\(folder)/a b' for-each-ref refs/reconcile").text.contains("moving") == false)
        }
    }

    @Test func `a new checkout fetches no more history than is asked for`() throws {
        try withOrigin { folder, commits in
            #expect(try act([checkout(folder, .branch("main"), depth: 1)]).status == 0)
            #expect(try runScript("git -C '\(folder)/a b' rev-list --count HEAD").text == "1\n")
            let older = try act([checkout(folder, .commit(commits[0]), depth: 1)])
            #expect(older.status == 0, "\(older.text)")
            #expect(try state(folder)[0] == commits[0])
        }
    }

    @Test func `a commit that nobody knows leaves nothing behind`() throws {
        try withOrigin { folder, _ in
            let result = try act([checkout(folder, .commit(String(repeating: "0", count: 39) + "1"))])
            #expect(result.status != 0)
            #expect(result.text.contains("there is no commit 0000"))
            #expect(try entries(of: folder) == ["origin"])
        }
    }

    @Test func `changed files stay unless they are to be thrown away`() throws {
        try withOrigin { folder, commits in
            #expect(try act([checkout(folder, .tag("v1"))]).status == 0)
            try write(Array("mine\n".utf8), to: folder + "/a b/file")
            try write(Array("loose\n".utf8), to: folder + "/a b/loose")
            let refused = try act([checkout(folder, .branch("main"))])
            #expect(refused.status != 0)
            #expect(try state(folder)[2] == "mine")
            #expect(
                try runScript("git -C '\(folder)/a b' for-each-ref refs/reconcile").text.contains("moving") == false)
            #expect(try act([checkout(folder, .branch("main"), discards: true)]).status == 0)
            #expect(try state(folder) == [commits[1], "main", "two", ""])
            #expect(try contents(of: folder + "/a b/loose") == Array("loose\n".utf8))
        }
    }

    @Test func `what a checkout that was cut off left is put right`() throws {
        try withOrigin { folder, commits in
            #expect(try act([checkout(folder, .tag("v1"))]).status == 0)
            let cut = """
                cd '\(folder)/a b'
                git update-ref refs/reconcile/moving HEAD
                echo half >file
                : >.git/index.lock
                mkdir '\(folder)/.a b.reconcile-git'
                """
            #expect(try runScript(cut).status == 0)
            let result = try act([checkout(folder, .branch("main"))])
            #expect(result.status == 0, "\(result.text)")
            #expect(try state(folder)[2] == "two")
            #expect(try runScript("rm -rf '\(folder)/a b'").status == 0)
            #expect(try act([checkout(folder, .commit(commits[1]))]).status == 0)
            #expect(try entries(of: folder) == ["a b", "origin"])
        }
    }

    @Test(.enabled(if: isRoot, "needs root"), arguments: PosixShell.installed)
    func `the files are their owner's`(_ shell: PosixShell) throws {
        try withOrigin { folder, _ in
            #expect(try runScript("chown -R nobody '\(folder)/origin'").status == 0)
            let result = try act([checkout(folder, .branch("main"), owner: "nobody")], with: shell)
            #expect(result.status == 0, "\(result.text)")
            let nobody = try Status(folder + "/origin").owner
            #expect(try Status(folder + "/a b").owner == nobody)
            #expect(try Status(folder + "/a b/file").owner == nobody)
            #expect(try Status(folder + "/a b/.git/HEAD").owner == nobody)
        }
    }
}
