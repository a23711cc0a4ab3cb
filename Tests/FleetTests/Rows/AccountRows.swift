extension CatalogueRow {
    private static let key = "AAAAC3NzaC1lZDI1NTE5AAAAIHHmbsotbjZpeBL8X3G/EKrm1wdy1xu68ZGG9TDQnhH3"
    private static let hash =
        "$6$saltsalt$9FtAOMm.fKjwPbuA1d8aKvAEbsPlxTVTgbLwVgHUjTpFNDZ.pNtzFGDZVd3MnxQJbhZ0gTOSaUZMvrCNqlmZH1"

    static let accounts: [Self] = [
        .init(
            address: "user:catty",
            entry: """
                user: catty, shell: /bin/sh, groups: [adm], expires: 2030-01-31, locked: true, password: \(hash)
                """,
            judge: """
                getent shadow catty | grep -q '^catty:!$6$saltsalt$9Ft' && id -nG catty | grep -qw adm &&
                getent shadow catty | cut -d: -f8 | grep -qx 21945 && getent passwd catty | grep -q ':/bin/sh$'
                """,
            drifts: [
                .init("usermod -U -s /bin/false catty", names: "locked", "shell"),
                .init("usermod -e '' catty; gpasswd -d catty adm", names: "expires", "groups"),
                .init("printf 'catty:!x\\n' | chpasswd -e", names: "password"),
                .init(
                    "userdel -r catty", names: "shell", "groups", "expires", "locked", "password", proves: []),
            ],
            removal: "user: catty, state: absent, remove_home: true", gone: "! id catty && ! [ -e /home/catty ]"),
        .init(
            address: "user:kitty",
            entry: """
                user: kitty, uid: 4999, group: adm, home: /srv/homes/kitty, move_home: true, comment: 'Kit Ty, Miss'
                """,
            before: "mkdir -p /srv/homes",
            judge: """
                [ "$(getent passwd kitty | cut -d: -f3-6)" = "4999:$(getent group adm | cut -d: -f3):\
                Kit Ty, Miss:/srv/homes/kitty" ] && [ "$(stat -c %U /srv/homes/kitty)" = kitty ] &&
                [ "$(ls /srv/homes | grep -c kit)" = 1 ]
                """,
            drifts: [
                .init("usermod -u 4998 -c Dog kitty", names: "uid", "comment"),
                .init("usermod -g nogroup kitty", names: "group"),
                .init("usermod -m -d /srv/homes/kit kitty", names: "home", proves: ["home", "move_home"]),
            ],
            removal: "user: kitty, state: absent", gone: "! id kitty && [ -e /srv/homes/kitty ]"),
        .init(
            address: "user:catd", entry: "user: catd, system: true, create_home: true, home: /srv/homes/catd",
            judge: "[ \"$(id -u catd)\" -lt 1000 ] && [ \"$(stat -c %U /srv/homes/catd)\" = catd ]",
            proves: ["system", "create_home"],
            removal: "user: catd, state: absent", gone: "! id catd"),
        .init(
            address: "group:cats", entry: "group: cats, gid: 4321", judge: "getent group cats | grep -q :4321:",
            drifts: [.init("groupmod -g 4322 cats", names: "gid"), .init("groupdel cats", names: "gid")],
            removal: "group: cats, state: absent", gone: "! getent group cats"),
        .init(
            address: "group:catsd", entry: "group: catsd, system: true",
            judge: "[ \"$(getent group catsd | cut -d: -f3)\" -lt 1000 ]", proves: ["system"],
            drifts: [.init("groupdel catsd")], removal: "group: catsd, state: absent", gone: "! getent group catsd"),
        .init(
            address: "authorized_key:ops/SHA256:svG60ZkJJCtqboU2SQaDwVCsG3SIwJFFzP8j7iGZe9c",
            entry: "authorized_key: ops, key: 'ssh-ed25519 \(key) cat', options: [restrict]",
            judge: """
                grep -qx 'restrict ssh-ed25519 \(key) cat' ~ops/.ssh/authorized_keys &&
                [ "$(stat -c '%U %a' ~ops/.ssh/authorized_keys)" = 'ops 600' ]
                """,
            drifts: [
                .init("sed -i 's/^restrict //' ~ops/.ssh/authorized_keys", names: "options"),
                .init("sed -i 's/ cat$/ dog/' ~ops/.ssh/authorized_keys", names: "comment"),
                .init("sed -i '/ cat$/d' ~ops/.ssh/authorized_keys", names: "key"),
            ],
            removal: "authorized_key: ops, key: 'ssh-ed25519 \(key) cat', state: absent",
            gone: "! grep -q \(key) ~ops/.ssh/authorized_keys && [ -s ~ops/.ssh/authorized_keys ]"),
        .init(
            address: "sudoers:cats",
            entry: "sudoers: cats, rules: [{group: adm, commands: ['/usr/bin/id -u', /bin/true], nopasswd: true}]",
            judge: """
                visudo -cf /etc/sudoers.d/cats >/dev/null && sudo -l -U daemon >/dev/null &&
                [ "$(stat -c '%U %G %a' /etc/sudoers.d/cats)" = 'root root 440' ] &&
                grep -q NOPASSWD /etc/sudoers.d/cats
                """,
            drifts: [
                .init("sed -i s/NOPASSWD:// /etc/sudoers.d/cats", names: "content", proves: ["rules"]),
                .init(
                    "chmod 444 /etc/sudoers.d/cats; chown ops:adm /etc/sudoers.d/cats", names: "owner", "group",
                    "mode", proves: []),
            ],
            removal: "sudoers: cats, state: absent", gone: "! [ -e /etc/sudoers.d/cats ]"),
        .init(
            address: "sudoers:cat-content",
            entry: "sudoers: cat-content, content: \"daemon ALL=(root) NOPASSWD: /bin/true\\n\"",
            judge: "su -s /bin/sh daemon -c 'sudo -n /bin/true'",
            drifts: [.init("echo 'daemon ALL=(root) /bin/true' >/etc/sudoers.d/cat-content", names: "content")],
            removal: "sudoers: cat-content, state: absent", gone: "! [ -e /etc/sudoers.d/cat-content ]"),
        .init(
            address: "sudoers:cat-source", entry: "sudoers: cat-source, source: rules",
            judge: "grep -qx 'bin ALL=(root) /bin/true' /etc/sudoers.d/cat-source",
            drifts: [.init("sed -i s/bin/sys/ /etc/sudoers.d/cat-source", names: "content", proves: ["source"])],
            removal: "sudoers: cat-source, state: absent", gone: "! [ -e /etc/sudoers.d/cat-source ]"),
        .init(
            address: "sudoers:cat-template", entry: "sudoers: cat-template, template: rules.j2",
            judge: "grep -qx 'bin n1=(root) /bin/true' /etc/sudoers.d/cat-template",
            drifts: [.init("sed -i s/n1/n2/ /etc/sudoers.d/cat-template", names: "content", proves: ["template"])],
            removal: "sudoers: cat-template, state: absent", gone: "! [ -e /etc/sudoers.d/cat-template ]"),
    ]
}
