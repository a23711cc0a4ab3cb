import Diagnostics
import Facts
import Model
import Testing
import YAML

@testable import Resources

struct PathPatternTests {
    private func pattern(_ text: String) throws -> PathPattern {
        let node = Node(.scalar(text, isQuoted: true), at: .init(file: "m", at: .init(line: 1, column: 1)))
        return try PathPattern(Given(field: "mode", node: node))
    }

    @Test(arguments: [
        ("/a/*.sh", "/a", "x.sh", true), ("/a/*.sh", "/a", "b/x.sh", false), ("/a/**/*.sh", "/a", "x.sh", true),
        ("/a/**/*.sh", "/a", "b/c/x.sh", true), ("/a/**/*.sh", "/a", "b/c/x.txt", false), ("/a/b", "/a", "b", true),
        ("/a/*/c", "/a", "b/c", true), ("/a/*/c", "/a", "b/d/c", false), ("/a/**", "/a", "b/c", true),
        ("/a/[ab]?", "/a", "bz", true), ("/a/[!ab]?", "/a", "bz", false), ("/a/b*/**/c/*", "/a", "b1/x/y/c/z", true),
        ("/a/.*", "/a", ".hidden", true), ("/a/b/\\*", "/a/b", "*", true), ("/a/b/\\*", "/a/b", "x", false),
    ])
    func `a pattern is matched name by name`(_ text: String, _ folder: String, _ path: String, _ isMeant: Bool) throws {
        let pattern = try pattern(text)
        #expect(pattern.folder.text == folder)
        #expect(pattern.matches(path) == isMeant)
    }

    @Test func `only what may be deep is looked at so`() throws {
        #expect(try !pattern("/a/*").listing.isDeep)
        #expect(try pattern("/a/**").listing.isDeep)
        #expect(try pattern("/a/*/b").listing.isDeep)
        for text in ["/*", "/**", "/*/a", "/a", "a/*"] {
            #expect(throws: (any Error).self) { try pattern(text) }
        }
    }
}
