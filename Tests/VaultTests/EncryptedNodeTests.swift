import Diagnostics
import Testing
import YAML

@testable import Vault

@Suite struct `A !vault scalar` {
    private let key: VaultKey

    init() throws { key = VaultKey(id: "default", password: try #require(Password("pw"))) }

    private func keyring() -> Keyring { Keyring([PasswordSource(label: nil, .given(key.password))]) }

    private func node(_ plain: String, change: (String) -> String = { $0 }) throws -> Node {
        let lines = String(decoding: try key.encrypt(Array(plain.utf8)), as: UTF8.self).split(separator: "\n")
        let text = "a: 1\npw: !vault |\n" + lines.map { "    \($0)\n" }.joined()
        let document = try #require(try Node(parsing: Source(name: "f", text: change(text))))
        return try #require(document["pw"])
    }

    @Test func `is secret text and no template`() throws {
        let node = try node("{{ x }}")
        #expect(node.isEncrypted && node.holdsEncrypted && !node.isSensitive)
        let plain = try node.opened(by: keyring())
        #expect(plain.string == "{{ x }}" && plain.isSensitive && plain.tag == "!unsafe")
        #expect(plain.span == node.span)
    }

    @Test func `is JSON's mapping, too`() throws {
        let text = String(decoding: try key.encrypt(Array("abc".utf8)), as: UTF8.self).replacing("\n", with: "\\n")
        let source = Source(name: "f.json", text: "{\"pw\": {\"__ansible_vault\": \"\(text)\"}}")
        let node = try #require(try Node(parsing: source)?["pw"])
        #expect(node.isEncrypted)
        #expect(try node.opened(by: keyring()).string == "abc")
    }

    @Test func `shows the line of what is wrong with it`() throws {
        let node = try node("abc") { text in
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
            lines[4] = "    x" + lines[4].dropFirst(5)
            return lines.joined(separator: "\n")
        }
        do {
            _ = try node.opened(by: keyring())
            Issue.record("it opened")
        } catch {
            #expect(error.code == "vault-changed")
            #expect(error.span?.start == Position(line: 5, column: 5))
        }
    }

    @Test func `marks all of a value as secret`() throws {
        let node = try #require(try Node(parsing: Source(name: "f", text: "{a: [1, {b: 2}]}"))).secret
        let entry = try #require(node.mapping?.first)
        #expect(node.isSensitive && entry.key.isSensitive && entry.value.isSensitive)
        #expect(entry.value.sequence?.allSatisfy { $0.isSensitive } == true)
    }
}
