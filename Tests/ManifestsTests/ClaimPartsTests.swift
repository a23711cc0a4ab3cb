import Diagnostics
import Manifests
import Testing

struct ClaimPartsTests {
    private func messages(_ entries: String...) throws -> [String] {
        let fixture = try ProjectFixture(manifest: "hosts: all\nresources:\n" + entries.map { "  - \($0)\n" }.joined())
        do {
            _ = try fixture.state()
            return []
        } catch {
            return error.all.map { "\($0.code): \($0.message)" }
        }
    }

    @Test(arguments: [
        "{file: /etc/hosts, content: x}", "{file: /etc/hosts, state: absent}", "{link: /etc/hosts, target: x}",
    ])
    func `a part of what another entry says as a whole is a conflict, in either order`(_ whole: String) throws {
        let type = whole.dropFirst().prefix { $0 != ":" }
        let expected = [
            "conflicting-entries: block:/etc/hosts#lab is a part of \(type):/etc/hosts, which says all that is there"
        ]
        let block = "{block: '/etc/hosts#lab', content: a, create: true}"
        #expect(try messages(whole, block) == expected)
        #expect(try messages(block, whole) == expected)
    }

    @Test func `the owner and mode of a file, its lines and its blocks are no conflict`() throws {
        let found = try messages(
            "{file: /etc/hosts, mode: '0644'}", "{line: /etc/hosts, text: a}", "{line: /etc/hosts, text: b}",
            "{block: '/etc/hosts#lab', content: a}", "{block: '/etc/hosts#other', content: a}")
        #expect(found == [])
    }

    @Test func `two entries about a line that say different things are a conflict`() throws {
        let found = try messages("{line: /e, match: a, text: ab}", "{line: /e, match: a, text: ac}")
        #expect(found == ["conflicting-entries: line:/e#a has two values of 'text'"])
    }

    @Test func `a line that holds a secret needs another name`() throws {
        let found = try messages("{line: /e, text: hunter2, sensitive: true}")
        #expect(found == ["line-fields: something is wrong here that would show a secret: line-fields"])
        #expect(try messages("{line: /e, text: hunter2, match: ^p, sensitive: true}") == [])
    }
}
