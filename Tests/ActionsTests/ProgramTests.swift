import Actions
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct ProgramTests {
    @Test(arguments: PosixShell.installed)
    func `words, variables and input reach a program as they are`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let show = "for word; do printf '%s\\n.\\n' \"$word\"; done; printf '%s\\n.\\n' \"$ODD\"; cat"
            for text in oddTexts {
                let run = Action.run(
                    words: ["/bin/sh", "-c", show, "name", text, ""], environment: ["ODD": text],
                    directory: folder, input: Payload(text))
                let result = try act([run], with: shell)
                #expect(result.status == 0, "\(result.text)")
                #expect(result.output == Array("\(text)\n.\n\n.\n\(text)\n.\n\(text)".utf8))
            }
            #expect(access(OddText.trace, F_OK) != 0)
            #expect(try entries(of: folder) == [])
        }
    }

    @Test(arguments: PosixShell.installed)
    func `a program is a program, whatever the shell knows under its name`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            try writeTool("#!/bin/sh\necho the program\n", to: folder + "/echo")
            try writeTool("#!/bin/sh\necho the program\n", to: folder + "/reconcile_fail")
            for name in ["echo", "reconcile_fail"] {
                let run = Action.run(words: [name, "x"], environment: [:], directory: nil, input: nil)
                #expect(try act([run], with: shell, path: [folder]).text == "the program\n")
            }
        }
    }

    @Test(arguments: PosixShell.installed)
    func `what a program says and how it ends is passed on, and ends the step`(_ shell: PosixShell) throws {
        let words = ["sh", "-c", "echo out; echo err >&2; exit 7"]
        let after = Action.shell(script: "echo after", environment: [:], directory: nil)
        let run = Action.run(words: words, environment: [:], directory: nil, input: nil)
        let result = try act([run, after], with: shell)
        #expect(result.status == 7)
        #expect(result.text == "out\nerr\n")
        let input = Action.run(words: words, environment: [:], directory: nil, input: Payload("ignored"))
        #expect(try act([input, after], with: shell).status == 7)
        let missing = Action.run(words: ["/no/such/program"], environment: [:], directory: nil, input: nil)
        #expect(try act([missing], with: shell).status == 127)
        let nowhere = Action.run(words: ["true"], environment: [:], directory: "/no/such/place", input: nil)
        #expect(try act([nowhere, after], with: shell).status != 0)
    }

    @Test(arguments: PosixShell.installed)
    func `a script is by itself, mistakes and all`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let after = Action.shell(script: "echo after $x", environment: [:], directory: nil)
            func shell(_ text: String, _ environment: [String: String] = [:]) -> Action {
                .shell(script: text, environment: environment, directory: folder)
            }
            let good = try act(
                [shell("x=1; cat; pwd; printf '%s\\n' \"$ODD\"; exit 0", ["ODD": "a'b"]), after], with: .dash)
            #expect(good.status == 0)
            #expect(good.text == "\(folder)\na'b\nafter\n")
            #expect(try act([shell("exit 3"), after]).status == 3)
            let wrong = try act([shell("( unfinished"), after])
            #expect(wrong.status != 0)
            #expect(!wrong.text.contains("after"))
        }
    }

    @Test(arguments: PosixShell.installed)
    func `waiting ends when it is so, or with the last words of the look`(_ shell: PosixShell) throws {
        try withTemporaryFolder { folder in
            let count = "echo x >>\(folder)/count; [ \"$(wc -l <\(folder)/count)\" -ge 2 ]"
            #expect(try act([.waitUntil(script: count, seconds: 20)], with: shell).status == 0)
            #expect(try contents(of: folder + "/count").count == 4)
            let never = try act([.waitUntil(script: "echo not yet >&2; exit 1", seconds: 0)], with: shell)
            #expect(never.status != 0)
            #expect(never.text == "not so after 0 s: not yet\n")
        }
    }

    @Test func `systemd's own words say why a unit does not start`() throws {
        try withTemporaryFolder { folder in
            let tool = """
                #!/bin/sh
                printf '%s\\n' "$*" >>\(folder)/calls
                case $* in
                (*restart*) echo 'Job failed.' >&2; exit 5 ;;
                (*status*) echo 'the reason'; exit 3 ;;
                esac
                """
            try writeTool(tool, to: folder + "/systemctl")
            let good = try act([.unit(.enable, unit: "a@b.service"), .reloadUnitFiles], path: [folder])
            #expect(good.status == 0)
            let bad = try act([.unit(.restart, unit: "c.service")], path: [folder])
            #expect(bad.status == 5)
            #expect(bad.text == "Job failed.\nthe reason\n")
            #expect(
                String(decoding: try contents(of: folder + "/calls"), as: UTF8.self) == """
                    --no-ask-password enable -- a@b.service
                    --no-ask-password daemon-reload
                    --no-ask-password restart -- c.service
                    status --no-pager --lines=10 -- c.service

                    """)
        }
    }
}
