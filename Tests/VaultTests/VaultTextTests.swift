import Diagnostics
import TestSupport
import Testing

@testable import Vault

extension Range<Int> {
    fileprivate func striding(by step: Int) -> StrideTo<Int> { stride(from: lowerBound, to: upperBound, by: step) }
}

@Suite struct `An encrypted text` {
    private static let password = Password("correct horse")
    private static let plains: [[UInt8]] = [
        [], Array("x".utf8), Array("exactly sixteen!".utf8), Array("größe 日本語 😀\n".utf8), [0, 255, 10, 13, 128],
        Array("key: value\nother: [1, 2]\n".utf8), Array(repeating: 7, count: 4097),
    ]

    private func key(_ id: String = VaultKey.defaultID, _ password: String = "correct horse") throws -> VaultKey {
        VaultKey(id: id, password: try #require(Password(password)))
    }

    private func keyring(_ keys: VaultKey..., matchesIDs: Bool = false) -> Keyring {
        var settings = VaultSettings()
        settings.matchesIDs = matchesIDs
        return Keyring(keys.map { PasswordSource(label: $0.id, .given($0.password)) }, settings)
    }

    private func problem(_ bytes: [UInt8], _ keyring: Keyring) -> Diagnostic? {
        do throws(Diagnostic) {
            _ = try keyring.open(EncryptedText(file: "f", bytes: bytes))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: plains) func `opens to what was encrypted`(plain: [UInt8]) throws {
        for id in ["default", "dev"] {
            let key = try key(id)
            let text = try key.encrypt(plain)
            #expect(text.starts(with: "$ANSIBLE_VAULT;\(id == "dev" ? "1.2;AES256;dev" : "1.1;AES256")\n".utf8))
            #expect(try keyring(key).open(EncryptedText(file: "f", bytes: text)) == plain)
        }
    }

    @Test func `may have blanks around its lines and other line breaks`() throws {
        let text = String(decoding: try key().encrypt(Array("abc".utf8)), as: UTF8.self)
        for odd in [text.replacing("\n", with: "\r\n"), text.replacing("\n", with: "  \n  "), text + "\n\n"] {
            #expect(
                try keyring(key()).open(EncryptedText(file: "f", bytes: Array(odd.utf8))) == Array("abc".utf8), "\(odd)"
            )
        }
    }

    @Test func `is opened by the password of its label, and else by any`() throws {
        let text = try key("dev").encrypt(Array("abc".utf8))
        let other = try key("prod", "other")
        #expect(problem(text, try keyring(other, key("dev"))) == nil)
        #expect(problem(text, try keyring(other, key("test"))) == nil)
        #expect(problem(text, try keyring(other, key("test"), matchesIDs: true))?.code == "vault-wrong-password")
    }

    @Test func `is not opened by a wrong password`() throws {
        for plain in Self.plains {
            let problem = problem(try key("dev").encrypt(plain), try keyring(key("dev", "wrong")))
            #expect(problem?.code == "vault-wrong-password")
            #expect(problem?.message == "the vault password 'dev' is wrong: it does not open this")
            #expect(problem?.span?.start == Position(line: 1, column: 1))
        }
    }

    @Test func `says that it is cut, wherever that was`() throws {
        let plain = Array(String(repeating: "some: text that is long enough\n", count: 20).utf8)
        let text = try key().encrypt(plain)
        let header = text.prefix { $0 != 10 }.count
        for count in stride(from: header + 1, to: text.count - 1, by: 7) {
            let found = problem(Array(text[..<count]), try keyring(key()))
            #expect(found?.code == "vault-cut", "cut at \(count): \(found?.message ?? "opened")")
            #expect(found?.span != nil)
        }
        #expect(problem(Array(text[..<(header - 3)]), try keyring(key()))?.code == "vault-format")
    }

    @Test func `says that a byte was changed, wherever that was`() throws {
        for plain in [
            Array("key: some value that is text\n".utf8), Array("x".utf8), [UInt8](repeating: 200, count: 99),
        ] {
            let text = try key().encrypt(plain)
            let lines = text.split(separator: 10)
            let body = lines[0].count + 1
            // The inner text is hexadecimal again: from the digest on, behind 64 digits of salt and a line break.
            let salt = (body + 131)...
            for index in text.indices[salt].striding(by: soakFactor > 1 ? 1 : 5) where text[index] != 10 {
                // Each even digit is the 3 of an inner digit, or the 6 of an inner letter.
                guard (index - body - (index - body) / 81).isMultiple(of: 2) == false else { continue }
                var changed = text
                changed[index] = text[index] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
                let found = problem(changed, try keyring(key()))
                #expect(found?.code == "vault-changed", "at \(index): \(found?.message ?? "opened")")
            }
        }
    }

    @Test func `shows the place of what cannot stand in it`() throws {
        var text = try key().encrypt(Array("abc".utf8))
        text[40] = UInt8(ascii: "x")
        let found = problem(text, try keyring(key()))
        #expect(found?.code == "vault-changed")
        #expect(found?.span?.start == Position(line: 2, column: 15))
    }

    @Test(arguments: [
        ("$ANSIBLE_VAULT;1.0;AES", "vault-format"), ("$ANSIBLE_VAULT;1.1;AES", "vault-format"),
        ("$ANSIBLE_VAULT;1.1;AES256", "vault-cut"), ("$ANSIBLE_VAULT", "vault-format"), ("$ANS", "vault-format"),
    ])
    func `of another form is refused`(header: String, code: String) throws {
        #expect(problem(Array("\(header)\n".utf8), try keyring(key()))?.code == code)
    }

    @Test func `wants a password`() throws {
        let found = problem(try key().encrypt([1]), Keyring())
        #expect(found?.code == "vault-no-password")
        #expect(throws: Diagnostic.self) { try Keyring().keys() }
    }

    @Test func `is not encrypted again`() throws {
        let text = try key().encrypt([1])
        #expect(throws: Diagnostic("already-encrypted", "this is encrypted already")) { try key().encrypt(text) }
    }

    @Test func `shows no password in what is printed of it`() throws {
        let password = try #require(Password("hunter2"))
        #expect("\(password)" == "(password)" && String(reflecting: password) == "(password)")
        var dumped = ""
        dump(VaultKey(id: "x", password: password), to: &dumped)
        #expect(!dumped.contains("hunter2") && !dumped.contains("104"))
    }

    @Test func `that is damaged in any way is opened or refused`() throws {
        var random = SplitMix64(seed: 11)
        let keyring = try keyring(key(), key("dev"))
        let texts = try Self.plains.map { try key("dev").encrypt($0) }
        let pieces: [[UInt8]] = [
            Array("$ANSIBLE_VAULT;1.1;AES256\n".utf8), [10], [0], [255], Array(";".utf8), Array("0a".utf8),
            Array("\r\n".utf8), Array("3".utf8), Array(" ".utf8),
        ]
        for _ in 0..<(100 * soakFactor) {
            var text = texts[Int.random(in: 0..<(texts.count - 1), using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let start = Int.random(in: 0...text.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: text.removeSubrange(start...)
                case 1: text.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: start)
                case 2: text.removeSubrange(start..<min(text.count, start + Int.random(in: 0...90, using: &random)))
                default:
                    if start < text.count { text[start] = UInt8.random(in: 0...255, using: &random) }
                }
            }
            let found = problem(text, keyring)
            #expect(found == nil || found?.span != nil)
        }
    }
}
