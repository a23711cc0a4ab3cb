import Facts
import TestSupport
import Testing

@Suite struct GitTests {
    private static let isInstalled = (try? runScript("command -v git"))?.status == 0

    /// Commands that make a repository `origin` with two commits, of which the first has the tag `v1`.
    static let origin = """
        set -e
        export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
        export GIT_AUTHOR_DATE='1700000000 +0000' GIT_COMMITTER_DATE='1700000000 +0000' GIT_CONFIG_GLOBAL=/dev/null
        git init -q -b main origin
        cd origin
        git config uploadpack.allowAnySHA1InWant true
        echo one >file
        git add file
        git commit -q -m one
        git tag -a -m v1 v1
        echo two >file
        git commit -q -a -m two

        """

    @Test(.enabled(if: isInstalled, "needs git"), arguments: PosixShell.installed)
    func `checkouts tell what they hold and what is somebody's work`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let made = try runScript(
                "cd \(folder)\n" + Self.origin + """
                    cd ..
                    git clone -q "file://$PWD/origin" clean
                    git clone -q "file://$PWD/origin" 'a b'
                    cd 'a b'
                    echo mine >'new file'
                    git add 'new file'
                    git commit -q -m mine
                    echo changed >file
                    echo loose >loose
                    git update-ref refs/reconcile/moving 'v1^0'
                    cd ..
                    git clone -q "file://$PWD/origin" detached 2>/dev/null
                    git -C detached checkout -q v1
                    git init -q -b main new
                    mkdir empty other broken
                    echo x >other/x
                    mkdir broken/.git
                    git -C clean rev-parse HEAD 'v1^0'
                    """)
            #expect(made.status == 0, "\(made.errorText)")
            let revisions = made.text.split(separator: "\n").map(String.init)
            let names = ["clean", "a b", "detached", "new", "empty", "other", "none", "broken"]
            let facts = names.map { GitCheckout("\(folder)/\($0)", tag: "v1") }
            let seen = try look(facts, with: shell)
            var clean = GitCheckout.Seen()
            (clean.revision, clean.branch, clean.tagged) = (revisions[0], "main", revisions[1])
            clean.remote = "file://\(folder)/origin"
            #expect(seen[facts[0]] == .present(clean))
            guard case .present(let work)? = seen[facts[1]] else {
                throw Unexpected(look: "\(seen[facts[1]], default: "nothing")")
            }
            #expect(work.changes == ["file"])
            #expect(work.ownCommits == 1)
            #expect(work.isCutOff)
            var detached = clean
            (detached.revision, detached.branch) = (revisions[1], nil)
            #expect(seen[facts[2]] == .present(detached))
            var new = GitCheckout.Seen()
            new.branch = "main"
            #expect(seen[facts[3]] == .present(new))
            var empty = GitCheckout.Seen()
            empty.isEmpty = true
            #expect(seen[facts[4]] == .present(empty))
            #expect(seen[facts[5]] == .absent)
            #expect(seen[facts[6]] == .absent)
            guard case .failed(let why)? = seen[facts[7]] else {
                throw Unexpected(look: "\(seen[facts[7]], default: "nothing")")
            }
            #expect(why.hasPrefix("not a git repository"))
        }
    }

    @Test(.enabled(if: isInstalled, "needs git"), arguments: PosixShell.installed)
    func `a branch of another repository is at a commit, absent, or not to be told`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let made = try runScript("cd \(folder)\n" + Self.origin + "git branch x/main v1\ngit rev-parse main")
            let origin = "\(folder)/origin"
            let facts = [(origin, "main"), (origin, "mai"), (origin, "*"), (folder + "/none", "main")].map {
                GitBranch($0, $1)
            }
            let seen = try look(facts, with: shell)
            #expect(seen[facts[0]] == .present(.init(revision: made.text.filter { $0 != "\n" })))
            #expect(seen[facts[1]] == .absent)
            #expect(seen[facts[2]] == .absent)
            guard case .failed? = seen[facts[3]] else {
                throw Unexpected(look: "\(seen[facts[3]], default: "nothing")")
            }
        }
    }

    @Test(.enabled(if: isInstalled, "needs git"))
    func `what reconcile has checked out is nobody's own commit`() throws {
        try withTemporaryFolder { folder in
            let made = try runScript("cd \(folder)\n" + Self.origin)
            #expect(made.status == 0, "\(made.errorText)")
            func ownCommits() throws -> Int? {
                guard case .present(let seen)? = try look(at: GitCheckout(folder + "/origin")) else { return nil }
                return seen.ownCommits
            }
            for (name, count) in [("HEAD~1", 1), ("HEAD", 0)] {
                _ = try runScript("cd \(folder)/origin; git tag -d v1; git update-ref refs/reconcile/made '\(name)'")
                #expect(try ownCommits() == count)
                _ = try runScript("git -C \(folder)/origin pack-refs --all")
                #expect(try ownCommits() == count, "also where git packs its references")
            }
        }
    }

    @Test(.enabled(if: isInstalled && isRoot, "needs git and root"))
    func `a user's checkout is looked at as that user`() throws {
        try withTemporaryFolder { folder in
            let made = try runScript(
                "chmod 755 \(folder)\ncd \(folder)\n" + Self.origin + "cd ..\nchown -R nobody origin")
            #expect(made.status == 0, "\(made.errorText)")
            guard case .failed(let why)? = try look(at: GitCheckout(folder + "/origin")) else {
                throw Unexpected(look: "root trusts it")
            }
            #expect(why.hasPrefix("detected dubious ownership"))
            guard case .present(let seen)? = try look(at: GitCheckout(folder + "/origin", owner: "nobody")) else {
                throw Unexpected(look: "nobody cannot see it")
            }
            #expect(seen.branch == "main")
        }
    }
}
