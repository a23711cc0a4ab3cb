extension PowerCut {
    private static let hash =
        "$6$saltsalt$9FtAOMm.fKjwPbuA1d8aKvAEbsPlxTVTgbLwVgHUjTpFNDZ.pNtzFGDZVd3MnxQJbhZ0gTOSaUZMvrCNqlmZH1"

    /// Every line of the tables has as many fields as it should, and nobody is lost.
    private static let accountTables = """
        awk -F: 'NF != 7 || $1 == ""' /etc/passwd | grep -q . && exit 1; \
        awk -F: 'NF != 9 || $1 == ""' /etc/shadow | grep -q . && exit 1; \
        awk -F: 'NF != 4 || $1 == ""' /etc/group | grep -q . && exit 1; \
        getent passwd root ops pat nobody >/dev/null && getent shadow root pat >/dev/null && getent group adm >/dev/null
        """

    static let accounts: [Self] = [
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
            name: "a user that is removed", entries: ["user: cutty, state: absent, remove_home: true"],
            watched: ["/etc", "/home"],
            before:
                "userdel -rf cutty 2>/dev/null; groupdel cutty 2>/dev/null; rm -f /etc/*.lock; useradd -m -G adm cutty",
            old: "id cutty && [ -d /home/cutty ]", new: "! id cutty && ! [ -e /home/cutty ] && \(accountTables)",
            between: accountTables, moments: 5),
        .init(
            name: "a group", entries: ["group: cuts, gid: 4545"], watched: ["/etc"],
            before: "groupdel cuts 2>/dev/null; rm -f /etc/*.lock; true",
            old: "! getent group cuts && \(accountTables)",
            new: "getent group cuts | grep -q :4545: && \(accountTables)"),
    ]

    private static let crontab = "{ for n in $(seq 300); do echo \"1 2 3 4 5 /bin/true $n\"; done; }"

    static let system: [Self] = [
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
}
