extension CatalogueRow {
    static let patterns: [Self] = [
        .init(
            address: "mode:/srv/modes/**/*.sh", entry: "mode: '/srv/modes/**/*.sh', files: \"0750\", group: adm",
            before: "mkdir -p /srv/modes/deep; touch /srv/modes/a.sh /srv/modes/deep/b.sh /srv/modes/c.txt",
            judge: """
                [ "$(stat -c '%a %G' /srv/modes/a.sh /srv/modes/deep/b.sh | sort -u)" = '750 adm' ] &&
                [ "$(stat -c %a /srv/modes/c.txt)" = 644 ]
                """,
            drifts: [
                .init("chmod 777 /srv/modes/deep/b.sh", names: "mode of files", proves: ["files"]),
                .init("chgrp root /srv/modes/a.sh", names: "group"),
            ]),
        .init(
            address: "mode:/srv/rooms/*", entry: "mode: '/srv/rooms/*', directories: \"0711\", owner: nobody",
            before: "mkdir -p /srv/rooms/a; touch /srv/rooms/b",
            judge: """
                [ "$(stat -c '%a %U' /srv/rooms/a)" = '711 nobody' ] &&
                [ "$(stat -c '%a %U' /srv/rooms/b)" = '644 nobody' ]
                """,
            drifts: [
                .init("chmod 700 /srv/rooms/a", names: "mode of directories", proves: ["directories"]),
                .init("chown root /srv/rooms/b", names: "owner"),
            ]),
        .init(
            address: "cleanup:/srv/old/*.log", entry: "cleanup: '/srv/old/*.log', older_than: 2d, keep: 1",
            before: """
                mkdir -p /srv/old
                touch -d '5 days ago' /srv/old/a.log /srv/old/b.txt
                touch -d '3 days ago' /srv/old/c.log
                """,
            judge: "[ \"$(ls /srv/old | tr '\\n' ' ')\" = 'b.txt c.log ' ]", proves: ["keep"],
            drifts: [
                .init("touch -d '4 days ago' '/srv/old/an odd \"name\".log'", names: "files", proves: ["older_than"])
            ]),
        .init(
            address: "cleanup:/srv/many/*", entry: "cleanup: '/srv/many/*', more_than: 2",
            before: "mkdir -p /srv/many; touch -d '3 hours ago' /srv/many/a; touch /srv/many/b /srv/many/c",
            judge: "[ \"$(ls /srv/many | tr '\\n' ' ')\" = 'b c ' ]",
            drifts: [.init("touch -d '2 hours ago' /srv/many/d", names: "files", proves: ["more_than"])]),
        .init(
            address: "cleanup:/srv/large/*", entry: "cleanup: '/srv/large/*', larger_than: 10kB",
            before: """
                mkdir -p /srv/large
                head -c 6000 /dev/zero >/srv/large/new
                head -c 6000 /dev/zero >/srv/large/old
                touch -d '3 hours ago' /srv/large/old
                """,
            judge: "[ \"$(ls /srv/large)\" = new ]",
            drifts: [
                .init(
                    "head -c 5000 /dev/zero >/srv/large/old; touch -d '3 hours ago' /srv/large/old", names: "files",
                    proves: ["larger_than"])
            ]),
    ]
}
