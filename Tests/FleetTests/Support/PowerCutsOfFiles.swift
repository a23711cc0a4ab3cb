extension PowerCut {
    private static let newText = "{{ 'new line\\n' * 20000 }}"

    static let files: [Self] = [
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

    static let trees: [Self] = [
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
}
