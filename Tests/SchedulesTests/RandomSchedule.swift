import Schedules
import TestSupport

/// Schedules and times to start from that show something.
enum RandomSchedule {
    /// Any time from 1980 to 2060, half of them within two days before a change of the clock.
    static func start(in name: String, using generator: inout SplitMix64) throws -> Int {
        let start = Int.random(in: 315_532_800..<2_840_140_800, using: &generator)
        let end = try Zones.named(name).period(at: start).end
        guard end < 2_840_140_800, Bool.random(using: &generator) else { return start }
        return end - Int.random(in: 0..<172_800, using: &generator)
    }

    static func text(using generator: inout SplitMix64) -> String {
        let fields: [(ClosedRange<Int>, [String])] = [
            (0...59, []), (0...23, []), (1...31, []), (1...12, ["jan", "FEB", "Jul", "dec"]),
            (0...7, ["sun", "Mon", "fri"]),
        ]
        return fields.enumerated().map { index, field in
            // Not too few times, and often some in the small hours, when clocks are changed.
            if index > 1, Int.random(in: 0..<3, using: &generator) > 0 { return "*" }
            if index == 1, Bool.random(using: &generator) { return "\(Int.random(in: 0...4, using: &generator))" }
            let count = Int.random(in: 0..<5, using: &generator) == 0 ? Int.random(in: 2...3, using: &generator) : 1
            return (0..<count).map { _ in item(of: field.0, field.1, using: &generator) }.joined(separator: ",")
        }.joined(separator: " ")
    }

    private static func item(
        of range: ClosedRange<Int>, _ words: [String], using generator: inout SplitMix64
    ) -> String {
        let low = Int.random(in: range.lowerBound..<range.upperBound, using: &generator)
        let high = Int.random(in: (low + 1)...range.upperBound, using: &generator)
        let step = Int.random(in: 1...max(1, (range.upperBound - range.lowerBound) / 2), using: &generator)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: return "*"
        case 1, 2: return "*/\(step)"
        case 3: return "\(low)-\(high)"
        case 4: return "\(low)-\(high)/\(step)"
        case 5: return words.randomElement(using: &generator) ?? "\(low)"
        default: return "\(low)"
        }
    }
}
