import Actions
import TestSupport
import Testing

/// Package managers besides apt, each replaced by a tool that notes what it is called with.
@Suite struct OtherPackageActionTests {
    private func calls(
        _ action: Action, tools: [String: String], _ shell: PosixShell = .dash
    ) throws -> (ScriptResult, [String]) {
        try withTemporaryFolder { folder in
            for (name, body) in tools {
                try writeTool("#!/bin/sh\necho \"\(name) $*\" >>\(folder)/calls\n\(body)\n", to: "\(folder)/\(name)")
            }
            let names = tools.keys.sorted().joined(separator: "|")
            let hide = "command() { case $2 in (\(names)) return 0 ;; esac; return 1; }\n"
            let script = "\(Compiler.prelude)\n\(hide)(\n\(Compiler(spool: "/no").script([action])))\n"
            let result = try runScript(script, with: shell, path: [folder])
            let text = String(decoding: (try? contents(of: folder + "/calls")) ?? [], as: UTF8.self)
            return (result, text.split(separator: "\n").map(String.init))
        }
    }

    private static let two = [Action.PackageRequest(name: "a", version: "1:2-3"), .init(name: "b")]
    private static let install = Action.installPackages(two, refreshIndex: false)
    private static let refresh = Action.installPackages(two, refreshIndex: true)

    @Test(arguments: PosixShell.installed)
    func `dnf installs in one go and removes nothing along`(_ shell: PosixShell) throws {
        let tools = ["dnf": "", "rpm": ""]
        #expect(try calls(Self.install, tools: tools, shell).1 == ["dnf -y -q install -- a-1:2-3 b"])
        #expect(
            try calls(Self.refresh, tools: tools, shell).1
                == ["dnf -y -q --setopt=metadata_expire=0 install -- a-1:2-3 b"])
        #expect(
            try calls(.removePackages(["a", "b"], purge: true), tools: tools, shell).1 == [
                "rpm -e --test -- a b", "dnf -y -q --setopt=clean_requirements_on_remove=False remove -- a b",
            ])
        let (refused, seen) = try calls(
            .removePackages(["a"], purge: false),
            tools: ["dnf": "", "rpm": "echo 'a is needed by (installed) b-1'; exit 1"], shell)
        #expect(refused.status != 0)
        #expect(refused.text == "a is needed by (installed) b-1\n")
        #expect(seen == ["rpm -e --test -- a"])
    }

    @Test(arguments: PosixShell.installed)
    func `pacman installs in one go, once more with a fresh index`(_ shell: PosixShell) throws {
        let line = "--noconfirm --needed --noprogressbar -- a b"
        #expect(try calls(Self.install, tools: ["pacman": ""], shell).1 == ["pacman -S \(line)"])
        #expect(
            try calls(Self.install, tools: ["pacman": "[ \"$1\" = -Sy ]"], shell).1
                == ["pacman -S \(line)", "pacman -Sy \(line)"])
        let (failed, seen) = try calls(Self.refresh, tools: ["pacman": "exit 1"], shell)
        #expect(failed.status == 1)
        #expect(seen == ["pacman -S -y \(line)"])
        #expect(
            try calls(.removePackages(["a", "b"], purge: false), tools: ["pacman": ""], shell).1
                == ["pacman -R --noconfirm --noprogressbar -- a b"])
        #expect(
            try calls(.removePackages(["a"], purge: true), tools: ["pacman": ""], shell).1
                == ["pacman -R --noconfirm --noprogressbar -n -- a"])
    }

    @Test(arguments: PosixShell.installed)
    func `apk installs in one go`(_ shell: PosixShell) throws {
        let options = "--quiet --no-progress"
        #expect(
            try calls(Self.refresh, tools: ["apk": ""], shell).1
                == ["apk add \(options) --upgrade --update-cache -- a=1:2-3 b"])
        #expect(
            try calls(.removePackages(["a", "b"], purge: false), tools: ["apk": ""], shell).1
                == ["apk del \(options) -- a b"])
        #expect(
            try calls(.removePackages(["a"], purge: true), tools: ["apk": ""], shell).1
                == ["apk del \(options) --purge -- a"])
    }

    @Test func `a package is held and let go`() throws {
        #expect(
            try calls(.holdPackage("a", isHeld: true), tools: ["apt-get": "", "apt-mark": ""]).1
                == ["apt-mark hold -- a"])
        #expect(
            try calls(.holdPackage("a", isHeld: false), tools: ["apt-get": "", "apt-mark": ""]).1
                == ["apt-mark unhold -- a"])
        #expect(
            try calls(.holdPackage("a", isHeld: true), tools: ["dnf": ""]).1 == ["dnf -y -q versionlock add -- a"])
        #expect(
            try calls(.holdPackage("a", isHeld: false), tools: ["dnf": ""]).1
                == ["dnf -y -q versionlock delete -- a"])
        let (refused, _) = try calls(.holdPackage("a", isHeld: true), tools: ["apk": ""])
        #expect(refused.text == "apk cannot hold a package\n")
    }

    @Test func `a node without a package manager is told so`() throws {
        let (result, _) = try calls(Self.install, tools: ["zypper": ""])
        #expect(result.status != 0)
        #expect(result.text.contains("zypper"))
    }
}
