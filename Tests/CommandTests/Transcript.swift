import FoundationEssentials
import TestSupport
import Testing

/// A file of commands and what they print: a line that starts with `$ ` is run by a shell in the sample project, the
/// lines behind it are its output and its errors, and its status where that is not 0.
struct Transcript {
    let name: String

    /// Runs the commands and writes the file as it would be now.
    func replay() throws -> String {
        let here = URL(filePath: #filePath).deletingLastPathComponent()
        let text = try String(contentsOf: here.appending(path: "Golden/\(name).txt"), encoding: .utf8)
        let commands = text.split(separator: "\n").filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
        try #require(!commands.isEmpty, "\(name).txt holds no command")
        let program = try Self.programFolder
        return try withTemporaryFolder { folder in
            let project = folder + "/project"
            try FileManager.default.copyItem(atPath: here.appending(path: "Project").path, toPath: project)
            return try commands.map { command in
                let script = "cd \(project) && exec 2>&1\n\(command)"
                let result = try runScript(script, path: [program], environment: ["HOME": folder, "LANG": "C.UTF-8"])
                let status = result.status == 0 ? "" : "[exit status \(result.status)]\n"
                return "$ \(command)\n\(result.text)\(status)"
            }.joined(separator: "\n")
        }
    }

    /// The folder of the program that was built with these tests.
    static var programFolder: String {
        get throws {
            let bundle = try #require(
                CommandLine.arguments.first { $0.contains(".xctest") }, "the tests do not know where they lie")
            let end = try #require(bundle.firstRange(of: ".xctest")).lowerBound
            let folder = URL(filePath: String(bundle[..<end])).deletingLastPathComponent().path
            try #require(
                FileManager.default.isExecutableFile(atPath: folder + "/reconcile"), "no program lies in \(folder)")
            return folder
        }
    }
}

@Suite("The program prints what its transcripts say") struct TranscriptTests {
    @Test(arguments: [
        "help", "mistakes", "inventory", "validate", "validate-formats", "diagnostics", "plan-local", "vars", "exec",
        "cron", "docs",
    ])
    func `as it did when they were reviewed`(name: String) throws {
        try expectGolden(try Transcript(name: name).replay(), "\(name).txt")
    }
}
