// swift-tools-version: 6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: Target.Dependency..., resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: swiftSettings)
}

/// The tests of one module; cases and golden files lie in `Golden` beside them, read by path.
func tests(_ name: String, _ dependencies: Target.Dependency..., exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: swiftSettings)
}

let package = Package(
    name: "reconcile",
    targets: [
        // C libraries, and what their headers or glibc's hide from Swift.
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),
        .systemLibrary(
            name: "CLibSSH2", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev"]), .brew(["libssh2"])]),
        .systemLibrary(
            name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
        .systemLibrary(
            name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .target(name: "CShims"),

        // The architecture, bottom up: no module imports one that is listed below it.
        module("Diagnostics"),
        module("Shell"),
        module("Schedules", "Diagnostics"),
        module("Digests", "CCrypto"),
        module("YAML", "Diagnostics", "Digests", "CYAML"),
        module("Facts", "Shell"),
        module("Actions", "Shell", "Digests"),
        module("Templates", "YAML", "Diagnostics", "CPCRE2", "Digests"),
        module("Vault", "YAML", "Diagnostics", "Digests", "CShims"),
        module("Model", "Facts", "Actions", "YAML", "Diagnostics", "Shell", "Digests"),
        module("Inventory", "Vault", "Templates", "YAML", "Diagnostics"),
        module("Nodes", "Shell", "CShims"),
        module("SSH", "Nodes", "Shell", "Digests", "CShims", "CLibSSH2"),
        module(
            "Resources", "Model", "Facts", "Actions", "Templates", "YAML", "Schedules", "Diagnostics", "Shell",
            "Digests"),
        module("Manifests", "Model", "Facts", "Inventory", "Vault", "Templates", "YAML", "Diagnostics"),
        module("State", "Model", "Facts", "CSQLite"),
        module("Engine", "Model", "Facts", "Actions", "Nodes", "State", "Shell", "Diagnostics", "Digests"),
        module(
            "Console", "Nodes", "Model", "Actions", "Facts", "Templates", "YAML", "Schedules", "Shell", "Diagnostics"),
        .executableTarget(
            name: "reconcile",
            dependencies: [
                "Console", "Engine", "State", "Manifests", "Resources", "SSH", "Nodes", "Inventory", "Model",
                "Templates", "Vault",
                "Actions", "Facts", "YAML", "Schedules", "Shell", "Diagnostics", "Digests", "CShims",
            ], swiftSettings: swiftSettings),

        .target(
            name: "TestSupport", dependencies: ["CShims"], path: "Tests/TestSupport", exclude: ["python"],
            swiftSettings: swiftSettings),
        tests("DiagnosticsTests", "Diagnostics", "YAML"),
        tests("SchedulesTests", "Schedules", "Diagnostics", exclude: ["Golden"]),
        tests("YAMLTests", "YAML", "Diagnostics"),
        tests("ShellTests", "Shell", "Digests"),
        tests("FactsTests", "Facts", "Shell", "Nodes", "Digests"),
        tests("ActionsTests", "Actions", "Shell", "Nodes", "Digests"),
        tests("TemplatesTests", "Templates", "YAML", "Diagnostics", "Digests", exclude: ["Golden"]),
        tests("VaultTests", "Vault", "YAML", "Diagnostics", "Digests"),
        tests("InventoryTests", "Inventory", "Vault", "Templates", "YAML", "Diagnostics", exclude: ["Golden"]),
        tests("NodesTests", "Nodes", "SSH", "Shell"),
        tests(
            "ResourceTests", "Resources", "Model", "Facts", "Actions", "Templates", "YAML", "Diagnostics", "Shell",
            exclude: ["Golden"]),
        tests(
            "ManifestsTests", "Manifests", "Inventory", "Vault", "Templates", "Resources", "Model", "Actions", "Facts",
            "YAML",
            "Diagnostics", exclude: ["Golden"]),
        tests("ModelTests", "Model", "Diagnostics"),
        tests("StateTests", "State", "Model", "Facts", "Diagnostics"),
        tests("EngineTests", "Engine", "Model", "Facts", "Actions", "Nodes", "State", "Shell", "YAML", "Diagnostics"),
        tests(
            "ConsoleTests", "Console", "Nodes", "Model", "Facts", "Shell", "Templates", "YAML", "Diagnostics",
            exclude: ["Golden"]),
        tests("CommandTests", exclude: ["Golden", "Project"]),
        tests("FleetTests", "Resources", "Model", "Nodes", exclude: ["Judge"]),
    ],
    swiftLanguageModes: [.v6]
)
