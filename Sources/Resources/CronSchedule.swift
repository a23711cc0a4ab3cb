package import Diagnostics
package import Model
internal import Schedules
internal import YAML

/// When cron runs a line of a crontab, which knows no time zone but its host's.
package struct CronSchedule: FieldValue {
    package static var typeName: String { "a cron schedule" }
    package static var jsonSchema: JSON { ["type": "string"] }
    package static var mayWarn: Bool { true }

    /// The fields with one space between them.
    package let text: String
    package let warnings: [Diagnostic]

    package init(_ given: Given) throws(Problems) {
        let source = try String(given)
        let schedule: Schedule
        do {
            schedule = try Schedule(parsing: source, at: given.node.span)
        } catch {
            // What is wrong would tell the secret.
            throw given.node.isSensitive ? given.mistyped(Self.typeName) : error
        }
        if let zone = schedule.zone {
            var problem = Diagnostic(
                "cron-zone", "cron reads no '\(zone.variable)' in a schedule: its jobs run by its host's clock",
                at: zone.span)
            problem.help =
                "write the host's time; 'reconcile cron next' tells when a schedule of another zone comes there"
            throw Problems([problem])
        }
        text = schedule.text
        warnings = given.node.isSensitive ? [] : schedule.warnings
    }

    package var rendered: String { text }

    package static func == (left: Self, right: Self) -> Bool { left.text == right.text }
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
