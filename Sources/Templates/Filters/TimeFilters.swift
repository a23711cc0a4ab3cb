internal import Diagnostics

/// Filters between times and text.
enum TimeFilters {
    static let all: [Filter] = [
        Filter("strftime", ["second?", "utc?"]) { call throws(Diagnostic) in
            var moment = Int(CTime.now)
            if let given = call["second"], given != .null {
                guard let number = given.number ?? given.string?.pythonFloat,
                    let whole = Int(exactly: number.rounded(.down))
                else { throw call.problem("takes seconds since 1970, not \(given.typeName)") }
                moment = whole
            }
            guard let time = CTime(moment, isUTC: call.arguments.flag("utc")) else {
                throw call.problem("takes no moment that is \(moment) seconds from 1970: no calendar goes so far")
            }
            return .string(time.text(call.input.text))
        },
        Filter("to_datetime", ["format?"]) { call throws(Diagnostic) in
            let format = call.arguments.text("format", default: "%Y-%m-%d %H:%M:%S")
            guard let read = TimeText(call.input.text, format: format), let time = CTime(read) else {
                throw call.problem("cannot read this as '\(format)'")
            }
            return .object(DateTime(time: time))
        },
    ]
}

/// What `to_datetime` gives: a day and a time without a zone.
struct DateTime: TemplateObject {
    let time: CTime

    /// As Python prints it, since a value that is no other prints as its name.
    var typeName: String { time.text("%Y-%m-%d %H:%M:%S") }
    let keys = ["year", "month", "day", "hour", "minute", "second", "strftime", "isoformat", "timestamp", "weekday"]

    func value(of key: String) throws(Diagnostic) -> Value? {
        let format: String
        switch key {
        case "year": format = "%Y"
        case "month": format = "%m"
        case "day": format = "%d"
        case "hour": format = "%H"
        case "minute": format = "%M"
        case "second": format = "%S"
        case "strftime":
            return .object(
                Function("strftime") { [time] arguments throws(Diagnostic) in
                    .string(time.text(arguments.positional.first?.text ?? ""))
                })
        case "isoformat": return function(key, .string(time.text("%Y-%m-%dT%H:%M:%S")))
        case "timestamp": return function(key, .float(Double(time.seconds)))
        case "weekday": return function(key, .int((Int(time.text("%u")) ?? 1) - 1))
        default: return nil
        }
        return Int(time.text(format)).map { .int($0) }
    }

    private func function(_ name: String, _ value: Value) -> Value {
        .object(Function(name) { _ throws(Diagnostic) in value })
    }
}

/// What lies between two times.
struct TimeSpan: TemplateObject {
    let total: Int

    init(from start: DateTime, to end: DateTime) { total = end.time.seconds - start.time.seconds }

    private var days: Int { (total - seconds) / 86_400 }
    private var seconds: Int { (total % 86_400 + 86_400) % 86_400 }

    var typeName: String {
        let clock =
            "\(seconds / 3600):"
            + [seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            .joined(separator: ":")
        return days == 0 ? clock : "\(days) day\(abs(days) == 1 ? "" : "s"), \(clock)"
    }
    let keys = ["days", "seconds", "total_seconds"]

    func value(of key: String) throws(Diagnostic) -> Value? {
        switch key {
        case "days": return .int(days)
        case "seconds": return .int(seconds)
        case "total_seconds":
            return .object(Function(key) { [total] _ throws(Diagnostic) in .float(Double(total)) })
        default: return nil
        }
    }
}
