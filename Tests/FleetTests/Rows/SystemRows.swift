extension CatalogueRow {
    static let system: [Self] = [
        .init(
            address: "unit:cat-sections.service",
            entry: "unit: cat-sections.service, sections: {Unit: {Description: cat}, Service: {ExecStart: /bin/true}}",
            judge: """
                [ "$(systemctl show -p Description --value cat-sections)" = cat ] &&
                [ "$(systemctl show -p NeedDaemonReload --value cat-sections)" = no ]
                """,
            drifts: [
                .init("sed -i s/cat/dog/ \(units)/cat-sections.service", names: "content", proves: ["sections"]),
                .init(
                    "chmod 600 \(units)/cat-sections.service; chown ops:adm \(units)/cat-sections.service",
                    names: "owner", "group", "mode", proves: []),
                .init("rm \(units)/cat-sections.service; systemctl daemon-reload", names: "content", proves: []),
            ],
            removal: "unit: cat-sections.service, state: absent",
            gone: "! [ -e \(units)/cat-sections.service ] && ! systemctl cat cat-sections"),
        .init(
            address: "unit:cat-content.timer", entry: "unit: cat-content.timer, content: \"[Timer]\\nOnBootSec=90\\n\"",
            judge: "systemctl show -p TimersMonotonic --value cat-content.timer | grep -q 1min.30s",
            drifts: [.init("sed -i s/90/9/ \(units)/cat-content.timer", names: "content")],
            removal: "unit: cat-content.timer, state: absent", gone: "! [ -e \(units)/cat-content.timer ]"),
        .init(
            address: "unit:cat-source.path", entry: "unit: cat-source.path, source: cat.path",
            judge: "grep -qx PathExists=/srv/cat/nowhere \(units)/cat-source.path",
            drifts: [.init("echo >>\(units)/cat-source.path", names: "content", proves: ["source"])],
            removal: "unit: cat-source.path, state: absent", gone: "! [ -e \(units)/cat-source.path ]"),
        .init(
            address: "unit:cat-template.service", entry: "unit: cat-template.service, template: cat.service.j2",
            judge: "systemctl show -p Description --value cat-template | grep -qx 'a cat on n1'",
            drifts: [.init("echo >>\(units)/cat-template.service", names: "content", proves: ["template"])],
            removal: "unit: cat-template.service, state: absent", gone: "! [ -e \(units)/cat-template.service ]"),
        .init(
            address: "service:cat-bell", entry: "service: cat-bell, state: running, enabled: true",
            before: unit("cat-bell"), judge: "systemctl is-active cat-bell && systemctl is-enabled cat-bell",
            drifts: [
                .init("systemctl stop cat-bell", names: "state"), .init("systemctl disable cat-bell", names: "enabled"),
                .init("systemctl kill -s KILL cat-bell; sleep 0.2", names: "state"),
            ],
            removal: "service: cat-bell, state: stopped, enabled: false",
            gone: "! systemctl is-active cat-bell && ! systemctl is-enabled cat-bell"),
        .init(
            address: "service:cat-mute.service", entry: "service: cat-mute.service, state: stopped, enabled: false",
            before: unit("cat-mute") + "\nsystemctl --quiet enable --now cat-mute",
            judge: "! systemctl is-active cat-mute && ! systemctl is-enabled cat-mute",
            drifts: [
                .init("systemctl start cat-mute", names: "state"), .init("systemctl enable cat-mute", names: "enabled"),
            ]),
        .init(
            address: "cron:root/a cat", entry: "cron: a cat, schedule: 5 4 * * *, command: 'echo \"a  cat\"'",
            before: "printf '1 2 3 4 5 /bin/true keep\\n' | crontab -",
            judge: """
                [ "$(crontab -l | grep -A 1 -x '# reconcile: a cat' | tail -n 1)" = '5 4 * * * echo "a  cat"' ] &&
                [ "$(crontab -l | head -n 1)" = '1 2 3 4 5 /bin/true keep' ] && [ "$(crontab -l | grep -c cat)" = 2 ]
                """,
            drifts: [
                .init("crontab -l | sed 's/^5 4/6 4/' | crontab -", names: "schedule"),
                .init("crontab -l | sed 's/\"a  cat\"/dog/' | crontab -", names: "command"),
                .init("crontab -l | sed 's/^5 4/#5 4/' | crontab -", names: "disabled"),
                .init(
                    "{ crontab -l; crontab -l | tail -n 2; } | crontab -", names: "copies", proves: []),
            ],
            removal: "cron: a cat, state: absent",
            gone: "[ \"$(crontab -l)\" = '1 2 3 4 5 /bin/true keep' ]"),
        .init(
            address: "cron:ops/a nap",
            entry: "cron: a nap, user: ops, schedule: '@daily', command: /bin/true, disabled: true",
            judge: "crontab -u ops -l | grep -qx '#@daily /bin/true'",
            drifts: [
                .init("crontab -u ops -l | sed 's/^#@/@/' | crontab -u ops -", names: "disabled"),
                .init("crontab -u ops -r", names: "schedule", "command", "disabled", proves: ["user"]),
            ],
            removal: "cron: a nap, user: ops, state: absent", gone: "! crontab -u ops -l | grep nap"),
    ]

    private static let units = "/etc/systemd/system"

    private static func unit(_ name: String) -> String {
        """
        printf '[Service]\\nExecStart=/bin/sleep infinity\\n[Install]\\nWantedBy=multi-user.target\\n' \
        >\(units)/\(name).service
        systemctl daemon-reload
        """
    }
}
