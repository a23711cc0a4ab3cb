/// A time read from text by the common directives of Python's `strptime`.
struct TimeText {
    private(set) var year = 1900
    private(set) var month = 1
    private(set) var day = 1
    private(set) var hour = 0
    private(set) var minute = 0
    private(set) var second = 0

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let longMonths = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    init?(_ text: String, format: String) {
        var rest = Array(text.unicodeScalars)[...]
        let whole = ["T": "%H:%M:%S", "R": "%H:%M", "F": "%Y-%m-%d", "D": "%m/%d/%y"].reduce(format) { format, entry in
            format.replacing("%\(entry.key)", with: entry.value)
        }
        var marks = Array(whole.unicodeScalars)[...]
        var isAfternoon: Bool?

        func number(_ digits: Int, _ range: ClosedRange<Int>) -> Int? {
            // As few digits as give a number of the range, and as many as there are otherwise.
            for count in (1...digits).reversed() {
                let taken = rest.prefix(count)
                guard taken.count == count, taken.allSatisfy(\.isDigit), let value = Int(String(scalars: taken)),
                    range.contains(value)
                else { continue }
                rest = rest.dropFirst(count)
                return value
            }
            return nil
        }
        func word(_ words: [String]) -> Int? {
            let lower = String(scalars: rest).lowercased()
            guard let place = words.firstIndex(where: { lower.hasPrefix($0) }) else { return nil }
            rest = rest.dropFirst(words[place].count)
            return place
        }
        while let mark = marks.popFirst() {
            if mark.isPythonSpace {
                rest = rest.drop(while: \.isPythonSpace)
                continue
            }
            guard mark == "%", let kind = marks.popFirst() else {
                guard rest.popFirst() == mark else { return nil }
                continue
            }
            let value: Int?
            switch kind {
            case "Y":
                value = rest.prefix(4).count == 4 ? number(4, 1...9999) : nil
                year = value ?? year
            case "y":
                value = number(2, 0...99)
                year = value.map { $0 < 69 ? 2000 + $0 : 1900 + $0 } ?? year
            case "m":
                value = number(2, 1...12)
                month = value ?? month
            case "b", "h", "B":
                value = kind == "B" ? word(Self.longMonths) : word(Self.months)
                month = value.map { $0 + 1 } ?? month
            case "d":
                value = number(2, 1...31)
                day = value ?? day
            case "H", "I":
                value = kind == "H" ? number(2, 0...23) : number(2, 1...12)
                hour = value ?? hour
            case "p":
                value = word(["am", "pm"])
                isAfternoon = value == 1
            case "M":
                value = number(2, 0...59)
                minute = value ?? minute
            case "S":
                value = number(2, 0...61)
                second = value ?? second
            case "f": value = number(6, 0...999_999)
            case "%": value = rest.popFirst() == "%" ? 0 : nil
            default: value = nil
            }
            guard value != nil else { return nil }
        }
        guard rest.isEmpty else { return nil }
        if let isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
    }
}
