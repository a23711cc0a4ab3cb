extension CatalogueRow {
    static let software: [Self] = [
        .init(
            address: "git:/srv/cat/commit",
            entry: """
                git: /srv/cat/commit, repository: /srv/offline/repository.git, commit: @FIRST@, discard_changes: true
                """,
            judge: """
                [ "$(git -C /srv/cat/commit rev-parse HEAD)" = @FIRST@ ] && [ "$(cat /srv/cat/commit/one)" = 1 ] &&
                [ "$(git -C /srv/cat/commit remote get-url origin)" = /srv/offline/repository.git ]
                """,
            drifts: [
                .init(
                    "cd /srv/cat/commit; git fetch -q origin main; git checkout -q FETCH_HEAD", names: "revision",
                    proves: ["commit"]),
                .init("git -C /srv/cat/commit remote set-url origin /srv/elsewhere", names: "repository"),
                .init(
                    "echo by-hand >>/srv/cat/commit/one", names: "local changes", proves: ["discard_changes"]),
                .init("rm -r /srv/cat/commit", names: "repository", "revision", proves: []),
            ],
            removal: "git: /srv/cat/commit, state: absent, recursive: true", gone: "! [ -e /srv/cat/commit ]",
            needs: "git"),
        .init(
            address: "git:/srv/cat/tag", entry: "git: /srv/cat/tag, repository: /srv/offline/repository.git, tag: v1",
            judge: "[ \"$(git -C /srv/cat/tag rev-parse HEAD)\" = @FIRST@ ]",
            drifts: [
                .init(
                    "cd /srv/cat/tag; git fetch -q origin main; git checkout -q FETCH_HEAD", names: "revision",
                    proves: ["tag"])
            ],
            removal: "git: /srv/cat/tag, state: absent, recursive: true", gone: "! [ -e /srv/cat/tag ]", needs: "git"),
        .init(
            address: "git:/home/ops/branch",
            entry: """
                git: /home/ops/branch, repository: 'file:///srv/offline/ops.git', branch: main, depth: 1, owner: ops
                """,
            judge: """
                cd /home/ops/branch && [ "$(\(asOps) rev-parse HEAD)" = "$(\(asOps) -C /srv/offline/ops.git rev-parse main)" ] &&
                [ "$(\(asOps) rev-list --count HEAD)" = 1 ] && [ "$(\(asOps) symbolic-ref --short HEAD)" = main ] &&
                ! find . ! -user ops | grep -q .
                """,
            proves: ["depth", "owner"],
            drifts: [
                .init("cd /home/ops/branch && \(asOps) checkout -q --detach", names: "branch"),
                .init(
                    "cd /srv/offline/ops.git && \(asOps) update-ref refs/heads/main @FIRST@", names: "revision",
                    proves: ["branch"]),
            ],
            removal: "git: /home/ops/branch, state: absent, recursive: true", gone: "! [ -e /home/ops/branch ]",
            needs: "git"),
        .init(
            address: "venv:/home/ops/venv",
            entry: """
                venv: /home/ops/venv, owner: ops, requirements: /srv/offline/requirements.txt, \
                env: {PIP_FIND_LINKS: /srv/offline/required}
                """,
            judge: """
                /home/ops/venv/bin/python -c 'import cat_paw; assert cat_paw.version == "1.0"' &&
                ! find /home/ops/venv ! -user ops ! -path '*/__pycache__*' | grep -q . &&
                { ! grep -q claw /srv/offline/requirements.txt || /home/ops/venv/bin/python -c 'import cat_claw'; }
                """,
            proves: ["env"],
            drifts: [
                .init(
                    "echo cat_claw==1.0 >>/srv/offline/requirements.txt", names: "requirements", touches: [tail]),
                .none, .none,
                .init(
                    "rm -r /home/ops/venv/lib/python3*/site-packages/cat_paw*", names: "packages", proves: [],
                    touches: [tail], isSlow: true),
                .init(
                    "sed -i 's/^version.*/version = 3.1.4/' /home/ops/venv/pyvenv.cfg", names: "python",
                    touches: [tail], isSlow: true),
                .init("chown root /home/ops/venv", names: "owner", touches: [tail], isSlow: true),
                .init("rm /home/ops/venv/bin/python", names: "state", proves: [], touches: [tail], isSlow: true),
            ],
            removal: "venv: /home/ops/venv, state: absent, recursive: true", gone: "! [ -e /home/ops/venv ]"),
        .init(
            address: "pip:/home/ops/venv/cat-tail", entry: "pip: cat.tail, venv: /home/ops/venv, version: 1.0",
            judge: "/home/ops/venv/bin/python -c 'import cat_tail; assert cat_tail.version == \"1.0\"'",
            proves: ["venv"],
            drifts: [
                .none,
                .init("\(pip) install -q cat-tail==2.0", names: "version"),
                .init("\(pip) uninstall -q -y cat-tail", names: "version"),
            ],
            removal: "pip: cat-tail, venv: /home/ops/venv, state: absent",
            gone: "! /home/ops/venv/bin/python -c 'import cat_tail'"),
        .init(
            address: "npm:cat-purr", entry: "npm: cat-purr, version: 1.0.0",
            judge: "npm ls --global cat-purr@1.0.0",
            drifts: [
                .init("npm install --global cat-purr@2.0.0", names: "version"),
                .init("npm uninstall --global cat-purr", names: "version"),
            ],
            removal: "npm: cat-purr, state: absent", gone: "! npm ls --global cat-purr", needs: "npm"),
        .init(
            address: "repository:cats",
            entry: """
                repository: cats, url: 'file:///srv/offline/apt', suites: [stable], components: [main], \
                architectures: [@ARCHITECTURE@], key: 'file:///srv/offline/cats.asc', key_sha256: @KEY@
                """,
            judge: """
                apt-cache policy cat-tool | grep -q 'file:/srv/offline/apt stable/main' &&
                cmp /etc/apt/keyrings/cats.asc /srv/offline/cats.asc
                """,
            drifts: [
                // What packages are to be had is not known while a repository is about to change.
                .none, .none, .none,
                .init(
                    "sed -i '/^Arch/d; /^[USC]/s/$/2/' \(source); echo >>/etc/apt/keyrings/cats.asc",
                    names: "source", "key",
                    proves: ["url", "suites", "components", "architectures", "key_sha256"]),
                .init("rm /etc/apt/keyrings/cats.asc", names: "key"),
            ],
            removal: "repository: cats, state: absent", gone: "! [ -e \(source) ] && ! apt-cache show cat-tool"),
        .init(
            address: "repository:strays",
            entry: "repository: strays, url: 'file:///srv/offline/plain', suites: [./], signed: false",
            judge: "apt-get -s install cat-stray | grep -q '^Inst cat-stray'", proves: ["signed"],
            drifts: [
                .none, .none, .none,
                .init("sed -i /Trusted/d /etc/apt/sources.list.d/strays.sources", names: "source", proves: []),
            ],
            removal: "repository: strays, state: absent",
            gone: "! [ -e /etc/apt/sources.list.d/strays.sources ] && ! apt-cache show cat-stray"),
        .init(
            address: "package:cat-tool", entry: "package: cat-tool, version: 1.0",
            judge: installed("cat-tool", "1.0"),
            drifts: [
                .init("dpkg -i /srv/offline/apt/pool/cat-tool_2.0.deb", names: "version"),
                .init("dpkg -r cat-tool", names: "version"),
                .init("dpkg --unpack /srv/offline/apt/pool/cat-tool_1.0.deb", names: "state", proves: []),
            ],
            removal: "package: cat-tool, state: absent, purge: true",
            gone: "! dpkg -s cat-tool && ! [ -e /etc/cat-tool.conf ]"),
        .init(
            address: "package:cat-new", entry: "package: cat-new, state: latest", judge: installed("cat-new", "2.0"),
            drifts: [.init("dpkg -i /srv/offline/apt/pool/cat-new_1.0.deb", names: "version", proves: ["state"])],
            removal: "package: cat-new, state: absent",
            gone: "! \(installed("cat-new", "2.0")) && [ -e /etc/cat-new.conf ]"),
        .init(
            address: "package_hold:cat-held", entry: "package_hold: cat-held",
            before: "dpkg -i /srv/offline/apt/pool/cat-held_1.0.deb",
            judge: "[ \"$(apt-mark showhold)\" = cat-held ]",
            drifts: [.init("apt-mark unhold cat-held", names: "state")],
            removal: "package_hold: cat-held, state: absent", gone: "[ -z \"$(apt-mark showhold)\" ]"),
    ]

    private static let tail = "pip:/home/ops/venv/cat-tail"
    private static let source = "/etc/apt/sources.list.d/cats.sources"
    private static let asOps = "sudo -u ops git"
    private static let pip = "sudo -u ops /home/ops/venv/bin/python -m pip"

    private static func installed(_ name: String, _ version: String) -> String {
        "[ \"$(dpkg-query -W -f '${db:Status-Status} ${Version}' \(name))\" = 'installed \(version)' ]"
    }
}
