internal import Diagnostics

/// One reading of a schedule, with everything that is wrong or odd in it.
struct ScheduleReader {
    let text: String
    let span: Span?
    private(set) var problems: [Diagnostic] = []
    private(set) var warnings: [Diagnostic] = []

    init(text: String, span: Span?) {
        self.text = text
        self.span = span
    }

    mutating func read() -> (text: String, zone: Schedule.NamedZone?, times: Schedule.Times)? {
        var parts = text.unicodeScalars.split { $0 == " " || $0 == "\t" }.map { Substring($0) }
        let zone = zone(in: parts)
        if zone != nil { parts.removeFirst() }
        let plain = parts.joined(separator: " ")
        guard let first = parts.first, first.utf8.first == UInt8(ascii: "@") else {
            return clock(parts).map { (plain, zone, .clock($0)) }
        }
        guard Schedule.words.contains(String(first)) else {
            refuseWord(first)
            return nil
        }
        guard parts.count == 1 else {
            refuse(
                "nothing can stand behind the word '\(first)'", at: parts[1], help: "write '\(first)' or five fields")
            return nil
        }
        guard let fields = Schedule.fields(of: plain) else { return (plain, zone, .start) }
        // The fields are right, so that nothing is said of a text that nobody wrote.
        var reader = ScheduleReader(text: fields, span: nil)
        return reader.read().map { (plain, zone, $0.times) }
    }

    private mutating func clock(_ parts: [Substring]) -> ClockTimes? {
        guard parts.count == ClockField.all.count else {
            refuse(
                "a schedule has five fields, not \(parts.count)", at: nil,
                help: "write minute, hour, day of the month, month and day of the week, like \"17 3 * * *\"")
            return nil
        }
        let fields = zip(ClockField.all, parts).map { field, part in numbers(of: field, in: part) }
        guard problems.isEmpty else { return nil }
        var weekdays = fields[4]
        if weekdays.contains(7) {
            weekdays.insert(0)
            weekdays.remove(7)
        }
        let times = ClockTimes(
            minutes: fields[0], hours: fields[1], days: fields[2], months: fields[3], weekdays: weekdays)
        checkDays(of: times, parts)
        return problems.isEmpty ? times : nil
    }

    // MARK: What the fields come to

    private mutating func checkDays(of times: ClockTimes, _ parts: [Substring]) {
        let (day, month, weekday) = (parts[2], parts[3], parts[4])
        switch times.dayOfMonth {
        case .comes: break
        case .onlyInLeapYears where times.needsBothDays:
            let often = weekday == "*" ? "once" : "at most once"
            warn(
                "cron-rare-date", "29 February is the only date that this names: it comes \(often) in four years",
                at: day)
        case .onlyInLeapYears: break
        case .never:
            let longest = times.months.all.map { CalendarDate.longestMonths[$0 - 1] }.max() ?? 0
            let message = "the day of the month '\(day)' never comes in the month '\(month)'"
            if times.needsBothDays {
                var problem = Diagnostic("cron-no-date", message, at: span(of: day))
                problem.help = "no such month has more than \(longest) days"
                problems.append(problem)
            } else {
                warn("cron-no-date", "\(message): only the day of the week '\(weekday)' counts", at: day)
            }
        }
    }

    // MARK: A field

    private mutating func numbers(of field: ClockField, in part: Substring) -> ClockNumbers {
        var numbers = ClockNumbers()
        for item in part.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false) {
            for number in items(of: field, in: Substring(item)) { numbers.insert(number) }
        }
        numbers.beginsWithStar = part.unicodeScalars.first == "*"
        return numbers
    }

    /// An item of the field's list: `*`, `5`, `1-5`, `*/10`, `1-30/5`.
    private mutating func items(of field: ClockField, in item: Substring) -> some Sequence<Int> {
        let halves = item.unicodeScalars.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            .map { Substring($0) }
        let range = range(of: field, in: halves[0])
        guard halves.count == 2 else {
            return stride(from: range?.lowerBound ?? 0, to: (range?.upperBound ?? -1) + 1, by: 1)
        }
        let step = step(of: field, halves[1], behind: halves[0], in: item)
        guard let range, let step else { return stride(from: 0, to: 0, by: 1) }
        if step > range.upperBound - range.lowerBound, halves[0] == "*" {
            warn(
                "cron-long-step",
                "the step '\(step)' leaves only the \(field.name) \(range.lowerBound) of '\(item)'", at: item)
        }
        return stride(from: range.lowerBound, to: range.upperBound + 1, by: step)
    }

    private mutating func step(
        of field: ClockField, _ text: Substring, behind range: Substring, in item: Substring
    ) -> Int? {
        guard let step = text.digits, step > 0 else {
            let message = text.isEmpty ? "the step of the \(field.name) '\(item)' is missing" : nil
            refuse(
                message ?? "the step '\(text)' of the \(field.name) is not a number above 0",
                at: text.isEmpty ? item : text)
            return nil
        }
        if field.number(range) != nil {
            refuse(
                "the step in the \(field.name) '\(item)' needs a range or '*' before it", at: item,
                help: "write \(range)-\(field.range.upperBound)/\(text)")
        }
        return step
    }

    private mutating func range(of field: ClockField, in text: Substring) -> ClosedRange<Int>? {
        if text == "*" { return field.range }
        let ends = text.unicodeScalars.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            .map { Substring($0) }
        let numbers = ends.map { field.number($0) }
        for (end, number) in zip(ends, numbers) where number == nil {
            refuseNumber(end.isEmpty ? text : end, of: field)
        }
        guard let first = numbers[0], let last = numbers[numbers.count - 1] else { return nil }
        guard first <= last else {
            refuse(
                "the \(field.name) '\(text)' ends before it begins", at: text,
                help: "write \(Self.aroundTheEnd(from: first, to: last, of: field))")
            return nil
        }
        return first...last
    }

    /// The range that goes on at the field's beginning, as cron takes it: `22-23,0-2`.
    private static func aroundTheEnd(from first: Int, to last: Int, of field: ClockField) -> String {
        // 7 is Sunday already.
        let least = field.range.upperBound == 7 ? 1 : field.range.lowerBound
        func written(_ low: Int, _ high: Int) -> String { low == high ? "\(low)" : "\(low)-\(high)" }
        let head = written(first, field.range.upperBound)
        return last < least ? head : "\(head),\(written(least, last))"
    }

    // MARK: The zone

    private func zone(in parts: [Substring]) -> Schedule.NamedZone? {
        guard let first = parts.first else { return nil }
        for variable in ["CRON_TZ", "TZ"] where first.utf8.starts(with: "\(variable)=".utf8) {
            let name = first.unicodeScalars.dropFirst(variable.count + 1)
            return .init(name: String(name), variable: variable, span: span(of: first))
        }
        return nil
    }

    // MARK: Saying it

    private mutating func refuseNumber(_ text: Substring, of field: ClockField) {
        let message = "the \(field.name) '\(text)' is not from \(field.range.lowerBound) to \(field.range.upperBound)"
        var problem = Diagnostic("cron-schedule", message, at: span(of: text))
        if let near = field.words.first(where: { text.lowercased().hasPrefix($0) })
            ?? (text.utf8.count > 1 ? String(text).lowercased().closest(of: field.words) : nil), text.digits == nil
        {
            problem = problem.suggesting(near)
        } else {
            problem.help = Self.help(with: text, of: field)
        }
        problems.append(problem)
    }

    private static func help(with text: Substring, of field: ClockField) -> String? {
        for (mark, help) in foreign where text.unicodeScalars.contains(mark) {
            let rest = text.unicodeScalars.filter { $0 != mark }
            if !mark.properties.isAlphabetic || rest.isEmpty || Substring(rest).digits != nil { return help }
        }
        guard !field.words.isEmpty else { return nil }
        return "numbers, '*' and the words from '\(field.words[0])' to '\(field.words[field.words.count - 1])' are"
    }

    /// What other schedulers know and Debian's cron does not.
    private static let foreign: [(Unicode.Scalar, String)] = [
        ("~", "Debian's cron has no '~' for a random time: write the number"),
        ("?", "'?' is Quartz's: cron has '*' for any"),
        ("#", "cron has no '#' for the nth such day of a month: test the date in the command"),
        ("L", "cron has no 'L' for the last: test the date in the command"),
        ("W", "cron has no 'W' for working days: write the days of the week '1-5'"),
        ("H", "'H' is Jenkins': write the number"),
        ("*", "'*' stands alone or with a step, as in '*/5'"),
    ]

    private mutating func refuseWord(_ word: Substring) {
        let problem = Diagnostic(
            "cron-schedule", "'\(word)' is not a word that cron knows", at: span(of: word))
        problems.append(
            String(word).lowercased().closest(of: Schedule.words).map(problem.suggesting)
                ?? problem.helping("it knows \(Schedule.words.joined(separator: ", "))"))
    }

    private mutating func refuse(_ message: String, at part: Substring?, help: String? = nil) {
        var problem = Diagnostic("cron-schedule", message, at: part.map { span(of: $0) } ?? span)
        problem.help = help
        problems.append(problem)
    }

    private mutating func warn(_ code: String, _ message: String, at part: Substring) {
        warnings.append(Diagnostic(code, message, at: span(of: part), severity: .warning))
    }

    /// The place of a part of the text; all of it where escapes or line breaks stand in between.
    private func span(of part: Substring) -> Span? {
        guard let span else { return nil }
        let quotes = span.end.column - span.start.column - text.unicodeScalars.count
        guard span.start.line == span.end.line, quotes == 0 || quotes == 2 else { return span }
        let offset = text.unicodeScalars.distance(from: text.startIndex, to: part.startIndex) + quotes / 2
        let start = Position(line: span.start.line, column: span.start.column + offset)
        return Span(file: span.file, at: start, width: max(1, part.unicodeScalars.count))
    }
}
