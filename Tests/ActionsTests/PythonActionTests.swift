import Actions
import TestSupport
import Testing

@Suite struct PythonActionTests {
    private static let hasVenv = (try? runScript("python3 -c 'import venv, ensurepip'"))?.status == 0
    private static let python = "python3"

    /// Calls the body with a folder that holds wheels of a package `thing`, versions 1 and 2.
    private func withWheels(_ body: (String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let made = try runScript("chmod 755 \(folder)\ncd \(folder)\npython3 - <<'END'\n\(Self.wheels)\nEND\n")
            #expect(made.status == 0, "\(made.errorText)")
            try body(folder)
        }
    }

    private static let wheels = """
        import zipfile
        for version in ("1", "2"):
            info = f"thing-{version}.dist-info"
            with zipfile.ZipFile(f"thing-{version}-py3-none-any.whl", "w") as wheel:
                wheel.writestr("thing.py", f"version = {version}\\n")
                wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\\nName: thing\\nVersion: {version}\\n")
                wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
                wheel.writestr(f"{info}/RECORD", "")
        """

    private func build(_ folder: String, _ requirements: String? = nil, owner: String? = nil) throws -> ScriptResult {
        var digest: String?
        if let requirements {
            try write(Array(requirements.utf8), to: folder + "/req.txt")
            digest = Payload(requirements).digest
        }
        let venv = Action.Venv(
            path: folder + "/a b", python: Self.python, owner: owner,
            requirements: requirements.map { _ in folder + "/req.txt" }, digest: digest,
            environment: ["PIP_NO_INDEX": "1", "PIP_FIND_LINKS": folder])
        return try act([.buildVenv(venv)])
    }

    private func version(_ folder: String) throws -> String {
        try runScript("'\(folder)/a b/bin/python' -c 'import thing; print(thing.version)'").text
    }

    @Test(.enabled(if: hasVenv, "needs Python with venv"))
    func `an environment is built, rebuilt, and comes back when the new one cannot be built`() throws {
        try withWheels { folder in
            let first = try build(folder, "thing==1\n")
            #expect(first.status == 0, "\(first.text)")
            #expect(try version(folder) == "1\n")
            let record = String(decoding: try contents(of: folder + "/a b/.reconcile"), as: UTF8.self)
            #expect(record.hasPrefix("requirements \(Payload("thing==1\n").digest)\n"))
            #expect(record.contains("have thing-1.dist-info\n"))
            #expect(try build(folder, "thing==2\n").status == 0)
            #expect(try version(folder) == "2\n")
            let failed = try build(folder, "thing==3\n")
            #expect(failed.status != 0)
            #expect(failed.text.contains("thing==3"))
            #expect(try version(folder) == "2\n")
            #expect(try entries(of: folder).filter { !$0.hasSuffix(".whl") } == ["a b", "req.txt"])
        }
    }

    @Test(.enabled(if: hasVenv, "needs Python with venv"))
    func `what a build that was cut off left is put away`() throws {
        try withWheels { folder in
            let cut = "cd \(folder)\nmkdir 'a b' '.a b.reconcile-old'\n: >'a b/.reconcile-building'\n: >'a b/half'"
            #expect(try runScript(cut).status == 0)
            let result = try build(folder)
            #expect(result.status == 0, "\(result.text)")
            #expect(try entries(of: folder).filter { !$0.hasSuffix(".whl") } == ["a b"])
            #expect(try !entries(of: folder + "/a b").contains("half"))
            #expect(try !entries(of: folder + "/a b").contains(".reconcile-building"))
        }
    }

    @Test(.enabled(if: hasVenv, "needs Python with venv"))
    func `packages are installed and removed in one go`() throws {
        try withWheels { folder in
            #expect(try build(folder).status == 0)
            let path = folder + "/a b"
            let environment = ["PIP_NO_INDEX": "1", "PIP_FIND_LINKS": folder]
            let install = Action.installPython([.init(name: "Thing", version: "1")], venv: path, owner: nil)
            let result = try act([install], environment: environment)
            #expect(result.status == 0, "\(result.text)")
            #expect(try version(folder) == "1\n")
            #expect(try act([.removePython(["thing"], venv: path, owner: nil)]).status == 0)
            #expect(try version(folder).isEmpty)
        }
    }

    @Test(.enabled(if: hasVenv, "needs Python with venv"))
    func `what was cut off is installed again, and what else was cut off stays on record`() throws {
        try withWheels { folder in
            #expect(try build(folder, "thing==1\n").status == 0)
            let torn = """
                cd '\(folder)/a b'
                for file in lib/python3*/site-packages/thing.py; do : >"$file"; done
                printf 'Thing\\nother\\n' >.reconcile-installing
                """
            #expect(try runScript(torn).status == 0)
            let environment = ["PIP_NO_INDEX": "1", "PIP_FIND_LINKS": folder]
            let install = Action.installPython([.init(name: "Thing", version: "1")], venv: folder + "/a b", owner: nil)
            let result = try act([install], environment: environment)
            #expect(result.status == 0, "\(result.text)")
            #expect(try version(folder) == "1\n")
            let mark = folder + "/a b/.reconcile-installing"
            #expect(String(decoding: try contents(of: mark), as: UTF8.self) == "other\n")
            let last = Action.installPython([.init(name: "other")], venv: folder + "/a b", owner: nil)
            #expect(try act([last], environment: environment).status != 0)
            #expect(String(decoding: try contents(of: mark), as: UTF8.self).contains("other\n"))
        }
    }

    @Test(arguments: PosixShell.installed)
    func `the steps of a build are the same under every shell`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let python = """
                #!/bin/sh
                echo "$*" >>'\(folder)/calls'
                [ "$2" != venv ] || {
                    mkdir -p "$3/bin" "$3/lib/python3.11/site-packages/x-1.dist-info"
                    ln -s '\(folder)/python' "$3/bin/python"
                    echo 'version = 3.11.2' >"$3/pyvenv.cfg"
                }
                """
            try writeTool(python, to: folder + "/python")
            try write(Array("x==1\n".utf8), to: folder + "/req")
            let venv = Action.Venv(
                path: folder + "/v", python: folder + "/python", requirements: folder + "/req",
                digest: Payload("x==1\n").digest)
            let install = Action.installPython(
                [.init(name: "a", version: "1"), .init(name: "b")], venv: folder + "/v", owner: nil)
            let result = try act([.buildVenv(venv), install], with: shell)
            #expect(result.status == 0, "\(result.text)")
            let calls = String(decoding: try contents(of: folder + "/calls"), as: UTF8.self)
            #expect(
                calls == """
                    -m venv \(folder)/v
                    -m pip install -q -r \(folder)/req
                    -m pip install -- a==1 b

                    """)
            var changed = venv
            changed.digest = Payload("y").digest
            let refused = try act([.buildVenv(changed)], with: shell)
            #expect(refused.status != 0)
            #expect(refused.text.contains("is not what it was when it was looked at"))
            #expect(try entries(of: folder + "/v").contains("pyvenv.cfg"))
        }
    }
}
