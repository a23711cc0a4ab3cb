import FoundationEssentials
import Testing

/// The guide to writing a type shows a real one.
@Suite struct GuideTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: package.appending(path: path), encoding: .utf8)
    }

    @Test func `every line of Swift in the guide stands in the type that it shows`() throws {
        let guide = try Self.text("docs/guide/writing-a-resource.md")
        let type = try Self.text("Sources/Resources/Link.swift").split(separator: "\n")
        let blocks = guide.components(separatedBy: "```swift\n").dropFirst()
        #expect(blocks.count == 3)
        for block in blocks {
            let code = block.components(separatedBy: "```")[0]
            for line in code.split(separator: "\n") { #expect(type.contains(line)) }
        }
    }

    @Test func `every file that the guide names is there`() throws {
        let guide = try Self.text("docs/guide/writing-a-resource.md")
        let paths = guide.matches(of: #/`((?:Sources|Tests|docs)/[A-Za-z_/]+(?:\.[a-z]+)?)`/#).map {
            String($0.output.1)
        }
        #expect(paths.count > 15)
        for path in paths where !path.contains("NAME") {
            #expect(FileManager.default.fileExists(atPath: Self.package.appending(path: path).path), "\(path)")
        }
    }

    @Test func `every test that the guide names is there`() throws {
        let guide = try Self.text("docs/guide/writing-a-resource.md")
        let tests = try FileManager.default.subpathsOfDirectory(atPath: Self.package.appending(path: "Tests").path)
        for name in guide.matches(of: #/`([A-Za-z]+Tests)`/#).map({ String($0.output.1) }) {
            #expect(tests.contains { $0.hasSuffix("/\(name).swift") }, "\(name)")
        }
    }
}
