import Diagnostics
import FoundationEssentials
import TestSupport
import Testing
import YAML

@testable import Vault

/// Files that go between this and ansible-vault itself, both ways.
@Suite struct `ansible-vault` {
    private static let tool: String? = {
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let made = try? runScript(package.appending(path: "Scripts/python-peers").path)
        guard let made, made.status == 0, let python = made.text.split(separator: "\n").last else { return nil }
        return "\(python.dropLast("python".count))ansible-vault"
    }()

    private static let plains: [[UInt8]] = {
        var random = SplitMix64(seed: 5)
        let sizes = [1, 15, 16, 17, 31, 80, 1000] + (soakFactor > 1 ? Array(32...400) : [])
        let noise = sizes.map { size in (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &random) } }
        let texts = ["", "x", "key: value\n", "größe 日本語 😀\n", "trailing\n\n\n", "\r\n", "a\0b"].map { Array($0.utf8) }
        return texts + noise + [[UInt8](repeating: 0x61, count: 1 << 20)]
    }()

    private static let ids = ["default", "dev", "with space"]

    @Test(.enabled(if: tool != nil, "ansible-vault is not installed: Scripts/python-peers could not make it"))
    func `opens what is encrypted here`() throws {
        try withTemporaryFolder { folder in
            let password = try #require(Password("pass wörd"))
            try write(Array("pass wörd\n".utf8), to: "\(folder)/pw")
            for id in Self.ids {
                let key = VaultKey(id: id, password: password)
                for (index, plain) in Self.plains.enumerated() {
                    try write(try key.encrypt(plain), to: "\(folder)/\(index)")
                }
                let names = Self.plains.indices.map { "\($0)" }.joined(separator: " ")
                let tool = try #require(Self.tool)
                let result = try runScript(
                    "cd \(folder) && \(tool) decrypt --vault-id '\(id)@pw' \(names)",
                    environment: ["LC_ALL": "C.UTF-8", "HOME": folder])
                try #require(result.status == 0, "\(result.errorText)")
                for (index, plain) in Self.plains.enumerated() {
                    #expect(try contents(of: "\(folder)/\(index)") == plain, "\(id), number \(index)")
                }
            }
        }
    }

    @Test(.enabled(if: tool != nil, "ansible-vault is not installed: Scripts/python-peers could not make it"))
    func `makes what is opened here, and the very same bytes for the same salt`() throws {
        try withTemporaryFolder { folder in
            let password = try #require(Password("pass wörd"))
            try write(Array("pass wörd\n".utf8), to: "\(folder)/pw")
            for id in Self.ids {
                for (index, plain) in Self.plains.enumerated() { try write(plain, to: "\(folder)/\(index)") }
                let names = Self.plains.indices.map { "\($0)" }.joined(separator: " ")
                let tool = try #require(Self.tool)
                let result = try runScript(
                    "cd \(folder) && \(tool) encrypt --vault-id '\(id)@pw' \(names)",
                    environment: ["LC_ALL": "C.UTF-8", "HOME": folder])
                try #require(result.status == 0, "\(result.errorText)")
                let keyring = Keyring([PasswordSource(label: id, .file("\(folder)/pw"))])
                for (index, plain) in Self.plains.enumerated() {
                    let bytes = try contents(of: "\(folder)/\(index)")
                    let opened = try keyring.openWithKey(EncryptedText(file: "f", bytes: bytes))
                    #expect(opened.plain == plain && opened.id == id, "\(id), number \(index)")
                    let salt = try VaultText(bytes).salt
                    #expect(VaultCipher.sealed(plain, with: password, id: id, salt: salt).bytes == bytes)
                }
            }
        }
    }

    private static let script = """
        cd "$1" && export LC_ALL=C.UTF-8 HOME="$1" ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=0
        printf 'größe {{ x }}' | "$2/ansible-vault" encrypt_string --vault-id dev@pw-client --stdin-name theirs >vars.yml
        cat ours.yml >>vars.yml
        "$2/ansible" localhost -i localhost, --vault-id dev@pw-client -e @vars.yml -m debug \\
            -a 'msg={{ [ours, nested.list[0]] | to_json }}' 2>errors || cat errors
        """

    @Test(.enabled(if: tool != nil, "ansible-vault is not installed: Scripts/python-peers could not make it"))
    func `agrees on values in YAML, and on programs that print passwords`() throws {
        try withTemporaryFolder { folder in
            try writeTool(
                "#!/bin/sh\n[ \"$1 $2\" = '--vault-id dev' ] && echo 'pw of dev'\n", to: "\(folder)/pw-client")
            let keyring = Keyring([try PasswordSource(parsing: "dev@\(folder)/pw-client")])
            let key = try keyring.key(toEncryptAs: "dev")
            func scalar(_ plain: String, _ indentation: String) throws -> String {
                let lines = String(decoding: try key.encrypt(Array(plain.utf8)), as: UTF8.self).split(separator: "\n")
                return "!vault |\n" + lines.map { "\(indentation)\($0)\n" }.joined()
            }
            let ours = "ours: \(try scalar("plain ü", "  "))nested:\n  list:\n    - \(try scalar("deep", "      "))"
            try write(Array(ours.utf8), to: "\(folder)/ours.yml")
            let tools = URL(filePath: try #require(Self.tool)).deletingLastPathComponent().path
            let result = try runScript("set -- '\(folder)' '\(tools)'\n\(Self.script)")
            #expect(
                result.text.contains("[\\\"plain \\\\u00fc\\\", \\\"deep\\\"]"), "\(result.text) \(result.errorText)")
            let source = try Source(name: "vars.yml", bytes: contents(of: "\(folder)/vars.yml"))
            let theirs = try #require(try Node(parsing: source)?["theirs"])
            #expect(theirs.isEncrypted)
            #expect(try theirs.opened(by: keyring).string == "größe {{ x }}")
        }
    }
}
