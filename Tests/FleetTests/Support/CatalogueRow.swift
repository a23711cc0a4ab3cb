/// What one type is put through on a real host: made, changed by hand, repaired, removed.
struct CatalogueRow: Sendable {
    /// Something that somebody does on the node, and the field in which the plan has to name it.
    struct Drift: Sendable {
        var script: String
        var field: String

        init(_ script: String, names field: String) {
            self.script = script
            self.field = field
        }
    }

    /// The address.
    var address: String
    /// The fields of the entry, as a YAML mapping.
    var entry: String
    /// What has to be there before.
    var before = ":"
    /// Succeeds when the thing is as the entry wants it, told by other means than the type's own.
    var judge: String
    var drifts: [Drift] = []
    /// The entry that removes it; empty where a type has no such thing.
    var removal = ""
    /// Succeeds when it is gone.
    var gone = "true"
}

extension CatalogueRow {
    /// Patterns first: what a user's home may bring would leave them undecided for a round.
    static let all = many + files + accounts + releases

    private static let key = "AAAAC3NzaC1lZDI1NTE5AAAAIHHmbsotbjZpeBL8X3G/EKrm1wdy1xu68ZGG9TDQnhH3"

    private static let files: [Self] = [
        .init(
            address: "file:/srv/cat/app.toml",
            entry: "file: /srv/cat/app.toml, format: toml, data: {a: {b: [1, x]}}, mode: \"0640\", backups: 2",
            judge:
                "python3 -c \"import json;t=open('/srv/cat/app.toml').read();assert t=='[a]\\nb = [1, \\\"x\\\"]\\n'\"; "
                + "[ \"$(stat -c %a /srv/cat/app.toml)\" = 640 ]",
            drifts: [
                .init("echo by-hand >>/srv/cat/app.toml", names: "content"),
                .init("chmod 600 /srv/cat/app.toml; ls /srv/cat/app.toml.2*Z~ >/dev/null", names: "mode"),
            ],
            removal: "file: /srv/cat/app.toml, state: absent", gone: "! [ -e /srv/cat/app.toml ]"),
        .init(
            address: "line:/srv/cat/conf#^port", entry: "line: /srv/cat/conf, match: ^port, text: port 8080",
            before: "printf 'a\\nport 1\\nz' >/srv/cat/conf",
            judge: "[ \"$(cat /srv/cat/conf; echo .)\" = \"$(printf 'a\\nport 8080\\nz.')\" ]",
            drifts: [.init("sed -i 's/8080/9/' /srv/cat/conf", names: "text")],
            removal: "line: /srv/cat/conf, match: ^port, state: absent", gone: "! grep -q port /srv/cat/conf"),
        .init(
            address: "block:/srv/cat/hosts#lab",
            entry: "block: '/srv/cat/hosts#lab', content: \"10.0.0.1 a\\n10.0.0.2 b\\n\", create: true",
            judge:
                "[ \"$(grep -c '^10.0.0' /srv/cat/hosts)\" = 2 ] && grep -qx '# BEGIN reconcile: lab' /srv/cat/hosts",
            drifts: [.init("sed -i '/10.0.0.2/d' /srv/cat/hosts", names: "content")],
            removal: "block: '/srv/cat/hosts#lab', state: absent", gone: "! grep -q 10.0.0 /srv/cat/hosts"),
        .init(
            address: "directory:/srv/cat/tree",
            entry: "directory: /srv/cat/tree, source: tree, owner: nobody, mode: \"0750\", recurse: true, purge: true",
            judge: "[ \"$(find /srv/cat/tree | sort | tr '\\n' ' ')\" = "
                + "'/srv/cat/tree /srv/cat/tree/a /srv/cat/tree/sub /srv/cat/tree/sub/b ' ] && "
                + "! find /srv/cat/tree ! -user nobody | grep -q . && [ \"$(stat -c %a /srv/cat/tree/sub)\" = 750 ]",
            drifts: [
                .init("mkdir /srv/cat/tree/stray; touch /srv/cat/tree/stray/x", names: "purge"),
                .init("echo by-hand >/srv/cat/tree/sub/b", names: "sub/b"),
                .init("chown root /srv/cat/tree/a", names: "owner of a"),
                .init("chmod 700 /srv/cat/tree/sub", names: "mode of sub"),
                .init("rm -r /srv/cat/tree/sub", names: "sub"),
            ],
            removal: "directory: /srv/cat/tree, state: absent, recursive: true", gone: "! [ -e /srv/cat/tree ]"),
        .init(
            address: "download:/srv/cat/fetched",
            entry: "download: /srv/cat/fetched, mode: \"0604\", "
                + "url: ['http://127.0.0.1:1/gone', 'file:///srv/offline/copy'], "
                + "sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            before: "mkdir -p /srv/offline; printf hello >/srv/offline/copy",
            judge: "[ \"$(cat /srv/cat/fetched)\" = hello ] && [ \"$(stat -c %a /srv/cat/fetched)\" = 604 ]",
            drifts: [
                .init("echo by-hand >>/srv/cat/fetched", names: "sha256"),
                .init("chmod 644 /srv/cat/fetched", names: "mode"),
            ],
            removal: "download: /srv/cat/fetched, state: absent", gone: "! [ -e /srv/cat/fetched ]"),
        .init(
            address: "archive:/srv/cat/unpacked",
            entry:
                "archive: /srv/cat/unpacked, url: 'file:///srv/offline/app.tar.gz', version: 1.0, strip: 1, owner: nobody",
            before: "mkdir -p /srv/offline/app-1/bin; echo run >/srv/offline/app-1/bin/run; cd /srv/offline; "
                + "tar -czf app.tar.gz app-1",
            judge:
                "[ \"$(cat /srv/cat/unpacked/bin/run)\" = run ] && [ \"$(stat -c %U /srv/cat/unpacked/bin)\" = nobody ] "
                + "&& [ \"$(ls -A /srv/cat | grep -c unpacked)\" = 1 ]",
            drifts: [
                .init(
                    "sed -i s/1.0/0.9/ /srv/cat/unpacked/.reconcile-archive; rm /srv/cat/unpacked/bin/run",
                    names: "version"),
                .init("rm -r /srv/cat/unpacked", names: "version"),
            ],
            removal: "archive: /srv/cat/unpacked, state: absent, recursive: true", gone: "! [ -e /srv/cat/unpacked ]"),
    ]

    private static let many: [Self] = [
        .init(
            address: "mode:/srv/modes/**/*.sh", entry: "mode: '/srv/modes/**/*.sh', files: \"0750\", group: adm",
            before: "mkdir -p /srv/modes/deep; touch /srv/modes/a.sh /srv/modes/deep/b.sh /srv/modes/c.txt",
            judge: "[ \"$(stat -c '%a %G' /srv/modes/a.sh /srv/modes/deep/b.sh | sort -u)\" = '750 adm' ] && "
                + "[ \"$(stat -c %a /srv/modes/c.txt)\" = 644 ]",
            drifts: [
                .init("chmod 777 /srv/modes/deep/b.sh", names: "mode of files"),
                .init("chgrp root /srv/modes/a.sh", names: "group"),
            ]),
        .init(
            address: "cleanup:/srv/old/*.log", entry: "cleanup: '/srv/old/*.log', older_than: 2d, keep: 1",
            before: "mkdir -p /srv/old; touch -d '5 days ago' /srv/old/a.log /srv/old/b.txt; touch /srv/old/c.log",
            judge: "[ \"$(ls /srv/old | tr '\\n' ' ')\" = 'b.txt c.log ' ]",
            drifts: [.init("touch -d '3 days ago' '/srv/old/an odd \"name\".log'", names: "files")]),
    ]

    private static let accounts: [Self] = [
        .init(
            address: "user:catty",
            entry: "user: catty, shell: /bin/sh, groups: [adm], expires: 2030-01-31, locked: true, "
                + "password: $6$saltsalt$9FtAOMm.fKjwPbuA1d8aKvAEbsPlxTVTgbLwVgHUjTpFNDZ.pNtzFGDZVd3MnxQJbhZ0gTOSaUZMvrCNqlmZH1",
            judge: "getent shadow catty | grep -q '^catty:!$6$saltsalt$9Ft' && "
                + "getent shadow catty | cut -d: -f8 | grep -qx 21945 && id -nG catty | grep -qw adm",
            drifts: [
                .init("usermod -U catty", names: "locked"), .init("usermod -e '' catty", names: "expires"),
                .init("printf 'catty:!x\\n' | chpasswd -e", names: "password"),
                .init("usermod -s /bin/false catty", names: "shell"), .init("gpasswd -d catty adm", names: "groups"),
            ],
            removal: "user: catty, state: absent, remove_home: true", gone: "! id catty && ! [ -e /home/catty ]"),
        .init(
            address: "group:cats", entry: "group: cats, gid: 4321", judge: "getent group cats | grep -q :4321:",
            drifts: [.init("groupmod -g 4322 cats", names: "gid"), .init("groupdel cats", names: "gid")],
            removal: "group: cats, state: absent", gone: "! getent group cats"),
        .init(
            address: "authorized_key:ops/SHA256:svG60ZkJJCtqboU2SQaDwVCsG3SIwJFFzP8j7iGZe9c",
            entry: "authorized_key: ops, key: 'ssh-ed25519 \(key) cat', options: [restrict]",
            judge: "grep -qx 'restrict ssh-ed25519 \(key) cat' ~ops/.ssh/authorized_keys && "
                + "[ \"$(stat -c '%U %a' ~ops/.ssh/authorized_keys)\" = 'ops 600' ]",
            drifts: [
                .init("sed -i 's/^restrict //' ~ops/.ssh/authorized_keys", names: "options"),
                .init("sed -i 's/ cat$/ dog/' ~ops/.ssh/authorized_keys", names: "comment"),
            ],
            removal: "authorized_key: ops, key: 'ssh-ed25519 \(key) cat', state: absent",
            gone: "! grep -q \(key) ~ops/.ssh/authorized_keys && [ -s ~ops/.ssh/authorized_keys ]"),
        .init(
            address: "sudoers:cats",
            entry: "sudoers: cats, rules: [{group: adm, commands: ['/usr/bin/id -u', /bin/true], nopasswd: true}]",
            judge: "visudo -cf /etc/sudoers.d/cats >/dev/null && sudo -l -U daemon >/dev/null && "
                + "[ \"$(stat -c '%U %a' /etc/sudoers.d/cats)\" = 'root 440' ] && grep -q NOPASSWD /etc/sudoers.d/cats",
            drifts: [
                .init("sed -i s/NOPASSWD:// /etc/sudoers.d/cats", names: "content"),
                .init("chmod 444 /etc/sudoers.d/cats", names: "mode"),
            ],
            removal: "sudoers: cats, state: absent", gone: "! [ -e /etc/sudoers.d/cats ]"),
    ]
}
