internal import FoundationEssentials

/// The root folder of a system that has busybox and no other tools, to run scripts in.
package struct BusyboxRoot {
    /// Why there can be none here; nil where there can.
    package static let obstacle: String? =
        isRoot
            && (try? runScript("[ -x /bin/busybox ] && command -v ldd bash && unshare --mount --pid --fork true"))?
                .status == 0
        ? nil : "needs root that may mount, busybox, ldd and bash"

    package let folder: String

    /// Makes one, and removes it when the body has ended.
    package static func with<Result>(_ body: (BusyboxRoot) throws -> Result) throws -> Result {
        let tool = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fleet/busybox-root")
        return try withTemporaryFolder { folder in
            let made = try runScript("'\(tool.standardized.path)' \(folder)/root")
            if made.status != 0 { throw Failure(text: made.errorText) }
            return try body(BusyboxRoot(folder: folder + "/root"))
        }
    }

    /// Runs a script there with busybox's shell.
    package func run(_ script: String) throws -> ScriptResult {
        try write(Array((script + "\n").utf8), to: folder + "/tmp/script")
        return try runScript(
            "exec unshare --mount --pid --fork --root='\(folder)' --mount-proc "
                + "/bin/env -i PATH=/bin HOME=/root /bin/sh /tmp/script </dev/null")
    }

    private struct Failure: Error { let text: String }
}
