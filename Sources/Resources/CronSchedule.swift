package import Diagnostics
package import Model

/// When cron runs a line, as crontab(5) of Debian's cron writes it: five fields, or a word such as `@daily`.
package struct CronSchedule: FieldValue {
    package static var typeName: String { "a cron schedule" }
    package static var jsonSchema: JSON { ["type": "string"] }

    /// The fields with one space between them.
    package let text: String

    package init(_ given: Given) throws(Problems) {
        let source = try String(given)
        let parts = source.split { $0 == " " || $0 == "\t" }.map(String.init)
        text = parts.joined(separator: " ")
        if text.hasPrefix("@") {
            guard !Self.words.contains(text) else { return }
            let problem = given.problem("cron-schedule", "'\(text)' is not a word that cron knows").all[0]
            throw Problems([
                text.closest(of: Self.words).map(problem.suggesting)
                    ?? problem.helping("it knows \(Self.words.joined(separator: ", "))")
            ])
        }
        guard parts.count == CronField.all.count else {
            throw given.problem(
                "cron-schedule", "'\(given.field)' takes five fields, not \(parts.count)",
                help: "write minute, hour, day of the month, month and day of the week, like \"17 3 * * *\"")
        }
        let problems = zip(CronField.all, parts).flatMap { field, part in
            part.split(separator: ",", omittingEmptySubsequences: false).compactMap { field.problem(in: String($0)) }
        }
        guard problems.isEmpty else {
            throw Problems(
                problems.flatMap { given.problem("cron-schedule", $0.message, help: $0.help).all })
        }
    }

    private static let words = [
        "@reboot", "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly",
    ]

    package var rendered: String { text }
}

/// One of the five fields of a cron schedule.
private struct CronField {
    let name: String
    let range: ClosedRange<Int>
    /// Words for the numbers from the range's first on.
    var words: [String] = []

    static let all = [
        CronField(name: "minute", range: 0...59),
        CronField(name: "hour", range: 0...23),
        CronField(name: "day of the month", range: 1...31),
        CronField(
            name: "month", range: 1...12,
            words: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        CronField(
            name: "day of the week", range: 0...7, words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ]

    /// What is wrong with an item of the field's list: `*`, `5`, `1-5`, `*/10`, `1-30/5`.
    func problem(in item: String) -> (message: String, help: String?)? {
        let halves = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let span = halves[0]
        if halves.count == 2 {
            guard let step = Int(halves[1]), step > 0, halves[1].allSatisfy(\.isNumber) else {
                return ("the step '\(halves[1])' of the \(name) is not a number above 0", nil)
            }
            guard span == "*" || span.contains("-") else {
                return (
                    "the step in the \(name) '\(item)' needs a range or '*' before it",
                    "write \(span)-\(range.upperBound)/\(halves[1])"
                )
            }
        }
        if span == "*" { return nil }
        let ends = span.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let numbers = ends.map(number)
        for (end, number) in zip(ends, numbers) where number == nil {
            return (
                "the \(name) '\(end)' is not from \(range.lowerBound) to \(range.upperBound)",
                words.isEmpty ? nil : "numbers, '*' and the words from '\(words[0])' to '\(words[words.count - 1])' are"
            )
        }
        if ends.count == 2, let first = numbers[0], let last = numbers[1], first > last {
            return (
                "the \(name) '\(span)' ends before it begins",
                "write \(first)-\(range.upperBound),\(range.lowerBound)-\(last)"
            )
        }
        return nil
    }

    private func number(_ text: String) -> Int? {
        if let index = words.firstIndex(of: text.lowercased()) { return range.lowerBound + index }
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text) else {
            return nil
        }
        return range.contains(number) ? number : nil
    }
}
