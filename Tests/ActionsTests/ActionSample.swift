import Actions
import TestSupport

/// Every action there is, for a folder that `withWorld` has filled; done one after another, all of them work.
enum ActionSample {
    /// The payload is one that is too big for a request, and lies in the spool.
    static func all(in folder: String, spooled: Payload) -> [Action] {
        files(folder, spooled) + programs(folder) + accounts + software(folder)
    }

    private static func files(_ folder: String, _ spooled: Payload) -> [Action] {
        let plain = Action.Attributes(mode: 0o640)
        return [
            .makeDirectory(path: "\(folder)/a b/c", attributes: .init(mode: 0o755), withParents: true),
            .writeFile(path: "\(folder)/a'b", content: Payload("text"), attributes: plain, validate: "[ -s %s ]"),
            .writeFile(path: "\(folder)/b", content: Payload([0, 1, 2, 0x27]), attributes: .init(), validate: nil),
            .writeFile(path: "\(folder)/c", content: spooled, attributes: .init(), validate: nil),
            .editFile(
                path: "\(folder)/e", edit: .init(.every(["it's"]), to: ["a"], at: .after("b")), creates: true,
                attributes: plain, validate: "grep -q a %s"),
            .keepVersion(path: "\(folder)/old", count: 3),
            .makeLink(path: "\(folder)/l", target: "a'b"),
            .setAttributes(path: "\(folder)/b", attributes: .init(owner: "0", group: "0", mode: 0o600)),
            .fetch(
                path: "\(folder)/f",
                source: .init(
                    urls: ["file://\(folder)/none", "file://\(folder)/old"], digest: Payload("old\n").digest),
                attributes: plain),
            .unpack(
                path: "\(folder)/a b/u", archive: "\(folder)/archive.gz", with: .gzip, strip: 1, stamp: Payload("x\n"),
                attributes: .init(owner: "0", group: "0")),
            .setAllAttributes(
                paths: ["\(folder)/a'b", "\(folder)/c"], attributes: .init(owner: "0", mode: 0o640)),
            .removeAll(paths: ["\(folder)/gone 1", "\(folder)/gone 2"], recursive: true),
            .remove(path: "\(folder)/gone 3", recursive: true),
            .appendLedger(folder: "\(folder)/ledger", lines: ["l"]),
        ]
    }

    private static func programs(_ folder: String) -> [Action] {
        [
            .run(
                words: ["sh", "-c", "cat >ran; echo \"$A\" >>ran"], environment: ["A": "b'c"], directory: folder,
                input: Payload("in\n")),
            .shell(script: "echo 'x' >shell", environment: [:], directory: folder),
            .waitUntil(script: "true", seconds: 3), .unit(.start, unit: "u.service"), .reloadUnitFiles,
            .editCrontab(user: "u", marker: "# m", aliases: ["# n"], lines: ["1 2 * * * l"]),
        ]
    }

    private static let accounts: [Action] = {
        var account = Action.Account(name: "u")
        (account.uid, account.groups, account.createsHome, account.password) = (1200, ["adm"], true, "$6$x$y")
        var change = Action.Account(name: "u")
        (change.comment, change.isLocked) = ("A 'B'", true)
        return [
            .addGroup(name: "g", gid: 12, isSystem: true), .changeGroup(name: "g", gid: 3), .addUser(account),
            .changeUser(change), .removeUser(name: "u", withHome: false), .removeGroup(name: "g"),
        ]
    }()

    private static func software(_ folder: String) -> [Action] {
        let keyring = "\(folder)/keys/k"
        let venv = Action.Venv(
            path: "\(folder)/v", python: "python-sample", requirements: "\(folder)/old",
            digest: Payload("old\n").digest, environment: ["B": "b"])
        let checkout = Action.Checkout(
            path: "\(folder)/g", repository: "file://\(folder)/origin", wanted: .branch("main"), depth: 1)
        return [
            .fetchKey(url: "file://\(folder)/key", digest: nil, keyring: keyring),
            .fetchArchiveKey(owner: "o", archive: "a", keyring: "\(folder)/keys/ppa"),
            .writeSource(path: "\(folder)/source", keyring: keyring, armored: Payload("a"), binary: Payload("b")),
            .refreshIndex, .installPackages([.init(name: "p", version: "1")], refreshIndex: true),
            .holdPackage("p", isHeld: true), .removePackages(["p"], purge: true), .checkOut(checkout), .buildVenv(venv),
            .installPython([.init(name: "p", version: "1")], venv: "\(folder)/v", owner: nil),
            .removePython(["p"], venv: "\(folder)/v", owner: nil), .installNpm([.init(name: "@s/p", version: "1")]),
            .removeNpm(["p"]),
        ]
    }

    /// What podman or docker does, which has tests of its own under every shell.
    static let engines: [Action] = [
        .container(
            .create(
                .init(
                    name: "c", image: "i", options: ["--user=op"], networks: ["n", "default"], gpus: ["0", "1"],
                    environment: Payload("A=a b\n"), command: ["true"], starts: true))),
        .container(.start("c")), .container(.stop("c")), .container(.restart("c")), .container(.reload("c")),
        .container(.unpause("c")), .container(.remove("c")), .image(.pull("i")), .image(.remove("i")),
        .image(.build("i", context: Payload("tar"), options: ["--label=a=b"])),
        .image(.load("i", archive: "/a b", id: "1f")), .image(.save("i", path: "/a b")),
        .engine(.create(.network, "n", options: ["--internal"], replaces: true)),
        .engine(.create(.volume, "v", options: [], replaces: false)), .engine(.remove(.network, "n")),
        .engine(.remove(.volume, "v")),
    ]

    /// Calls the body with a folder that holds what the actions need, and in `tools` programs that note how they are
    /// called, for those that would change the machine.
    static func withWorld<Result>(_ body: (String) throws -> Result) throws -> Result {
        try withTemporaryFolder { folder in
            let made = try runScript(
                """
                set -e
                chmod 755 \(folder)
                cd \(folder)
                mkdir tools spool top 'gone 1' 'gone 3'
                echo old >old
                echo x >top/x
                tar -czf archive.gz top
                rm -r top
                : >'gone 2'
                : >'gone 1/x'
                printf -- '-----BEGIN PGP PUBLIC KEY BLOCK-----\\n' >key
                export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
                git init -q -b main origin
                cd origin
                echo one >file
                git add file
                git commit -q -m one
                """)
            if made.status != 0 { throw WorldError(text: made.errorText) }
            for name in noted { try writeTool(note(folder, name), to: "\(folder)/tools/\(name)") }
            for (name, text) in played {
                try writeTool(note(folder, name) + text + "\n", to: "\(folder)/tools/\(name)")
            }
            return try body(folder)
        }
    }

    private static let noted = [
        "useradd", "usermod", "userdel", "groupadd", "groupmod", "groupdel", "systemctl", "apt-get", "apt-mark",
        "dpkg",
    ]

    private static let played = [
        "chpasswd": "cat >>\"$here/../calls\"", "getent": "exit 2",
        "npm": "[ \"$1\" != root ] || echo \"$here/../modules\"",
        "crontab": #"""
        [ "$1" != -u ] || shift 2
        case $1 in
        (-l) echo 'no crontab for u' >&2; exit 1 ;;
        (-) cat >"$here/../crontab" ;;
        esac
        """#,
        "curl": #"""
        for word; do
            [ "$last" != -o ] || out=$word
            last=$word
        done
        case $last in
        (*launchpad*) echo '"signing_key_fingerprint": "F23C5A6CF475977595C89F51BA6932366A755776"' ;;
        (*) echo '-----BEGIN PGP PUBLIC KEY BLOCK-----' ;;
        esac >"$out"
        """#,
        "python-sample": #"""
        [ "$2" != venv ] || {
            mkdir -p "$3/bin" "$3/lib/python3.11/site-packages/x-1.dist-info"
            ln -s "$here/python-sample" "$3/bin/python"
            echo 'version = 3.11.2' >"$3/pyvenv.cfg"
        }
        """#,
    ]

    /// The beginning of a program that notes its words.
    private static func note(_ folder: String, _ name: String) -> String {
        "#!/bin/sh\nhere=\(folder)/tools\necho \"\(name) $*\" >>\(folder)/calls\n"
    }
}

struct WorldError: Error { let text: String }
