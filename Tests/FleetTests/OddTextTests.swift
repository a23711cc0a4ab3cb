import FoundationEssentials
import Testing

extension OnTheFleet {
    @Suite(.serialized) struct OddText {
        /// Each is dangerous to someone who quotes carelessly; none may run, and all must come out byte for byte.
        static let odd = [
            "plain", "two words", "it's", #"say "hi""#, "$(touch pwned)", "`touch pwned`", "a;touch pwned",
            "100%done", "%s%n%d", "-rf", "--help", "tab\there", "new\nline", "*", "[a-z]?", "~root", "#hash",
            "back\\slash",
            "üñîçødé 日本", "&& touch pwned", "| tee pwned", "> pwned", "!bang", "{a,b}", "'; touch pwned; '",
            "\\n", "end\\", "$HOME", "${IFS}", "a=b", "café\u{301}",
        ]

        @Test func `names and values of every kind come out as they were written`() async throws {
            try await Fleet.up()
            let project = try await TestProject(["manifests/odd.yaml": Self.manifest])
            try await project.apply()
            #expect(try await project.differences() == [:])
            #expect(try await Fleet.sh(1, "find / -xdev -name pwned") == "")
            for (index, text) in Self.odd.enumerated() {
                let path = "/srv/odd/\(index) \(text)".shellWord
                let seen = try await Fleet.sh(
                    1,
                    "cat -- \(path); printf '|'; readlink -- /srv/odd/link-\(index); cat /srv/odd/ran-\(index); printf '|'; cat /srv/odd/words-\(index)"
                )
                #expect(seen == "\(text)|/srv/odd/\(index) \(text)\n\(text)|\(text)", "case \(index)")
            }
            let crontab = try await Fleet.sh(1, "crontab -l")
            for text in Self.odd where !text.contains("\n") {
                #expect(crontab.contains("5 5 * * * /bin/echo \(text)\n"), "\(text)")
            }
        }

        @Test func `a megabyte of binary comes out byte for byte`() async throws {
            try await Fleet.up()
            let bytes = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
            let project = try await TestProject([
                "manifests/m.yaml": "hosts: n1\nresources:\n  - file: /srv/binary\n    source: blob.bin\n"
            ])
            try project.write(bytes, to: "files/blob.bin")
            try await project.apply()
            #expect(try await project.differences() == [:])
            let here = try await Program.run(["sha256sum", project.folder + "/files/blob.bin"]).output.prefix(64)
            #expect(try await Fleet.sh(1, "sha256sum < /srv/binary").prefix(64) == here)
        }

        /// One manifest that puts every odd text into every attribute that takes text.
        private static var manifest: String {
            var entries = ["  - directory: /srv/odd"]
            for (index, text) in odd.enumerated() {
                let name = yaml("/srv/odd/\(index) \(text)")
                entries += [
                    "  - file: \(name)", "    content: \(yaml(text))",
                    "  - link: /srv/odd/link-\(index)", "    target: \(name)",
                    "  - command: \(yaml("label \(index) " + text.replacing("\n", with: " ")))",
                    "    shell: printf %s \"$TEXT\" > /srv/odd/ran-\(index)",
                    "    environment: {TEXT: \(yaml(text))}", "    creates: /srv/odd/ran-\(index)",
                    "  - command: \(yaml("words \(index)"))",
                    "    run: [sh, -c, 'printf %s \"$1\" > \"$2\"', sh, \(yaml(text)), /srv/odd/words-\(index)]",
                    "    creates: /srv/odd/words-\(index)",
                ]
                if !text.contains("\n") {
                    entries += [
                        "  - cron: \(yaml("odd \(index) \(text)"))", "    schedule: 5 5 * * *",
                        "    command: \(yaml("/bin/echo \(text)"))",
                    ]
                }
            }
            return "hosts: n1\nresources:\n" + entries.joined(separator: "\n") + "\n"
        }

        /// The text as a double-quoted YAML scalar, which JSON's strings are.
        private static func yaml(_ text: String) -> String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .withoutEscapingSlashes
            return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
        }
    }
}

extension String {
    fileprivate var shellWord: String { "'" + replacing("'", with: #"'\''"#) + "'" }
}
