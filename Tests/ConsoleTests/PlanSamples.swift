import Diagnostics
import Model

/// Plans made by hand, for the tests of what is printed.
enum PlanSamples {
    static func source(_ file: String, _ line: Int) -> ResourcePlan.Source {
        let place = Position(line: line, column: 5)
        return ResourcePlan.Source(Span(file: file, start: place, end: place))
    }

    static func resource(
        _ address: String, _ verdict: ResourcePlan.Verdict, _ action: Change.Kind? = nil, reason: String? = nil,
        line: Int = 3, _ changes: [ResourcePlan.Field] = []
    ) -> ResourcePlan {
        ResourcePlan(
            address: Address(text: address), claim: [Claim("path", address)], manifest: "base", verdict: verdict,
            action: action, reason: reason, source: source("manifests/base.yaml", line), changes: changes)
    }

    static func same(_ count: Int) -> [ResourcePlan] {
        (0..<count).map { resource("file:/etc/same\($0)", .same) }
    }

    static func field(_ name: String, _ before: String?, _ after: String?) -> ResourcePlan.Field {
        ResourcePlan.Field(field: name, before: before, after: after, sensitive: false)
    }

    static func text(_ before: String?, _ after: String?) -> ResourcePlan.Field {
        ResourcePlan.Field(FieldChange("content", from: before, to: after, isText: true))
    }

    /// The plan of the language's own description.
    static var ollama: Plan {
        let resources = [
            resource("package:curl", .change, .create, line: 9, [field("state", nil, "present")]),
            resource(
                "file:/etc/ollama/env", .change, .update, line: 12,
                [text("OLLAMA_NUM_PARALLEL=1\n", "OLLAMA_NUM_PARALLEL=4\n")]),
            resource(
                "daemon:ollama", .change, .restart, reason: "file:/etc/ollama/env changed since the last start",
                line: 20),
            resource("service:nginx", .unknown, reason: "depends on package:nginx", line: 31),
        ]
        let hosts = ["n1", "n2", "n3"].map { HostPlan(host: $0, resources: resources + same(49)) }
        return Plan(
            project: "ai",
            hosts: hosts + [
                HostPlan(host: "n4", status: .unreachable, reason: "connection refused (10.0.0.14:22)")
            ])
    }

    /// Everything else that a plan can say.
    static var medley: Plan {
        let secret = FieldChange("content", from: "hunter1", to: "hunter2", isText: true, isSensitive: true)
        let shared = [
            resource(
                "file:/etc/motd", .change, .create,
                [field("owner", nil, "root"), field("mode", nil, "0644"), text(nil, "Welcome\n  to n\nno end")]),
            resource(
                "file:/etc/app.conf", .change, .update, line: 7,
                [field("mode", "0600", "0640"), field("group", "root", "app"), text(app(8080), app(9090))]),
            resource(
                "file:/etc/secret", .change, .update, line: 15,
                [ResourcePlan.Field(secret)]),
        ]
        let first = HostPlan(
            host: "web1",
            resources: shared + [
                resource("file:/etc/old", .change, .remove, line: 21),
                resource("service:app", .change, .reload, reason: "file:/etc/app.conf changed since the last start"),
                resource("command:index", .change, .run, reason: "test -e /var/index says no"),
            ],
            orphans: [
                Orphan(
                    address: Address(text: "cron:nightly"), claim: Claim("crontab", "root/nightly"), manifest: "cron",
                    origin: .created)
            ], notes: ["reached by the system's ssh: the key is an RSA key"])
        let second = HostPlan(
            host: "web2",
            resources: shared + [resource("cron:hourly", .error, reason: "crontab of root: permission denied")])
        let refused = HostPlan(
            host: "db1", status: .failed, reason: "an assertion does not hold",
            problems: [
                Diagnostic(
                    "assertion", "too small for the 8B model",
                    at: Span(
                        file: "manifests/ollama.yaml", start: Position(line: 8, column: 5),
                        end: Position(line: 8, column: 9)),
                    notes: [
                        .note(
                            "in module 'model', which is included here",
                            at: Span(
                                file: "manifests/site.yaml", start: Position(line: 3, column: 5),
                                end: Position(line: 3, column: 9)))
                    ])
            ])
        let failed = HostPlan(host: "db2", status: .failed, reason: "sudo: the password was refused")
        return Plan(project: "web", hosts: [first, refused, second, failed])
    }

    /// Names, values and reasons that would do something to a terminal.
    static var hostile: Plan {
        let escape = "\u{1B}]0;owned\u{07}\u{1B}[2J"
        let resource = ResourcePlan(
            address: Address(kind: "file", identity: "/tmp/a\nb\(escape)"), claim: [], manifest: "base",
            verdict: .change, action: .update, reason: "because\r\(escape)",
            source: source("manifests/\(escape).yaml", 1),
            changes: [
                field("target", "/a\(escape)", "\u{202E}txt.exe"),
                text("one\rtwo\(escape)\n", "tab\tstays\n\u{2028}\u{9B}31m\n"),
            ])
        return Plan(
            project: "x",
            hosts: [
                HostPlan(host: "n1\(escape)", resources: [resource], notes: ["note \(escape)"]),
                HostPlan(host: "n2", status: .failed, reason: "banner: \(escape)"),
            ])
    }

    private static func app(_ port: Int) -> String {
        "# app\nname = app\nlog = /var/log/app\nuser = app\nport = \(port)\nworkers = 4\n"
    }
}
