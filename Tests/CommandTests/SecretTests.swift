import FoundationEssentials
import TestSupport
import Testing

/// The program with a project full of secrets: none of them is in anything that it prints or keeps.
@Suite struct SecretTests {
    private static let files = [
        "reconcile.yaml": """
        project: secrets
        state: .reconcile/state.db
        vault: {ids: [dev@pw-dev, prod@pw-client]}
        secrets:
          printed: {command: [./printer], lazy: true}
          filed: {file: filed.txt}
          exported: {env: EXPORTED}
          vaulted: {vault: vaulted.yaml}

        """,
        "pw-dev": "dev password\n",
        "inventory/hosts.yaml": "all: {hosts: {self: {ansible_connection: local}}}\n",
        "filed.txt": "PLAIN-filed\n",
        "vaulted.yaml": "vaulted: PLAIN-vaulted\n",
        "group_vars/all/vault.yml":
            "whole: PLAIN-whole\nnested: {PLAIN-key: [PLAIN-item]}\nbroken: \"{{ PLAINname }}\"\n",
        "files/blob": "PLAIN-blob\n",
        "templates/secret.j2": "PLAIN-template {{ plain }}\n",
        "templates/open.j2": "{{ scalar }} {{ nested }} {{ secrets.vaulted }} {{ derived }}\n",
        "manifests/m.yaml": """
        hosts: self
        resources:
          - file: HOME/a
            content: "{{ scalar }} {{ whole }} {{ secrets.printed }} {{ secrets.printed }}\\n"
          - {file: HOME/b, source: blob}
          - {file: HOME/c, template: secret.j2}
          - {file: HOME/d, template: open.j2}
          - file: HOME/e
            content: "{{ secrets.filed | b64encode }} {{ secrets.exported }}"
          - file: HOME/f
            data: {user: "{{ scalar }}", more: "{{ nested }}"}
            format: json
          - command: guarded
            shell: "printf %s {{ scalar }} >HOME/g"
            unless: "grep {{ scalar }} HOME/g"
          - command: words
            run: [sh, -c, "printf %s \\"$X\\" >HOME/h"]
            environment: {X: "{{ whole }}"}
            creates: HOME/h
          - command: failing
            shell: "echo out {{ scalar }}; echo err {{ scalar }} >&2; false"
            creates: HOME/never

        """,
    ]

    private static let setUp = """
        cd "$HOME/project"
        { printf 'plain: 1\\nderived: "x{{ scalar }}y"\\n'; printf PLAIN-scalar | reconcile vault encrypt-string --stdin-name scalar --encrypt-vault-id dev; } >group_vars/all/open.yml
        reconcile vault encrypt --encrypt-vault-id prod vaulted.yaml files/blob
        reconcile vault encrypt --encrypt-vault-id dev group_vars/all/vault.yml templates/secret.j2
        rm -f clients && : >clients
        """

    /// Runs a script in the project; what it prints stands in the result, its errors included.
    private func run(_ script: String, changing change: [String: String] = [:]) throws -> (text: String, kept: String) {
        try withTemporaryFolder { folder in
            for (path, text) in Self.files.merging(change, uniquingKeysWith: { $1 }) {
                let path = URL(filePath: folder).appending(path: "project/\(path)")
                try FileManager.default.createDirectory(
                    at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
                try write(Array(text.replacing("HOME", with: folder + "/made").utf8), to: path.path)
            }
            try FileManager.default.createDirectory(atPath: folder + "/made", withIntermediateDirectories: true)
            try writeTool("#!/bin/sh\necho $2 >>clients; echo prod password\n", to: folder + "/project/pw-client")
            try writeTool(
                "#!/bin/sh\necho x >>printed; echo PLAIN-complaint >&2; echo PLAIN-printed\n",
                to: folder + "/project/printer")
            let user = isRoot ? 65534 : nil
            if let user { _ = try runScript("chown -R \(user) \(folder)") }
            let result = try runScript(
                "exec 2>&1\n\(Self.setUp)\n\(script)", as: user, path: [try Transcript.programFolder],
                environment: ["HOME": folder, "LANG": "C.UTF-8", "EXPORTED": "PLAIN-exported"])
            // What lies below the project and in the ledger, besides what is said there in so many words.
            let kept = try runScript(
                """
                cd \(folder) && grep -rl PLAIN . | grep -vE '^./(made/|script$|output$|project/(filed.txt|printer))' || :
                """
            ).text
            return (result.text.replacing(folder, with: "~"), kept)
        }
    }

    @Test func `no secret is in what is printed or kept, and all are in what is made`() throws {
        let (text, kept) = try run(
            """
            for verb in validate plan 'plan --json' 'plan --show-script' 'plan -v --all' 'vars self' \\
                'vars self --explain' 'vars self --json' 'inventory list' 'inventory host self' \\
                'inventory graph --vars' 'vars self --explain --json' \\
                'template open.j2 --host self' 'template secret.j2 --host self' 'apply --auto-approve --json' \\
                'apply --auto-approve -v' 'plan --json' 'vars self broken' 'vars self -e @vaulted.yaml'; do
                echo "== $verb"
                reconcile $verb
            done
            echo "== made"
            cat HOMEmade/a HOMEmade/b HOMEmade/c HOMEmade/d HOMEmade/e HOMEmade/f HOMEmade/g HOMEmade/h
            """.replacing("HOME", with: "\"$HOME\"/"))
        let parts = text.split(separator: "== made", maxSplits: 1)
        let printed = parts[0].split(separator: "\n").filter { $0.contains("PLAIN") }
        #expect(printed.isEmpty, "\(printed.joined(separator: "\n"))")
        #expect(kept == "")
        let made = parts.count > 1 ? parts[1] : ""
        for secret in ["scalar", "whole", "printed", "blob", "template", "vaulted", "exported", "key", "item"] {
            #expect(made.contains("PLAIN-\(secret)"), "\(secret) is missing in:\n\(text)")
        }
        #expect(made.contains("UExBSU4tZmlsZWQ="))
        #expect(text.contains("(sensitive)"))
    }

    @Test func `a secret is shown to whoever asks to see it`() throws {
        let (text, _) = try run(
            """
            reconcile vars self --show-secrets
            reconcile template open.j2 --host self --show-secrets
            reconcile template secret.j2 --host self --show-secrets
            reconcile inventory host self --show-secrets
            """)
        for secret in ["scalar", "whole", "item", "vaulted", "template"] {
            #expect(text.contains("PLAIN-\(secret)"), "\(secret) is missing in:\n\(text)")
        }
    }

    @Test func `a program that prints a secret runs once in a run, and not for validate`() throws {
        let (text, _) = try run(
            "reconcile validate; cat printed; reconcile apply --auto-approve >report; wc -l <printed; sort -u clients")
        #expect(text.contains("cat: printed: No such file"), "\(text)")
        #expect(text.contains("\n1\n") && text.hasSuffix("prod\n"), "\(text)")
    }

    @Test func `a wrong password, a cut file and a changed byte are three errors`() throws {
        let (text, _) = try run(
            """
            echo other >other
            reconcile inventory list --vault-id dev@other -i inventory --project "$HOME/project" >list; echo $?
            reconcile vault view vaulted.yaml --vault-id prod@other --project /
            head -n 3 vaulted.yaml >cut.yaml; reconcile vault view cut.yaml
            sed '$ s/.$/0/; $ s/..$/99/' vaulted.yaml >changed.yaml; reconcile vault view changed.yaml
            """)
        #expect(text.contains("vaulted.yaml:1:1: error: the vault password 'prod' is wrong"), "\(text)")
        #expect(text.contains("cut.yaml:3:81: error: the encrypted text is cut"), "\(text)")
        #expect(text.contains("error: the encrypted text was changed"), "\(text)")
    }

    @Test func `what is wrong with a secret is told without the secret`() throws {
        let (text, kept) = try run(
            "reconcile validate; reconcile plan",
            changing: [
                "manifests/wrong.yaml": """
                hosts: self
                resources:
                  - {file: HOME/x, content: x, mode: "{{ whole }}"}
                  - {file: "HOME/{{ whole }}", content: x}
                  - {cron: x, command: x, schedule: "{{ scalar }}"}
                  - {file: HOME/y, content: "{{ whole | from_json }} {{ scalar | int + 'x' }} {{ nested.PLAIN }}"}
                  - {file: HOME/z, content: "{{ broken }}"}
                  - {directory: "{{ scalar }}"}
                  - {command: x, run: [x], creates: "HOME/{{ whole }}"}
                  - {user: x, shell: "{{ scalar }}"}

                """
            ])
        let shown = text.replacing("nested.PLAIN", with: "")
        #expect(!shown.contains("PLAIN"), "\(text)")
        #expect(kept == "./project/manifests/wrong.yaml\n")
        #expect(
            text.contains("secret-identity") && text.contains("secret-path") && text.contains("wrong.yaml:3:"),
            "\(text)")
    }

    @Test func `what hosts and programs say of a secret is masked, in print and in the history`() throws {
        let (text, kept) = try run(
            """
            reconcile apply n -v --auto-approve; reconcile apply o -v --auto-approve; reconcile plan p --json
            reconcile plan n --show-script
            """,
            changing: [
                "manifests/m.yaml": "name: m\nhosts: self\nresources: [{file: HOME/m, content: x}]\n",
                "manifests/n.yaml": """
                hosts: self
                resources:
                  - {file: HOME/x, content: x, owner: "{{ scalar }}"}

                """,
                "manifests/o.yaml": """
                hosts: self
                resources:
                  - {file: HOME/o, content: "{{ secrets.filed }}"}
                  - {command: blurt, shell: "cat HOME/o >&2; false", always: true}

                """,
                "manifests/p.yaml": """
                hosts: self
                assert: [{that: scalar == 'x', message: "it is {{ scalar }}"}, {that: whole == 'x'}]
                resources: [{file: HOME/y, content: "{{ scalar }}"}]

                """,
            ])
        #expect(!text.contains("PLAIN"), "\(text)")
        #expect(kept == "", "\(text)")
        #expect(text.contains("there is no user '(sensitive)'"), "\(text)")
        #expect(text.contains("command:blurt") && text.contains(": (sensitive)"), "\(text)")
        #expect(text.contains("what it says of that is secret"), "\(text)")
    }

    @Test func `an editor that fails leaves no plain text behind, and the file as it was`() throws {
        let (text, kept) = try run(
            """
            mkdir "$HOME/tmp" && export TMPDIR="$HOME/tmp" XDG_RUNTIME_DIR="$HOME/tmp"
            cp vaulted.yaml before
            printf '#!/bin/sh\\ngrep -c PLAIN "$1"; cp "$1" "$1~"; cp "$1" "$(dirname "$1")/.swp"; stat -c %%a "$1" "$(dirname "$1")"; exit 3\\n' >editor
            printf '#!/bin/sh\\necho x >"$1"; kill -TERM $$\\n' >killed
            chmod +x editor killed
            EDITOR=./editor reconcile vault edit vaulted.yaml; echo "status $?"
            EDITOR=./killed reconcile vault edit vaulted.yaml; echo "status $?"
            EDITOR=./missing reconcile vault edit vaulted.yaml; echo "status $?"
            cmp vaulted.yaml before && ls -A "$HOME/tmp" | wc -l
            """)
        #expect(
            text.hasPrefix("1\n600\n700\nerror: the editor './editor' ended with status 3 [editor-failed]"), "\(text)")
        #expect(text.contains("error: the editor './killed' ended with status 143 [editor-failed]"), "\(text)")
        #expect(text.contains("error: './missing' cannot be started: No such file"), "\(text)")
        #expect(text.hasSuffix("status 1\n0\n"), "\(text)")
        #expect(kept == "./project/editor\n", "\(kept)")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self"), "core dumps are looked for as on Linux"))
    func `leaves no core behind while a secret is in memory`() throws {
        let (text, _) = try run(
            """
            ulimit -c unlimited
            mkdir cores && cd cores && export TMPDIR="$PWD/tmp" && mkdir tmp
            sh -c 'kill -ABRT $$'; ls | grep -c core
            rm -f core*
            printf '#!/bin/sh\\ngrep "core file" /proc/$PPID/limits; stat -c %%u /proc/$PPID/environ; kill -ABRT $PPID\\n' >editor
            chmod +x editor
            EDITOR=./editor reconcile vault edit ../vaulted.yaml --project ..
            echo "status $?"; ls | grep core
            """)
        #expect(text.contains("Max core file size        0 "), "\(text)")
        // Root owns what is known of a process that must not be looked into.
        #expect(text.contains("\n0\n"), "\(text)")
        let hasCores = text.contains("\n1\n")
        #expect(text.hasSuffix("status 134\n"), "\(hasCores ? "" : "(this system writes no cores) ")\(text)")
    }

    @Test func `ansible-vault's verbs change files as it does`() throws {
        let (text, _) = try run(
            """
            cd "$HOME" && unset EXPORTED && printf one >p1 && printf two >p2 && printf 'x: 1\\n' >f && chmod 644 f
            reconcile vault encrypt f --vault-id a@p1; head -n 1 f; stat -c %a f
            EDITOR='sed -i s/1/2/' reconcile vault edit f --vault-id a@p1; head -n 1 f
            reconcile vault view f --vault-password-file p1
            reconcile vault rekey f --vault-password-file p1 --new-vault-id b@p2; head -n 1 f
            reconcile vault decrypt f --vault-id b@p2 --output -; reconcile vault decrypt f --vault-id b@p2 --output g; cat g
            reconcile vault decrypt --vault-id b@p2 <f
            reconcile vault decrypt f --vault-id b@p2; cat f; stat -c %a f
            echo y | ANSIBLE_VAULT_PASSWORD_FILE=p2 reconcile vault encrypt | ANSIBLE_VAULT_PASSWORD_FILE=p2 reconcile vault decrypt
            reconcile vault encrypt f g --output h --vault-id b@p2
            reconcile vault view f --vault-id b@p2
            """)
        #expect(
            text == """
                $ANSIBLE_VAULT;1.2;AES256;a
                644
                $ANSIBLE_VAULT;1.2;AES256;a
                x: 2
                note: Rekey successful
                $ANSIBLE_VAULT;1.2;AES256;b
                x: 2
                x: 2
                x: 2
                x: 2
                600
                y
                error: '--output' takes one file to write, and several are given to read [unexpected-argument]
                f:1:1: error: this is no header of an encrypted text [vault-format]
                  1 | x: 2
                    | ^^^^
                  = help: it is '$ANSIBLE_VAULT;1.1;AES256' on a line of its own; in YAML write the text below '!vault |'

                """, "\(text)")
    }
}
