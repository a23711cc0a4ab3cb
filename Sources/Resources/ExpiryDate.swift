package import Diagnostics
package import Model
internal import Schedules

/// The day from which on nobody gets into an account, `2030-01-31`, or `never`.
package struct ExpiryDate: FieldValue {
    package static var typeName: String { "a date like 2030-01-31, or 'never'" }
    package static var jsonSchema: JSON {
        .templated(["type": "string", "pattern": "^(never|[0-9]{4}-[0-9]{2}-[0-9]{2})$"])
    }

    /// Counted from 1970-01-01; nil for never.
    let days: Int?

    init(days: Int?) { self.days = days }

    package init(_ given: Given) throws(Problems) {
        let text = try String(given)
        if text == "never" {
            days = nil
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
        }
        guard parts.map(\.utf8.count) == [4, 2, 2], numbers.count == 3 else { throw given.mistyped(Self.typeName) }
        let date = CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2])
        // A day that a month does not have comes back as another one.
        guard (1...12).contains(numbers[1]), CalendarDate(days: date.days) == date, date.days >= 0 else {
            throw given.mistyped(Self.typeName)
        }
        days = date.days
    }

    package var rendered: String { text }

    var text: String {
        guard let days else { return "never" }
        let date = CalendarDate(days: days)
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date.year)-\(padded(date.month))-\(padded(date.day))"
    }
}
