internal import Diagnostics

/// Tests of paths on this machine, and of URLs.
enum FileTests {
    static let all: [ValueTest] =
        [
            named(["directory", "is_dir"]) { $0.kind(of: $1) == .folder },
            named(["file", "is_file"]) { $0.kind(of: $1) == .file },
            named(["link", "is_link"]) { $0.isLink($1) }, named(["exists"]) { $0.kind(of: $1) != nil },
            named(["link_exists"]) { $0.exists($1) }, named(["mount", "is_mount"]) { $0.isMount($1) },
        ].flatMap { $0 }
        + ["abs", "is_abs"].map { name in
            ValueTest(name) { call throws(Diagnostic) in try path(call).hasPrefix("/") }
        }
        + ["same_file", "is_same_file"].map { name in
            ValueTest(name, ["other"]) { call throws(Diagnostic) in
                guard let areSame = try files(call).areSame(try path(call), call.arguments.text("other")) else {
                    throw call.problem("finds no such file")
                }
                return areSame
            }
        } + vault + urls

    private static let vault: [ValueTest] = [
        // A value of a vault has been opened before any template sees it; text that only looks like one is none.
        ValueTest("vault_encrypted") { _ throws(Diagnostic) in false },
        ValueTest("vaulted_file") { call throws(Diagnostic) in
            let files = try files(call)
            return try files.contents(of: files.absolute(try path(call))).starts(with: "$ANSIBLE_VAULT;".utf8)
        },
    ]

    private static let urls: [ValueTest] = [
        ValueTest("uri", ["schemes?"]) { call throws(Diagnostic) in try hasScheme(call) },
        ValueTest("url", ["schemes?"]) { call throws(Diagnostic) in
            let parts = URLParts(call.input.text)
            return try hasScheme(call) && (!parts.netloc.isEmpty || parts.scheme == "file")
        },
        ValueTest("urn") { call throws(Diagnostic) in URLParts(call.input.text).scheme == "urn" },
    ]

    private static func hasScheme(_ call: FilterCall) throws(Diagnostic) -> Bool {
        guard call.input.string != nil else { return false }
        guard let schemes = call["schemes"], schemes.isTrue else { return true }
        return try call.items(of: schemes).contains(.string(URLParts(call.input.text).scheme))
    }

    private static func path(_ call: FilterCall) throws(Diagnostic) -> String {
        guard let path = call.input.string else { throw call.takes("a path") }
        return path
    }

    private static func files(_ call: FilterCall) throws(Diagnostic) -> LocalFiles {
        LocalFiles(machine: try call.machine(for: "test '\(call.name)'"), span: call.span)
    }

    private static func named(
        _ names: [String], _ holds: @escaping @Sendable (LocalFiles, String) -> Bool
    ) -> [ValueTest] {
        names.map { name in
            ValueTest(name) { call throws(Diagnostic) in holds(try files(call), try path(call)) }
        }
    }
}
