import Diagnostics
import TestSupport
import Testing

@testable import Inventory

/// Damaged files: nothing may crash, and what is said about them has to point into them.
@Suite struct RobustnessTests {
    @Test func `damaged inventories end in an inventory or in problems with places that exist`() {
        var random = SplitMix64(seed: 7)
        let files = InventoryCase.written.flatMap { $0.files }.filter { !$0.text.isEmpty }
        for _ in 0..<1000 {
            guard let file = files.randomElement(using: &random) else { continue }
            let path =
                file.path.contains("_vars")
                ? "group_vars/all.yml" : "hosts." + (file.path.contains("ya") ? "yaml" : "ini")
            var texts = ["hosts.ini": "h\n"]
            texts[path] = damaged(file.text, using: &random)
            let source = path.hasPrefix("hosts") ? path : "hosts.ini"
            do throws(Problems) {
                let inventory = try Inventory.load(from: [source], projectFolder: ".", reading: .table(texts))
                #expect(!inventory.listJSON().isEmpty)
                check(inventory.warnings, in: texts)
            } catch {
                #expect(!error.all.isEmpty)
                check(error.all, in: texts)
            }
        }
    }

    @Test func `any text is a host pattern or a problem`() throws {
        var random = SplitMix64(seed: 11)
        let inventory = try Inventory.ini("[web]\nweb[1:9]\n[db]\ndb1\n")
        let pieces = [
            "web", "db", "1", "*", "?", "[", "]", "!", "&", ":", ",", "~", "-", "(", "9999999999999999999", " ", "é",
        ]
        for _ in 0..<5000 {
            let count = Int.random(in: 1...7, using: &random)
            let text = (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined()
            let names = try? inventory.names(text)
            #expect(Set(names ?? []).count == (names ?? []).count, "\(text)")
        }
    }

    private func damaged(_ text: String, using random: inout SplitMix64) -> String {
        var scalars = Array(text.unicodeScalars)
        let junk = Array("[]:=#'\"{}\\ \n\t,&*!%@-0é\r".unicodeScalars)
        for _ in 0..<Int.random(in: 1...4, using: &random) where !scalars.isEmpty {
            let place = Int.random(in: scalars.indices, using: &random)
            let piece = junk[Int.random(in: junk.indices, using: &random)]
            switch Int.random(in: 0..<3, using: &random) {
            case 0: scalars.remove(at: place)
            case 1: scalars.insert(piece, at: place)
            default: scalars[place] = piece
            }
        }
        return String(scalars)
    }

    private func check(_ diagnostics: [Diagnostic], in texts: [String: String]) {
        for problem in diagnostics {
            guard let span = problem.span, let text = texts[span.file] else { continue }
            let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
            #expect((1...max(1, lines.count + 1)).contains(span.start.line), "\(problem.message) in \(text)")
            #expect(span.start <= span.end, "\(problem.message) in \(text)")
            guard lines.indices.contains(span.start.line - 1) else { continue }
            let width = lines[span.start.line - 1].unicodeScalars.count
            #expect(span.start.column <= width + 1, "\(problem.code) \(problem.message) \(span) in \(text)")
        }
    }
}
