extension CatalogueRow {
    static let commands: [Self] = [
        .init(
            address: "command:make it",
            entry: """
                command: make it, run: [sh, -c, 'printf %s "$CAT" >made'], creates: /srv/cat/made, cwd: /srv/cat, \
                environment: {CAT: "p u\\"rr"}
                """,
            judge: "[ \"$(cat /srv/cat/made)\" = 'p u\"rr' ]", proves: ["cwd", "environment", "run"],
            drifts: [.init("rm /srv/cat/made", proves: ["creates"])]),
        .init(
            address: "command:unless it is",
            entry: "command: unless it is, shell: 'echo 1 >unless', "
                + "unless: 'grep -q 1 unless', cwd: /srv/cat",
            judge: "[ \"$(cat /srv/cat/unless)\" = 1 ]", proves: ["shell"],
            drifts: [.init("echo 2 >/srv/cat/unless", proves: ["unless"])], waits: true),
        .init(
            address: "command:only if",
            entry: "command: only if, shell: 'rm only', onlyif: 'test -e only', cwd: /srv/cat",
            before: "mkdir -p /srv/cat; touch /srv/cat/only", judge: "! [ -e /srv/cat/only ]",
            drifts: [.init("touch /srv/cat/only", proves: ["onlyif"])], waits: true),
        .init(
            address: "command:as another",
            entry: "command: as another, run: [touch, /home/ops/touched], creates: /home/ops/touched, "
                + "become: true, become_user: ops",
            judge: "[ \"$(stat -c %U /home/ops/touched)\" = ops ]",
            drifts: [.init("rm /home/ops/touched", proves: ["become_user"])]),
    ]
}
