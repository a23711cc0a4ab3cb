import FoundationEssentials
import TestSupport

/// A project whose hosts are all this machine, in a folder that is also its operator's home: `~` in a file stands for
/// it.
struct LocalProject {
    let folder: String

    /// Writes the files and runs the body; all of it is gone afterwards.
    static func with<Result>(_ files: [String: String], _ body: (LocalProject) throws -> Result) throws -> Result {
        try withTemporaryFolder { folder in
            for (path, text) in files {
                let path = URL(filePath: folder).appending(path: "project/" + path)
                try FileManager.default.createDirectory(
                    at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
                try write(Array(text.replacing("~", with: folder).utf8), to: path.path)
            }
            if isRoot { _ = try runScript("chown -R \(nobody) \(folder)") }
            return try body(LocalProject(folder: folder))
        }
    }

    /// Runs a script in the project's folder, as no privileged user.
    func run(_ script: String) throws -> ScriptResult {
        try runScript(
            "cd ~/project && exec 2>&1\n\(script)", as: isRoot ? Self.nobody : nil,
            path: [try Transcript.programFolder],
            environment: ["HOME": folder, "LANG": "C.UTF-8"])
    }

    func holds(_ file: String) -> Bool { FileManager.default.fileExists(atPath: "\(folder)/\(file)") }

    func text(of file: String) throws -> String {
        String(decoding: try contents(of: "\(folder)/\(file)"), as: UTF8.self)
    }

    private static let nobody = 65534
}
