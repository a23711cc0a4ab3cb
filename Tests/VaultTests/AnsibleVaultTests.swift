import FoundationEssentials
import TestSupport
import Testing

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
}
