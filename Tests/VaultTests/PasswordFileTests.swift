import Diagnostics
import TestSupport
import Testing

@testable import Vault

@Suite struct `A vault password file` {
    private func password(
        _ text: String, named name: String = "pw", label: String? = "dev", isProgram: Bool = false
    ) throws -> Result<String, Diagnostic> {
        try withTemporaryFolder { folder in
            let path = "\(folder)/\(name)"
            if isProgram { try writeTool(text, to: path) } else { try write(Array(text.utf8), to: path) }
            let earlier = Keyring([PasswordSource(label: nil, .given(try #require(Password("first"))))])
            return Result { () throws(Diagnostic) in
                let password = try PasswordFile(path, label: label).password { bytes throws(Diagnostic) in
                    try earlier.open(EncryptedText(file: path, bytes: bytes))
                }
                return String(decoding: password.bytes, as: UTF8.self)
            }.mapError { problem in
                var problem = problem
                problem.message = problem.message.replacing("\(folder)/", with: "")
                return problem
            }
        }
    }

    @Test(arguments: [("a b", "a b"), (" \t\n pw \r\n\n", "pw"), ("a\nb\n", "a\nb"), ("größe\n", "größe")])
    func `holds the password without blanks around it`(text: String, expected: String) throws {
        #expect(try password(text).get() == expected)
    }

    @Test func `may be encrypted with a password that comes before it`() throws {
        let key = VaultKey(id: "default", password: try #require(Password("first")))
        let text = String(decoding: try key.encrypt(Array("second\n".utf8)), as: UTF8.self)
        #expect(try password(text).get() == "second")
    }

    @Test func `prints the password where it can be run, blanks included`() throws {
        #expect(try password("#!/bin/sh\necho ' pw '; echo noise >&2\n", isProgram: true).get() == " pw ")
    }

    @Test(arguments: ["pass-client", "pass-client.sh", ".x-client.py"])
    func `is told the label where its name ends in -client`(name: String) throws {
        let script = "#!/bin/sh\necho \"$#:$1:$2\"\n"
        #expect(try password(script, named: name, isProgram: true).get() == "2:--vault-id:dev")
        #expect(try password(script, named: name, label: nil, isProgram: true).get() == "0::")
        #expect(try password(script, named: "client", isProgram: true).get() == "0::")
    }

    @Test func `says why it gives no password`() throws {
        func problem(_ text: String, named name: String = "pw", isProgram: Bool = false) throws -> Diagnostic? {
            if case .failure(let problem) = try password(text, named: name, isProgram: isProgram) {
                problem
            } else {
                nil
            }
        }
        #expect(try problem(" \n")?.message == "'pw' gives an empty vault password")
        #expect(
            try problem("#!/bin/sh\necho secret; exit 3\n", isProgram: true)?.message
                == "the vault password program 'pw' failed with status 3")
        let unknown = try problem("#!/bin/sh\necho who >&2; echo secret; exit 2\n", named: "x-client", isProgram: true)
        #expect(unknown?.message == "the vault password program 'x-client' knows no password for 'dev'")
        #expect(unknown?.notes.map(\.message) == ["it said: who\n"])
        let missing = Keyring([PasswordSource(label: nil, .file("/no/such/file"))])
        #expect(throws: Diagnostic("vault-password", "there is no vault password file '/no/such/file'")) {
            try missing.keys()
        }
        let folder = Keyring([PasswordSource(label: nil, .file("/tmp"))])
        #expect(throws: Diagnostic("vault-password", "the vault password file '/tmp' is a folder")) {
            try folder.keys()
        }
    }

    @Test func `that gives none leaves the others to be tried`() throws {
        let password = try #require(Password("pw"))
        let text = try VaultKey(id: "dev", password: password).encrypt([1, 2])
        let sources = [
            PasswordSource(label: "prod", .file("/no/such")), PasswordSource(label: "dev", .given(password)),
        ]
        #expect(try Keyring(sources).open(EncryptedText(file: "f", bytes: text)) == [1, 2])
        do {
            _ = try Keyring([sources[0]]).open(EncryptedText(file: "f", bytes: text))
            Issue.record("it opened")
        } catch {
            #expect(error.notes.map(\.message) == ["there is no vault password file '/no/such'"])
        }
    }

    @Test(arguments: [
        ("~/x", "/h/x"), ("~", "/h"), ("a~/x", "a~/x"), ("$A/x", "1/x"), ("${A}x", "1x"), ("$Ax", "$Ax"),
        ("${A", "${A"),
        ("$", "$"), ("a$A$B", "a12"), ("${}", "${}"),
    ])
    func `is named as a shell would name it`(path: String, expected: String) {
        #expect(OperatorPath.expanded(path, ["HOME": "/h", "A": "1", "B": "2"]) == expected)
    }
}

@Suite struct `Vault settings` {
    @Test func `give sources in Ansible's order`() throws {
        var settings = VaultSettings()
        settings.ids = ["a@f1"]
        settings.passwordFile = "f4"
        let sources = try settings.sources(ids: ["b@prompt"], files: ["f3"], asks: true, asksForWant: false)
        #expect(
            sources == [
                PasswordSource(label: "a", .file("f1")), PasswordSource(label: "b", .prompt(.withID)),
                PasswordSource(label: "default", .file("f3")), PasswordSource(label: "default", .file("f4")),
                PasswordSource(label: "default", .prompt(.plain)),
            ])
        #expect(try VaultSettings().sources(ids: [], files: [], asks: false, asksForWant: true).count == 1)
        #expect(try VaultSettings().sources(ids: [], files: [], asks: false, asksForWant: false).isEmpty)
    }

    @Test func `yield to Ansible's environment`() {
        let environment = [
            "ANSIBLE_VAULT_PASSWORD_FILE": "f", "ANSIBLE_VAULT_IDENTITY_LIST": "a@x, b@y",
            "ANSIBLE_VAULT_ID_MATCH": "True", "ANSIBLE_VAULT_IDENTITY": "mine",
            "ANSIBLE_VAULT_ENCRYPT_IDENTITY": "a", "ANSIBLE_ASK_VAULT_PASS": "no",
        ]
        let settings = VaultSettings().overridden(by: environment)
        #expect(settings.passwordFile == "f" && settings.ids == ["a@x", "b@y"] && settings.matchesIDs)
        #expect(settings.defaultID == "mine" && settings.encryptID == "a" && !settings.asks)
        #expect(VaultSettings().overridden(by: ["ANSIBLE_VAULT_PASSWORD_FILE": ""]) == VaultSettings())
    }

    @Test(arguments: ["@x", "a;b@x", "größe@x", "a@", ""]) func `refuse what is no source`(text: String) {
        #expect(throws: Diagnostic.self) { try PasswordSource(parsing: text) }
    }

    @Test func `choose the password to encrypt with`() throws {
        let password = try #require(Password("pw"))
        let two = Keyring(["dev", "prod"].map { PasswordSource(label: $0, .given(password)) })
        #expect(try two.key(toEncryptAs: "prod").id == "prod")
        do {
            _ = try two.key(toEncryptAs: "pord")
            Issue.record("there is no such password")
        } catch { #expect(error.code == "vault-id" && error.help == "did you mean 'prod'?") }
        do {
            _ = try two.key()
            Issue.record("there are two passwords")
        } catch { #expect(error.help == "name one with --encrypt-vault-id") }
    }

    @Test(arguments: [
        ("vi", ["vi"]), ("code --wait", ["code", "--wait"]), ("'my editor' -x\\ y \"\"", ["my editor", "-x y", ""]),
    ])
    func `know the words of an editor`(text: String, words: [String]) {
        #expect(Editing.words(text) == words)
    }
}
