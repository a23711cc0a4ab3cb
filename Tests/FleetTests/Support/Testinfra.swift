import FoundationEssentials
import TestSupport
import Testing

/// A judge who knows nothing of how we look at things: testinfra, with a test file of its own.
enum Testinfra {
    private static let file = Fleet.root + "/Tests/FleetTests/Judge/test_catalogue.py"

    /// Lets it look at host 1; expects that all tests with the word in their names pass.
    static func expect(_ word: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        guard let python = PythonPeers.interpreter else {
            print("testinfra is not asked whether all is \(word): there is no Python with it")
            return
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "reconcile-judge-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let config = folder.appending(path: "ssh_config").path
        try write(Array(try await Fleet.run("ssh-config").utf8), to: config)
        let connections = "-o ControlMaster=auto -o ControlPath=\(folder.path)/%C -o ControlPersist=30"
        let run = try await Program.run([
            python, "-m", "pytest", "-q", "--no-header", "--tb=short", "-p", "no:cacheprovider", "-k", word,
            "--hosts=ssh://root@n1", "--ssh-config=\(config)", "--ssh-extra-args=\(connections)", file,
        ])
        #expect(run.status == 0, "\(run.text)", sourceLocation: sourceLocation)
    }
}
