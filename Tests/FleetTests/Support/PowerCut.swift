/// One kind of action whose power is cut on a real host, and how to tell what became of it.
///
/// All scripts run on the host as root. `old 100` and `new 100` print so many lines that say so; `is old FILE 100`
/// succeeds for a file of just those.
struct PowerCut: Sendable {
    var name: String
    /// The fields of the entries, each as a YAML mapping.
    var entries: [String]
    /// The folders in which changes count as moments of the action.
    var watched = ["/srv/cut"]
    /// What has to be there once, before everything else.
    var needs = ":"
    /// Makes the old state, from whatever a cut has left.
    var before: String
    /// Succeeds in the old state.
    var old: String
    /// Succeeds in the new state.
    var new: String
    /// Succeeds in what a cut may leave besides the two: something that is marked as unfinished, never a torn file.
    var between = "false"
    /// Of how many moments the power is cut at.
    var moments = 3

    /// Functions for all scripts.
    static let prelude = """
        old() { yes 'old line' | head -n "$1"; }
        new() { yes 'new line' | head -n "$1"; }
        is() { "$1" "$3" | cmp -s - "$2"; }
        # FILE LINES: one of the two.
        whole() { is old "$1" "$2" || is new "$1" "$2"; }
        # FOLDER LINES: all files in it are.
        all_whole() { find "$1" -name .git -prune -o -type f ! -name '.*' -print | while read -r f; do
            whole "$f" "$2" || { echo "torn: $f" >&2; exit 1; }; done; }

        """
}

extension PowerCut {
    static let all = files + trees + accounts + system + software

    private static let newText = "{{ 'new line\\n' * 20000 }}"

    private static let files: [Self] = [
        .init(
            name: "a file that is written", entries: ["file: /srv/cut/file, content: \"\(newText)\", backups: 2"],
            before: "rm -f /srv/cut/file.* /srv/cut/.file.*; old 20000 >/srv/cut/file",
            old: "is old /srv/cut/file 20000",
            new: "is new /srv/cut/file 20000 && for f in /srv/cut/file.2*~; do is old $f 20000 || exit 1; done"),
        .init(
            name: "a file whose lines are edited", entries: ["line: /srv/cut/conf, match: ^2500$, text: port 8080"],
            before: "seq 1 5000 >/srv/cut/conf", old: "seq 1 5000 | cmp -s - /srv/cut/conf",
            new: "seq 1 5000 | sed 's/^2500$/port 8080/' | cmp -s - /srv/cut/conf"),
        .init(
            name: "a link", entries: ["link: /srv/cut/link, target: new"], before: "ln -sfn old /srv/cut/link",
            old: "[ \"$(readlink /srv/cut/link)\" = old ]", new: "[ \"$(readlink /srv/cut/link)\" = new ]"),
        .init(
            name: "a download",
            entries: [
                "download: /srv/cut/fetched, url: 'file:///srv/cut-src/big', "
                    + "sha256: c49d92751be5b5471fdac8035baf6d78175b47cdeeca2d519040497c8bab80b4"
            ], needs: "new 100000 >/srv/cut-src/big", before: "old 100000 >/srv/cut/fetched",
            old: "is old /srv/cut/fetched 100000", new: "is new /srv/cut/fetched 100000"),
    ]

    private static let trees: [Self] = [
        .init(
            name: "a tree with what is in it purged",
            entries: ["directory: /srv/cut/tree, source: tree, purge: true, file_mode: \"0640\", recurse: true"],
            before: "rm -rf /srv/cut/tree; mkdir -p /srv/cut/tree/stray; old 2000 >/srv/cut/tree/stray/x; "
                + "for n in 1 2 3 4; do old 2000 >/srv/cut/tree/f$n; done",
            old: "false",
            new: "[ \"$(find /srv/cut/tree -type f | wc -l)\" = 8 ] && "
                + "for n in 1 2 3 4 5 6 7 8; do is new /srv/cut/tree/f$n 2000 || exit 1; done",
            between: "all_whole /srv/cut/tree 2000"),
        .init(
            name: "a tree that is removed", entries: ["directory: /srv/cut/gone, state: absent, recursive: true"],
            before: "mkdir -p /srv/cut/gone/a/b; for n in 1 2 3 4 5; do old 100 >/srv/cut/gone/a/b/f$n; done",
            old: "false", new: "! [ -e /srv/cut/gone ]", between: "all_whole /srv/cut/gone 100"),
        .init(
            name: "the modes of many files", entries: ["mode: '/srv/cut/modes/*', files: \"0600\""],
            before: "mkdir -p /srv/cut/modes; for n in 1 2 3 4 5; do old 100 >/srv/cut/modes/f$n; done; "
                + "chmod 644 /srv/cut/modes/*",
            old: "false", new: "[ \"$(stat -c %a /srv/cut/modes/* | sort -u)\" = 600 ]",
            between: "all_whole /srv/cut/modes 100"),
        .init(
            name: "an archive that is unpacked",
            entries: [
                "archive: /srv/cut/unpacked, url: 'file:///srv/cut-src/new.tar.gz', version: '2', strip: 1, replace: true"
            ],
            needs: "mkdir -p /srv/cut-src/top; cd /srv/cut-src; for n in 1 2 3 4 5 6; do new 2000 >top/f$n; done; "
                + "tar -czf new.tar.gz top",
            before: "rm -rf /srv/cut/unpacked /srv/cut/.unpacked*; mkdir /srv/cut/unpacked; "
                + "for n in 1 2 3 4 5 6; do old 2000 >/srv/cut/unpacked/f$n; done",
            old: "for n in 1 2 3 4 5 6; do is old /srv/cut/unpacked/f$n 2000 || exit 1; done",
            new: "for n in 1 2 3 4 5 6; do is new /srv/cut/unpacked/f$n 2000 || exit 1; done; "
                + "[ -s /srv/cut/unpacked/.reconcile-archive ]",
            moments: 5),
        .init(
            name: "a checkout that is moved",
            entries: ["git: /srv/cut/git, repository: 'file:///srv/cut-src/origin', tag: v2"],
            needs: "\(installed("git")); \(origin)",
            before: "rm -rf /srv/cut/git /srv/cut/.git.*; git clone -q -b v1 file:///srv/cut-src/origin /srv/cut/git; "
                + "git -C /srv/cut/git tag -d v2; git -C /srv/cut/git update-ref refs/reconcile/made HEAD",
            old: "\(checkedOut("old"))", new: "\(checkedOut("new"))",
            between: "[ -e /srv/cut/git/.git/refs/reconcile/moving ] || all_whole /srv/cut/git 2000", moments: 6),
    ]

    private static let origin = """
        if ! [ -e /srv/cut-src/origin ]; then git init -q /srv/cut-src/origin; cd /srv/cut-src/origin; \
        git config user.name a; git config user.email a@b; \
        for v in old new; do for n in 1 2 3 4 5 6; do $v 2000 >f$n; done; git add .; git commit -q -m $v; \
        git tag v$([ $v = old ] && echo 1 || echo 2); done; fi
        """

    private static func checkedOut(_ state: String) -> String {
        "git -C /srv/cut/git fsck >/dev/null && [ -z \"$(git -C /srv/cut/git status --porcelain)\" ] && "
            + "for n in 1 2 3 4 5 6; do is \(state) /srv/cut/git/f$n 2000 || exit 1; done"
    }

    private static func installed(_ package: String) -> String {
        "dpkg-query -W \(package) >/dev/null 2>&1 || DEBIAN_FRONTEND=noninteractive apt-get install -q -y "
            + "--no-install-recommends \(package) >/dev/null"
    }

    private static let hash =
        "$6$saltsalt$9FtAOMm.fKjwPbuA1d8aKvAEbsPlxTVTgbLwVgHUjTpFNDZ.pNtzFGDZVd3MnxQJbhZ0gTOSaUZMvrCNqlmZH1"

    /// Every line of the tables has as many fields as it should, and nobody is lost.
    private static let accountTables = """
        awk -F: 'NF != 7 || $1 == ""' /etc/passwd | grep -q . && exit 1; \
        awk -F: 'NF != 9 || $1 == ""' /etc/shadow | grep -q . && exit 1; \
        awk -F: 'NF != 4 || $1 == ""' /etc/group | grep -q . && exit 1; \
        getent passwd root ops pat nobody >/dev/null && getent shadow root pat >/dev/null && getent group adm >/dev/null
        """

    private static let accounts: [Self] = [
        .init(
            name: "a user that is made",
            entries: ["user: cutty, groups: [adm], shell: /bin/sh, password: \(hash), expires: 2030-01-31"],
            watched: ["/etc", "/home"],
            before: "userdel -f cutty 2>/dev/null; groupdel cutty 2>/dev/null; rm -rf /home/cutty /etc/*.lock; true",
            old: "! id cutty 2>/dev/null",
            new: "id -nG cutty | grep -qw adm && getent shadow cutty | grep -q 21945 && "
                + "for f in /etc/skel/.[a-z]*; do cmp -s $f /home/cutty/${f##*/} || exit 1; done && "
                + "[ \"$(stat -c %U /home/cutty)\" = cutty ]",
            between: accountTables, moments: 6),
        .init(
            name: "a user that is changed", entries: ["user: pat, comment: \"new\", groups: [adm]"], watched: ["/etc"],
            before: "usermod -c old pat; gpasswd -d pat adm 2>/dev/null; rm -f /etc/*.lock; true",
            old: "getent passwd pat | grep -q :old:",
            new: "getent passwd pat | grep -q :new: && id -nG pat | grep -qw adm",
            between: accountTables),
        .init(
            name: "a group", entries: ["group: cuts, gid: 4545"], watched: ["/etc"],
            before: "groupdel cuts 2>/dev/null; rm -f /etc/*.lock; true",
            old: "! getent group cuts && \(accountTables)",
            new: "getent group cuts | grep -q :4545: && \(accountTables)"),
    ]

    private static let crontab = "{ for n in $(seq 300); do echo \"1 2 3 4 5 /bin/true $n\"; done; }"

    private static let system: [Self] = [
        .init(
            name: "a crontab", entries: ["cron: cut, schedule: \"1 2 * * *\", command: /bin/true new"],
            watched: ["/var/spool/cron/crontabs"], before: "\(crontab) | crontab -",
            old: "\(crontab) | cmp -s - \(table)",
            new: "[ \"$(crontab -l | grep -c true)\" = 301 ]"),
        .init(
            name: "a first crontab", entries: ["cron: cut, user: ops, schedule: \"1 2 * * *\", command: /bin/true new"],
            watched: ["/var/spool/cron/crontabs"], before: "crontab -u ops -r 2>/dev/null; true",
            old: "! crontab -u ops -l", new: "[ \"$(crontab -u ops -l | grep -c true)\" = 1 ]"),
        .init(
            name: "a unit and its service",
            entries: [
                "unit: cut.service, content: \"# \(String(repeating: "x", count: 2000))\\n[Service]\\nExecStart=/bin/sleep "
                    + "infinity\\n[Install]\\nWantedBy=multi-user.target\\n\"",
                "service: cut, state: running, enabled: true",
            ], watched: ["/etc/systemd/system"],
            before: "systemctl disable -q --now cut 2>/dev/null; rm -f /etc/systemd/system/cut.service; "
                + "systemctl daemon-reload",
            old: "! [ -e /etc/systemd/system/cut.service ]",
            new: "systemctl -q is-enabled cut && systemctl -q is-active cut",
            between: "[ \"$(wc -c </etc/systemd/system/cut.service)\" -gt 2000 ]"),
    ]

    private static let table = "/dev/fd/3 3<<EOF\n$(crontab -l)\nEOF\n"

    /// A package whose one file has the text of its version, and a repository of the host's own that has it.
    private static let package = """
        if ! [ -e /srv/cut-src/repo/Packages ]; then mkdir -p /srv/cut-src/repo /srv/cut-src/deb/DEBIAN \
        /srv/cut-src/deb/usr/share/cut; cd /srv/cut-src; for n in 1 2 3 4; do new 2000 >deb/usr/share/cut/f$n; done; \
        printf 'Package: cut-thing\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@y>\\nDescription: x\\n' \
        >deb/DEBIAN/control; dpkg-deb -b deb repo/cut-thing.deb >/dev/null; cd repo; { cat ../deb/DEBIAN/control; \
        echo "Filename: ./cut-thing.deb"; echo "Size: $(stat -c %s cut-thing.deb)"; \
        echo "SHA256: $(sha256sum <cut-thing.deb | cut -d' ' -f1)"; } >Packages; fi; \
        echo 'deb [trusted=yes] file:/srv/cut-src/repo ./' >/etc/apt/sources.list.d/local.list; apt-get -q update
        """

    private static let software: [Self] = [
        .init(
            name: "a package that is installed", entries: ["package: cut-thing"],
            watched: ["/var/lib/dpkg", "/usr/share", "/var/cache/apt"], needs: package,
            before: "dpkg --configure -a; dpkg --force-all -P cut-thing; rm -rf /usr/share/cut; true",
            old: "! [ -e /usr/share/cut ]",
            new: "dpkg --verify cut-thing && all_whole /usr/share/cut 2000 && [ -e /usr/share/cut/f4 ]",
            between: "all_whole /usr/share/cut 2000", moments: 5),
        .init(
            name: "a package that is removed", entries: ["package: cut-thing, state: absent"],
            watched: ["/var/lib/dpkg", "/usr/share"], needs: package,
            before: "dpkg --configure -a; dpkg -i /srv/cut-src/repo/cut-thing.deb",
            old: "dpkg --verify cut-thing && [ -e /usr/share/cut/f4 ]",
            new: "! [ -e /usr/share/cut ]", between: "all_whole /usr/share/cut 2000"),
        .init(
            name: "a repository",
            entries: [
                "repository: cut, url: 'file:///srv/cut-src/other', suites: [./], key: 'file:///srv/cut-src/key', "
                    + "key_sha256: 09919b71d8617ad7969f01f6e3ef56f7949f52eb99f465819fc7efea44261dcb"
            ],
            watched: ["/etc/apt"],
            needs: "\(package); rm -rf /srv/cut-src/other; cp -R /srv/cut-src/repo /srv/cut-src/other; "
                + "{ echo '-----BEGIN PGP PUBLIC KEY BLOCK-----'; new 3000; } >/srv/cut-src/key; "
                + "echo 'Acquire::AllowInsecureRepositories \"true\";' >/etc/apt/apt.conf.d/99cut",
            before: "rm -f /etc/apt/sources.list.d/*cut* /etc/apt/keyrings/*cut*", old: "! [ -e \(source) ]",
            new: "grep -q Signed-By \(source) && cmp -s /srv/cut-src/key /etc/apt/keyrings/cut.asc",
            between: "! [ -e \(source) ] || { grep -q Signed-By \(source) && "
                + "cmp -s /srv/cut-src/key /etc/apt/keyrings/cut.asc; }"),
        .init(
            name: "a virtual environment", entries: ["venv: /srv/cut/venv"], needs: installed("python3-venv"),
            before: "rm -rf /srv/cut/venv /srv/cut/.venv*", old: "! [ -e /srv/cut/venv ]",
            new: "! [ -e /srv/cut/venv/.reconcile-building ] && /srv/cut/venv/bin/python -m pip --version",
            between: "[ -e /srv/cut/venv/.reconcile-building ] || ! [ -e /srv/cut/venv/pyvenv.cfg ]"),
        .init(
            name: "a package of Python", entries: ["pip: thing, venv: /srv/cut-src/venv"],
            watched: ["/srv/cut-src/venv/lib"], needs: "\(installed("python3-venv")); \(wheel)",
            before: "rm -rf /srv/cut-src/venv/lib/python*/site-packages/thing* /srv/cut-src/venv/.reconcile-*",
            old: "! /srv/cut-src/venv/bin/python -c 'import thing'",
            new: "/srv/cut-src/venv/bin/python -c 'import thing.m7; thing.m7.check()'", moments: 6),
    ]

    private static let source = "/etc/apt/sources.list.d/cut.sources"

    /// An environment, and a wheel with modules that know their own length.
    private static let wheel = """
        [ -e /srv/cut-src/venv ] || python3 -m venv /srv/cut-src/venv; mkdir -p /srv/cut-src/wheels; \
        printf '[global]\\nno-index = true\\nfind-links = /srv/cut-src/wheels\\n' >/etc/pip.conf; \
        cd /srv/cut-src/wheels; python3 -c "
        import zipfile
        with zipfile.ZipFile('thing-1-py3-none-any.whl', 'w') as wheel:
            wheel.writestr('thing/__init__.py', '')
            for n in range(8):
                body = 'def check():\\\\n    import os, glob\\\\n    for f in glob.glob(os.path.dirname(__file__) + \\'/m*.py\\'):\\\\n        assert os.path.getsize(f) > 20000\\\\n'
                wheel.writestr(f'thing/m{n}.py', body + '# x\\\\n' * 6000)
            wheel.writestr('thing-1.dist-info/METADATA', 'Metadata-Version: 2.1\\\\nName: thing\\\\nVersion: 1\\\\n')
            wheel.writestr('thing-1.dist-info/WHEEL', 'Wheel-Version: 1.0\\\\nRoot-Is-Purelib: true\\\\nTag: py3-none-any\\\\n')
            wheel.writestr('thing-1.dist-info/RECORD', '')
        "
        """
}
