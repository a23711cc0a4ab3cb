import Diagnostics
import Model
import Testing

@Suite struct ReferenceTests {
    private static let here = Span(file: "m.yaml", start: .init(line: 1, column: 1), end: .init(line: 1, column: 9))

    @Test(arguments: [
        ("file:/etc/x", "file:/etc/x", true),
        ("file:/etc/x", "link:/etc/x", false),
        ("file:/etc/nginx/*", "file:/etc/nginx/conf.d/a.conf", true),
        ("file:/etc/?", "file:/etc/xy", false),
        ("file:/etc/[a-c]*", "file:/etc/bash", true),
        ("file:/etc/[!a-c]*", "file:/etc/bash", false),
        ("file:/etc/[", "file:/etc/[", true),
        ("file:*.conf", "file:/a.conf.conf", true),
        ("file:a*b*c", "file:a-b-b-c", true),
        ("file:a*b*c", "file:a-b-b-d", false),
        ("file:/with \\* star", "file:/with * star", true),
        ("file:/with \\* star", "file:/with many star", false),
    ])
    func `a reference names an address with a shell's globs`(_ text: String, _ address: String, _ expected: Bool) {
        #expect(Reference(text, at: Self.here).matches(Address(text: address)) == expected)
    }
}
