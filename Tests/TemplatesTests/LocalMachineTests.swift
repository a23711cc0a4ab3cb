import Diagnostics
import FoundationEssentials
import Templates
import TestSupport
import Testing

@Suite struct `What a template sees of this machine` {
    private func rendered(_ text: String, _ machine: LocalMachine?, _ values: [String: Value] = [:]) throws -> Rendered
    {
        try Template(parsing: Source(name: "t.j2", text: text))
            .render(in: DictionaryScope(values, machine: machine))
    }

    private func code(_ text: String, _ machine: LocalMachine?) -> String? {
        do throws(Diagnostic) {
            let template = try Template(parsing: Source(name: "t.j2", text: text))
            _ = try template.render(in: DictionaryScope(machine: machine))
            return nil
        } catch {
            return error.code
        }
    }

    private func put(_ text: String, at path: String) throws {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write(Array(text.utf8), to: path)
    }

    @Test(arguments: [
        "{{ lookup('env', 'HOME') }}", "{{ lookup('file', '/etc/passwd') }}", "{{ lookup('pipe', 'id') }}",
        "{{ lookup('template', 'x') }}", "{{ lookup('password', 'x') }}", "{{ lookup('fileglob', '*') }}",
        "{{ lookup('first_found', 'x') }}", "{{ '~/x' | expanduser }}", "{{ '$HOME' | expandvars }}",
        "{{ '/etc' is directory }}", "{{ '/etc/*' | fileglob }}", "{{ 'x' | realpath }}",
    ])
    func `is nothing unless it is handed over`(_ text: String) {
        #expect(code(text, nil) == "not-allowed")
    }

    @Test func `are files from the project's folder on, and what commands print only where that is allowed`() throws {
        try withTemporaryFolder { folder in
            try put("in", at: folder + "/files/in.txt")
            var machine = LocalMachine(folder: folder)
            #expect(try rendered("{{ lookup('file', 'in.txt') }}", machine).text == "in")
            #expect(try rendered("{{ lookup('file', '\(folder)/files/in.txt') }}", machine).text == "in")
            #expect(code("{{ lookup('pipe', 'id') }}", machine) == "not-allowed")
            #expect(code("{{ lookup('lines', 'id', errors='ignore') }}|", machine) == nil)
            machine.commands = .unknown
            for text in ["{{ lookup('pipe', 'id') }}", "{{ lookup('pipe', 'id', errors='ignore') }}"] {
                #expect(code(text, machine) == Diagnostic.unknownValue)
            }
        }
    }

    @Test func `is a new password in a file that nobody else can read, the same from then on and a secret`() throws {
        try withTemporaryFolder { folder in
            var machine = LocalMachine(folder: folder)
            let text = "{{ lookup('password', 'secrets/db length=24 chars=ascii_lowercase') }}"
            #expect(code(text, machine) == Diagnostic.unknownValue)
            machine.passwords = PasswordMaker()
            let first = try rendered(text, machine)
            #expect(first.isSensitive && first.text.utf8.count == 24 && first.text == first.text.lowercased())
            #expect(try rendered(text, machine).text == first.text)
            #expect(try contents(of: folder + "/secrets/db") == Array((first.text + "\n").utf8))
            #expect(try runScript("stat -c %a '\(folder)/secrets/db'").text == "600\n")
            let hashed = "{{ lookup('password', 'secrets/db encrypt=sha512_crypt') }}"
            let hash = try rendered(hashed, machine).text
            #expect(hash.hasPrefix("$6$rounds=656000$"))
            machine.passwords = nil
            #expect(try rendered(hashed, machine).text == hash)
            #expect(try rendered(text, machine).text == first.text)
        }
    }

    @Test func `is one new password, however many ask for it at the same time`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "passwords-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var machine = LocalMachine(folder: folder)
        machine.passwords = PasswordMaker()
        let scope = DictionaryScope(machine: machine)
        let passwords = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    let text = "{{ lookup('password', 'x', encrypt='md5_crypt') }}"
                    return try Template(parsing: Source(name: "t.j2", text: text)).render(in: scope).text
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(passwords.count == 1)
    }

    @Test(arguments: [
        ("DB_PASSWORD", true), ("GITHUB_TOKEN", true), ("AWS_SECRET_ACCESS_KEY", true), ("RESTIC_PASSWORD", true),
        ("PGPASSWORD", true), ("OPENAI_API_KEY", true), ("HOME", false), ("PATH", false), ("KEYBOARD", false),
    ])
    func `is a secret where its name says so`(_ name: String, _ isSecret: Bool) throws {
        let machine = LocalMachine(folder: "/", environment: [name: "x"])
        #expect(try rendered("{{ lookup('env', '\(name)') }}", machine).isSensitive == isSecret)
    }

    @Test(arguments: [("pass show db", true), ("/usr/bin/op read x | tr -d '\n'", true), ("git rev-parse HEAD", false)])
    func `is a secret where a keeper of passwords prints it`(_ command: String, _ isSecret: Bool) throws {
        var machine = LocalMachine(folder: "/")
        machine.commands = .run { _, _, _ in "x" }
        let values = ["command": Value.string(command)]
        #expect(try rendered("{{ lookup('pipe', command) }}", machine, values).isSensitive == isSecret)
    }

    @Test func `is a secret in a file that holds a private key`() throws {
        try withTemporaryFolder { folder in
            try put("-----BEGIN OPENSSH PRIVATE KEY-----\n", at: folder + "/files/key")
            let text = "{{ lookup('file', 'key') | b64encode }}"
            #expect(try rendered(text, LocalMachine(folder: folder)).isSensitive)
        }
    }

    @Test func `is a template that looks itself up only so often`() throws {
        try withTemporaryFolder { folder in
            try put("{{ lookup('template', 'x') }}", at: folder + "/templates/x")
            #expect(code("{{ lookup('template', 'x') }}", LocalMachine(folder: folder)) == "endless-recursion")
        }
    }

    @Test(arguments: [
        "{{ s | upper }}", "{{ s | b64encode }}", "{{ s | hash('sha256') }}", "{{ s | regex_replace('x', 'y') }}",
        "{{ s | urlize }}", "{{ s | wordwrap(3) }}", "{{ s | pprint }}", "{{ s | comment }}", "{{ s | quote }}",
        "{{ s | password_hash('sha512', 'salt', rounds=1000) }}", "{{ 'x' | password_hash(salt=s, rounds=1000) }}",
        "{{ [s] | to_json }}", "{{ [s] | to_nice_yaml }}", "{{ {'a': s} | combine({'b': 1}) }}", "{{ [s] | first }}",
        "{{ 'a' | extract({'a': s}) }}", "{{ [1] | zip([s]) | list }}", "{{ [s] | product([1]) }}",
        "{{ [s] | permutations }}", "{{ s | random(seed=1) }}", "{{ [1, 2, 3] | random(seed=s) }}",
        "{{ lookup('items', [s]) }}", "{{ query('dict', {'a': s}) }}", "{{ lookup('vars', 's') }}",
        "{{ query('together', [1], [s]) }}", "{{ '{}'.format(s) }}", "{{ '%s' % s }}", "{{ s.split('c') }}",
        "{{ s is match('s') }}", "{{ s | to_uuid }}", "{{ s | urlsplit }}",
        "{{ [{'a': s}] | subelements('a') }}", "{{ [{'k': s}] | rekey_on_member('k') }}",
        "{{ [[{'k': 1, 'v': s}], [{'k': 2}]] | lists_mergeby('k') }}", "{{ [[s]] | flatten }}",
    ])
    func `stays a secret where it is one, whatever is made of it`(_ text: String) throws {
        let secret: [String: Value] = ["s": Value.string("s3krit").tainted(true)]
        let template = try Template(parsing: Source(name: "t.j2", text: text))
        do throws(Diagnostic) {
            #expect(try template.render(in: DictionaryScope(secret)).isSensitive)
        } catch {
            #expect(!DiagnosticRenderer(sources: []).render(error).contains("s3krit"), "\(error)")
        }
    }
}
