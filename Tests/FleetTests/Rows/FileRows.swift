extension CatalogueRow {
    static let files: [Self] = [
        .init(
            address: "file:/srv/cat/app.toml",
            entry: "file: /srv/cat/app.toml, format: toml, data: {a: {b: [1, x]}}, mode: \"0640\", backups: 2",
            judge: """
                [ "$(cat /srv/cat/app.toml; echo .)" = "$(printf '[a]\\nb = [1, "x"]\\n.')" ] &&
                [ "$(stat -c %a /srv/cat/app.toml)" = 640 ]
                """,
            drifts: [
                .init("echo by-hand >>/srv/cat/app.toml", names: "content", proves: ["data", "format"]),
                .init(
                    "chmod 600 /srv/cat/app.toml; ls /srv/cat/app.toml.2*Z~ >/dev/null", names: "mode",
                    proves: ["mode", "backups"]),
            ],
            removal: "file: /srv/cat/app.toml, state: absent", gone: "! [ -e /srv/cat/app.toml ]"),
        .init(
            address: "file:/srv/cat/plain",
            entry: """
                file: /srv/cat/plain, content: "plain\\n", owner: nobody, group: adm, \
                validate: 'grep -qx plain %s && cp %s /srv/validated'
                """,
            judge: """
                [ "$(cat /srv/cat/plain)" = plain ] && [ "$(cat /srv/validated)" = plain ] &&
                [ "$(stat -c '%U %G %a' /srv/cat/plain)" = 'nobody adm 644' ]
                """,
            proves: ["validate"],
            drifts: [
                .init("chown root:root /srv/cat/plain", names: "owner", "group"),
                .init("rm /srv/cat/plain", names: "content"),
                .init("ln -sf ../validated /srv/cat/plain", names: "type", proves: []),
            ],
            removal: "file: /srv/cat/plain, state: absent", gone: "! [ -e /srv/cat/plain ]"),
        .init(
            address: "file:/srv/cat/copied", entry: "file: /srv/cat/copied, source: tree/a",
            judge: "[ \"$(cat /srv/cat/copied)\" = a ]",
            drifts: [.init("echo by-hand >/srv/cat/copied", names: "content", proves: ["source"])],
            removal: "file: /srv/cat/copied, state: absent", gone: "! [ -e /srv/cat/copied ]"),
        .init(
            address: "file:/srv/cat/rendered", entry: "file: /srv/cat/rendered, template: cat.j2",
            judge: "[ \"$(cat /srv/cat/rendered)\" = 'a cat on n1' ]",
            drifts: [.init("sed -i s/cat/dog/ /srv/cat/rendered", names: "content", proves: ["template"])],
            removal: "file: /srv/cat/rendered, state: absent", gone: "! [ -e /srv/cat/rendered ]"),
        .init(
            address: "directory:/srv/cat/tree",
            entry: """
                directory: /srv/cat/tree, source: tree, owner: nobody, mode: "0750", file_mode: "0640", \
                recurse: true, purge: true, keep: ['kept*']
                """,
            judge: """
                [ "$(find /srv/cat/tree ! -name kept.x | sort | tr '\\n' ' ')" = \
                '/srv/cat/tree /srv/cat/tree/a /srv/cat/tree/sub /srv/cat/tree/sub/b ' ] &&
                ! find /srv/cat/tree ! -user nobody | grep -q . &&
                [ "$(stat -c %a /srv/cat/tree/sub /srv/cat/tree/a | tr '\\n' ' ')" = '750 640 ' ]
                """,
            drifts: [
                .init(
                    "mkdir /srv/cat/tree/stray; touch /srv/cat/tree/stray/x /srv/cat/tree/kept.x", names: "purge"),
                .init(
                    "ls /srv/cat/tree/kept.x; echo by-hand >/srv/cat/tree/sub/b; chown root /srv/cat/tree/a",
                    names: "sub/b", "owner of a", proves: ["source", "keep", "owner"]),
                .init(
                    "chmod 700 /srv/cat/tree/sub; chmod 600 /srv/cat/tree/a", names: "mode of sub", "mode of a",
                    proves: ["mode", "file_mode"]),
                .init("rm -r /srv/cat/tree/sub", names: "sub", proves: []),
            ],
            removal: "directory: /srv/cat/tree, state: absent, recursive: true", gone: "! [ -e /srv/cat/tree ]"),
        .init(
            address: "directory:/srv/cat/room",
            entry: "directory: /srv/cat/room, owner: nobody, group: adm, mode: \"0711\"",
            judge: "[ \"$(stat -c '%F %U %G %a' /srv/cat/room)\" = 'directory nobody adm 711' ]",
            drifts: [
                .init("chown root:root /srv/cat/room", names: "owner", "group"),
                .init("chmod 755 /srv/cat/room", names: "mode"),
                .init("rmdir /srv/cat/room", names: "owner", "group", "mode"),
            ],
            removal: "directory: /srv/cat/room, state: absent", gone: "! [ -e /srv/cat/room ]"),
        .init(
            address: "directory:/srv/house",
            entry:
                "directory: /srv/house, owner: nobody, group: adm, mode: \"0750\", file_mode: \"0640\", recurse: true",
            before: "mkdir -p /srv/house/deep; touch /srv/house/deep/f",
            judge: """
                [ "$(stat -c '%U %G %a' /srv/house /srv/house/deep | sort -u)" = 'nobody adm 750' ] &&
                [ "$(stat -c '%U %G %a' /srv/house/deep/f)" = 'nobody adm 640' ]
                """,
            drifts: [
                .init("chown root:root /srv/house/deep/f", names: "owner below", "group below", proves: ["recurse"]),
                .init(
                    "chmod 600 /srv/house/deep/f; chmod 700 /srv/house/deep", names: "mode of files below",
                    "mode of directories below", proves: ["file_mode", "mode"]),
            ],
            removal: "directory: /srv/house, state: absent, recursive: true", gone: "! [ -e /srv/house ]"),
        .init(
            address: "link:/srv/cat/link", entry: "link: /srv/cat/link, target: app.toml",
            judge: "[ \"$(readlink /srv/cat/link)\" = app.toml ]",
            drifts: [
                .init("ln -sfn elsewhere /srv/cat/link", names: "target"), .init("rm /srv/cat/link", names: "target"),
            ],
            removal: "link: /srv/cat/link, state: absent", gone: "! [ -L /srv/cat/link ]"),
        .init(
            address: "link:/srv/cat/forced", entry: "link: /srv/cat/forced, target: app.toml, force: true",
            before: "mkdir -p /srv/cat; echo in the way >/srv/cat/forced",
            judge: "[ \"$(readlink /srv/cat/forced)\" = app.toml ]",
            drifts: [
                .init("rm /srv/cat/forced; echo by-hand >/srv/cat/forced", names: "target", proves: ["force"])
            ],
            removal: "link: /srv/cat/forced, state: absent", gone: "! [ -L /srv/cat/forced ]"),
        .init(
            address: "download:/srv/cat/fetched",
            entry: """
                download: /srv/cat/fetched, mode: "0604", \
                url: ['http://127.0.0.1:1/gone', 'file:///srv/offline/copy'], \
                sha256: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
                """,
            judge: "[ \"$(cat /srv/cat/fetched)\" = hello ] && [ \"$(stat -c %a /srv/cat/fetched)\" = 604 ]",
            drifts: [
                .init("echo by-hand >>/srv/cat/fetched", names: "sha256"),
                .init("chmod 644 /srv/cat/fetched", names: "mode"),
            ],
            removal: "download: /srv/cat/fetched, state: absent", gone: "! [ -e /srv/cat/fetched ]"),
        .init(
            address: "download:/srv/cat/guarded",
            entry: """
                download: /srv/cat/guarded, url: 'http://127.0.0.1:8099/guarded/copy', headers: {X-Cat: purr}, \
                owner: nobody, group: adm
                """,
            judge: """
                [ "$(cat /srv/cat/guarded)" = hello ] &&
                [ "$(stat -c '%U %G' /srv/cat/guarded)" = 'nobody adm' ]
                """,
            proves: ["headers"],
            drifts: [
                .init("chown root:root /srv/cat/guarded", names: "owner", "group"),
                .init("rm /srv/cat/guarded", names: "url"),
            ],
            removal: "download: /srv/cat/guarded, state: absent", gone: "! [ -e /srv/cat/guarded ]"),
        .init(
            address: "archive:/srv/cat/unpacked",
            entry: """
                archive: /srv/cat/unpacked, url: 'file:///srv/offline/app.tar.gz', version: 1.0, strip: 1, \
                owner: nobody, group: adm
                """,
            judge: """
                [ "$(cat /srv/cat/unpacked/bin/run)" = run ] && [ "$(ls -A /srv/cat | grep -c unpacked)" = 1 ] &&
                [ "$(stat -c '%U %G' /srv/cat/unpacked/bin)" = 'nobody adm' ]
                """,
            proves: ["owner", "group"],
            drifts: [
                .init(
                    "sed -i s/1.0/0.9/ /srv/cat/unpacked/.reconcile-archive; rm /srv/cat/unpacked/bin/run",
                    names: "version"),
                .init("rm -r /srv/cat/unpacked", names: "version", "urls", "strip", proves: ["url", "strip"]),
            ],
            removal: "archive: /srv/cat/unpacked, state: absent, recursive: true", gone: "! [ -e /srv/cat/unpacked ]"),
        .init(
            address: "archive:/srv/cat/guarded-app",
            entry: """
                archive: /srv/cat/guarded-app, url: 'http://127.0.0.1:8099/guarded/app.tar.gz', \
                headers: {X-Cat: purr}, sha256: @APP@
                """,
            judge: "[ \"$(cat /srv/cat/guarded-app/app-1/bin/run)\" = run ]", proves: ["headers"],
            drifts: [.init("rm -r /srv/cat/guarded-app", names: "sha256")],
            removal: "archive: /srv/cat/guarded-app, state: absent, recursive: true",
            gone: "! [ -e /srv/cat/guarded-app ]"),
        .init(
            address: "archive:/srv/cat/boxed",
            entry: "archive: /srv/cat/boxed, source: box, format: tar, replace: true",
            before: "mkdir -p /srv/cat/boxed; touch /srv/cat/boxed/stray",
            judge: "[ \"$(cat /srv/cat/boxed/sub/b)\" = b ] && ! [ -e /srv/cat/boxed/stray ]", proves: ["format"],
            drifts: [
                .init(
                    "rm /srv/cat/boxed/.reconcile-archive; touch /srv/cat/boxed/stray", names: "sha256",
                    proves: ["source", "replace"])
            ],
            removal: "archive: /srv/cat/boxed, state: absent, recursive: true", gone: "! [ -e /srv/cat/boxed ]"),
    ]
}
