import Actions
import TestSupport
import Testing

@Suite struct NpmActionTests {
    private static let hasNpm = (try? runScript("command -v npm"))?.status == 0

    @Test(.enabled(if: hasNpm, "needs npm"))
    func `packages are installed and removed in one go`() throws {
        try withTemporaryFolder { folder in
            let made = try runScript(
                """
                set -e
                mkdir -p \(folder)/a/package \(folder)/prefix/lib
                echo '{"name": "@lab/a", "version": "1.2.3"}' >\(folder)/a/package/package.json
                cd \(folder)/a
                tar czf ../a.tgz package
                """)
            #expect(made.status == 0, "\(made.errorText)")
            let environment = [
                "npm_config_prefix": folder + "/prefix", "npm_config_cache": folder + "/cache", "HOME": folder,
            ]
            // npm takes a path where a version is asked for.
            let install = Action.installNpm([.init(name: "@lab/a", version: "file:\(folder)/a.tgz")])
            let result = try act([install], environment: environment)
            #expect(result.status == 0, "\(result.text)")
            #expect(try entries(of: folder + "/prefix/lib/node_modules/@lab") == ["a"])
            let removal = try act([.removeNpm(["@lab/a"])], environment: environment)
            #expect(removal.status == 0, "\(removal.text)")
            #expect(try runScript("test -e \(folder)/prefix/lib/node_modules/@lab/a").status == 1)
        }
    }

    @Test(arguments: PosixShell.installed)
    func `npm is called once, and asks nothing`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let modules = folder + "/node_modules"
            try writeTool("#!/bin/sh\n[ $1 = root ] && echo '\(modules)' || echo \"$*\"\n", to: folder + "/npm")
            let result = try act(
                [.installNpm([.init(name: "@s/a", version: "1.0"), .init(name: "b")])], with: shell, path: [folder])
            let options = "--global --no-fund --no-audit --no-progress --loglevel=error"
            #expect(result.text == "install \(options) -- @s/a@1.0 b\n")
            #expect(try entries(of: modules) == [])
        }
    }

    @Test(arguments: PosixShell.installed)
    func `an npm that fails tears nothing that was whole`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let modules = folder + "/node_modules"
            try writeTool("#!/bin/sh\n[ $1 = root ] && echo '\(modules)'\n", to: folder + "/npm")
            let cut = "mkdir -p '\(modules)/whole'; echo torn >'\(modules)/.reconcile-installing'"
            #expect(try runScript(cut).status == 0)
            let install = Action.installNpm([.init(name: "torn"), .init(name: "whole", version: "9")])
            #expect(try act([install], with: shell, path: [folder]).status != 0)
            let mark = String(decoding: try contents(of: modules + "/.reconcile-installing"), as: UTF8.self)
            #expect(mark == "torn\ntorn\n" || mark == "torn\n", "\(mark)")
            #expect(try entries(of: modules).contains("whole"))
            try writeTool("#!/bin/sh\n[ $1 != root ] || echo '\(modules)'\n", to: folder + "/npm")
            #expect(try act([.removeNpm(["torn"])], with: shell, path: [folder]).status == 0)
            #expect(try entries(of: modules) == ["whole"])
        }
    }

    @Test(arguments: PosixShell.installed)
    func `what was cut off is put away before it is installed, and other marks stay`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let modules = folder + "/node_modules"
            let npm = """
                #!/bin/sh
                case $1 in
                (root) echo '\(modules)' ;;
                (*) ls -A '\(modules)'; cat '\(modules)/.reconcile-installing' ;;
                esac
                """
            try writeTool(npm, to: folder + "/npm")
            let cut = """
                mkdir -p '\(modules)/torn' '\(modules)/whole'
                printf 'torn\nother\n' >'\(modules)/.reconcile-installing'
                """
            #expect(try runScript(cut).status == 0)
            let install = Action.installNpm([.init(name: "torn", version: "1"), .init(name: "whole")])
            let result = try act([install], with: shell, path: [folder])
            #expect(result.text == ".reconcile-installing\nwhole\ntorn\nother\ntorn\nwhole\n")
            #expect(String(decoding: try contents(of: modules + "/.reconcile-installing"), as: UTF8.self) == "other\n")
        }
    }
}
