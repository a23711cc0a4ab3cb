extension CatalogueRow {
    static let releases: [Self] = [
        .init(
            address: "release:tool",
            entry: """
                release: tool, version: "2.0", url: ['http://127.0.0.1:1/gone', 'file:///srv/offline/tool-2.0.tar.gz'], \
                strip: 1, bin: [bin/tool], keep: 1, path: /srv/cat/tool
                """,
            before: """
                mkdir -p /srv/offline/tool-2.0/bin; cd /srv/offline
                printf '#!/bin/sh\\necho two\\n' >tool-2.0/bin/tool; chmod 755 tool-2.0/bin/tool
                tar -czf tool-2.0.tar.gz tool-2.0
                """,
            judge: """
                [ "$(tool)" = two ] && [ "$(readlink /srv/cat/tool/current)" = 2.0 ] &&
                [ "$(ls -A /srv/cat/tool | tr '\\n' ' ')" = '2.0 current ' ]
                """,
            proves: ["url", "strip", "keep", "path"],
            drifts: [
                .init("ln -sfn 1.0 /srv/cat/tool/current", names: "version"),
                .init("ln -sfn /bin/true /usr/local/bin/tool", names: "/usr/local/bin/tool", proves: ["bin"]),
                .init(
                    "sed -i s/2.0/1.0/ /srv/cat/tool/2.0/.reconcile-archive", names: "content of 2.0", proves: []),
                .init("rm -r /srv/cat/tool/2.0", names: "content of 2.0", proves: []),
            ],
            removal: """
                release: tool, version: "2.0", bin: [bin/tool], path: /srv/cat/tool, state: absent, recursive: true
                """,
            gone: "! [ -e /srv/cat/tool ] && ! [ -L /usr/local/bin/tool ]"),
        .init(
            address: "release:handed",
            entry: """
                release: handed, version: "1.0", url: 'http://127.0.0.1:8099/guarded/app.tar.gz?as=1', \
                headers: {X-Cat: purr}, format: tar.gz, sha256: @APP@, path: /srv/cat/handed
                """,
            judge: "[ \"$(cat /srv/cat/handed/current/app-1/bin/run)\" = run ]",
            proves: ["headers", "format", "sha256"],
            drifts: [.init("rm -r /srv/cat/handed/1.0", names: "content of 1.0", proves: [])],
            removal: "release: handed, version: \"1.0\", path: /srv/cat/handed, state: absent, recursive: true",
            gone: "! [ -e /srv/cat/handed ]"),
    ]
}
