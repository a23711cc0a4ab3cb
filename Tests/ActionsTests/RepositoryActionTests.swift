import Actions
import TestSupport
import Testing

@Suite struct RepositoryActionTests {
    @Test(arguments: PosixShell.installed)
    func `a key is called what it is, and the source names it`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let armored = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQ==\n"
            try write(Array(armored.utf8), to: folder + "/armored")
            try write([0x99, 0, 1, 10, 2], to: folder + "/binary")
            let keyring = folder + "/keys/a b"
            let source = Action.writeSource(
                path: folder + "/source", keyring: keyring, armored: Payload("asc\n"), binary: Payload("gpg\n"))
            func fetch(_ name: String, _ digest: String?) throws -> ScriptResult {
                let key = Action.fetchKey(url: "file://\(folder)/\(name)", digest: digest, keyring: keyring)
                return try act([key, source], with: shell)
            }
            #expect(try fetch("armored", Payload(armored).digest).status == 0)
            #expect(try entries(of: folder + "/keys") == ["a b.asc"])
            #expect(try contents(of: folder + "/source") == Array("asc\n".utf8))
            #expect(try fetch("binary", Payload([0x99, 0, 1, 10, 2]).digest).status == 0)
            #expect(try entries(of: folder + "/keys") == ["a b.gpg"])
            #expect(try contents(of: folder + "/source") == Array("gpg\n".utf8))
            let refused = try fetch("armored", Payload("another").digest)
            #expect(refused.status != 0)
            #expect(refused.text.contains("which is not the one wanted"))
            #expect(try entries(of: folder + "/keys") == ["a b.gpg"])
            try write(Array("<html>".utf8), to: folder + "/page")
            #expect(try fetch("page", nil).text.contains("is a page, not a key"))
            #expect(try fetch("none", nil).status != 0)
        }
    }

    @Test(arguments: PosixShell.installed)
    func `Launchpad tells the key of an archive`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let curl = #"""
                #!/bin/sh
                for word; do
                    [ "$last" != -o ] || out=$word
                    last=$word
                done
                case $last in
                (https://api.launchpad.net/1.0/~snakes/+archive/ubuntu/ppa)
                    echo '{"name": "ppa", "signing_key_fingerprint": "F23C5A6CF475977595C89F51BA6932366A755776"}'
                    ;;
                (*search=0xF23C5A6CF475977595C89F51BA6932366A755776)
                    echo '-----BEGIN PGP PUBLIC KEY BLOCK-----'
                    ;;
                (*) exit 22 ;;
                esac >"$out"
                """#
            try writeTool(curl, to: folder + "/curl")
            let keyring = folder + "/snakes"
            let result = try act(
                [.fetchArchiveKey(owner: "snakes", archive: "ppa", keyring: keyring)], with: shell, path: [folder])
            #expect(result.status == 0, "\(result.text)")
            #expect(try entries(of: folder).contains("snakes.asc"))
            let none = try act(
                [.fetchArchiveKey(owner: "x", archive: "ppa", keyring: keyring)], with: shell, path: [folder])
            #expect(none.text.contains("Launchpad tells of no archive 'x/ppa'"))
        }
    }
}
