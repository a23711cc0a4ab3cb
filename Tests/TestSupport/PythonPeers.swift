internal import FoundationEssentials

/// The Python in `.build/python-peers`, which has the reference tools to compare with.
package enum PythonPeers {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardized

    /// The interpreter, or nil where it cannot be made: without Python, or without a registry to install from.
    package static let interpreter: String? = {
        let script = "exec '\(package.appending(path: "Scripts/python-peers").path)'"
        let made = try? runScript(script, environment: ProcessInfo.processInfo.environment)
        guard let made, made.status == 0 else { return nil }
        return made.text.split(separator: "\n").last.map { String($0) }
    }()

    /// Runs a program in Python with a text as its standard input; what it prints on either output is the output.
    package static func run(_ program: String, input: String = "") throws -> (status: Int32, output: String) {
        try withTemporaryFolder { folder in
            try write(Array(program.utf8), to: "\(folder)/program.py")
            try write(Array(input.utf8), to: "\(folder)/input")
            let words = "'\(interpreter ?? "python3")' '\(folder)/program.py'"
            let result = try runScript(
                "exec \(words) <'\(folder)/input' 2>&1", environment: ["LANG": "C.UTF-8", "PYTHONUTF8": "1"])
            return (result.status, result.text)
        }
    }
}
