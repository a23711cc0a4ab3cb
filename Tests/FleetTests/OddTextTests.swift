import FoundationEssentials
import TestSupport
import Testing

extension OnTheFleet {
    @Suite(.serialized) struct OddTextTests {
        /// A crontab line that is not of the project.
        private static let othersLine = "1 2 3 4 5 /bin/true keep"

        @Test func `names and values of every kind come out as they were written`() async throws {
            try await Fleet.up()
            try await Fleet.sh(1, "echo '\(Self.othersLine)' | crontab -")
            let project = try await TestProject(OddTextProject.files)
            try await project.apply()
            #expect(try await project.differences() == [:])
            #expect(try await Fleet.sh(1, "find / -xdev -name \(OddText.trace)") == "")
            try await paths()
            try await commands()
            try await data()
            try await accounts()
            try await lines()
        }

        /// What a script prints on the host, between NULs, and what it should.
        private func expect(
            _ wanted: [String], from script: String, sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            let seen = Array(try await Fleet.sh(1, script).utf8).split(separator: 0, omittingEmptySubsequences: false)
            try #require(seen.count == wanted.count + 1, sourceLocation: sourceLocation)
            for (text, wanted) in zip(seen, wanted) {
                #expect(text.elementsEqual(wanted.utf8), "\(wanted)", sourceLocation: sourceLocation)
            }
        }

        private func paths() async throws {
            let looks = OddTextProject.texts.map { index, text in
                """
                test -d \("/srv/odd/directory-\(index) \(text)".shellWord) && printf '\\0'
                cat \("/srv/odd/\(index) \(text)".shellWord) && printf '\\0'
                cat /srv/odd/template-\(index) && printf '\\0'
                readlink -nz \("/srv/odd/link-\(index) \(text)".shellWord) && printf '\\0'
                """
            }
            let wanted = OddTextProject.texts.flatMap { ["", $0.element, "\($0.element).", $0.element] }
            try await expect(wanted, from: looks.joined(separator: "\n"))
        }

        private func commands() async throws {
            try await expect(OddTextProject.texts.map(\.element), from: "cat /srv/words")
            let looks = OddTextProject.texts.map { "cat \("/srv/odd/made-\($0.offset) \($0.element)".shellWord)\n" }
            let wanted = OddTextProject.texts.flatMap { index, text in [text, text, "directory-\(index) \(text)"] }
            try await expect(wanted, from: looks.joined())
        }

        private func data() async throws {
            let python =
                #"import json, sys; [sys.stdout.buffer.write((t + "\0").encode()) for t in json.load(sys.stdin)]"#
            try await expect(
                OddTextProject.texts.map(\.element), from: "python3 -c \(python.shellWord) </srv/odd.json")
            let variables = OddTextProject.texts.map { "\"$T\($0.offset)\"" }.joined(separator: " ")
            try await expect(
                OddTextProject.texts.map(\.element), from: ". /srv/odd.env && printf '%s\\0' \(variables)")
        }

        private func accounts() async throws {
            let looks = OddTextProject.comments.map {
                "getent passwd odd\($0.offset) | cut -d: -f5- | tr '\\n' '\\0'\n"
            }
            let wanted = OddTextProject.comments.map { index, text in
                "\(text):/srv/homes/\(index) \(text):/bin/\(index) \(text)"
            }
            try await expect(wanted, from: looks.joined())
            let homes = OddTextProject.comments.map { index, text in
                "stat -c %U \("/srv/homes/\(index) \(text)".shellWord) | tr '\\n' '\\0'\n"
            }
            try await expect(OddTextProject.comments.map { "odd\($0.offset)" }, from: homes.joined())
        }

        /// The files in which a text is a line.
        private func lines() async throws {
            let crontab = OddTextProject.lines.map { index, text in
                "# reconcile: \(text) \(index)\n5 5 * * * /bin/echo \(text)\n"
            }
            try await expect([Self.othersLine + "\n" + crontab.joined()], from: "crontab -l; printf '\\0'")
            let sections =
                "[X-Odd]\n" + OddTextProject.settings.map { "Text=\($0)\n" }.joined()
                + "\n[Service]\nExecStart=/bin/true\n"
            let folder = "/etc/systemd/system"
            try await expect(
                [OddTextProject.unitText, sections],
                from: "cat \(folder)/odd-text.service; printf '\\0'; cat \(folder)/odd-sections.service; printf '\\0'")
        }

        @Test func `a megabyte of binary comes out byte for byte`() async throws {
            try await Fleet.up()
            var generator = SplitMix64(seed: 1)
            let bytes = (0..<1_048_576).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let project = try await TestProject([
                "manifests/m.yaml": "hosts: n1\nresources:\n  - file: /srv/binary\n    source: blob.bin\n"
            ])
            try project.write(bytes, to: "files/blob.bin")
            try await project.apply()
            #expect(try await project.differences() == [:])
            let here = try await Program.run(["sha256sum", project.folder + "/files/blob.bin"]).output.prefix(64)
            #expect(try await Fleet.sh(1, "sha256sum < /srv/binary").prefix(64) == here)
        }
    }
}
