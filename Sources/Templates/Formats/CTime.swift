#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A moment as C's library takes it apart and writes it, which is what Python's `time` and `datetime` do too.
struct CTime: Sendable {
    /// Since 1970; in UTC for a time without a zone.
    let seconds: Int
    private let isUTC: Bool

    /// Nil for a moment whose year is beyond the 32 bits that C has for it.
    init?(_ seconds: Int, isUTC: Bool) {
        var (moment, parts) = (time_t(seconds), tm())
        guard gmtime_r(&moment, &parts) != nil, localtime_r(&moment, &parts) != nil else { return nil }
        (self.seconds, self.isUTC) = (seconds, isUTC)
    }

    static var now: Int { time(nil) }

    /// A time without a zone; nil for what is no day of the calendar.
    init?(_ read: TimeText) {
        var parts = tm()
        parts.tm_year = Int32(clamping: read.year - 1900)
        parts.tm_mon = Int32(clamping: read.month - 1)
        parts.tm_mday = Int32(clamping: read.day)
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (
            Int32(clamping: read.hour), Int32(clamping: read.minute), Int32(clamping: read.second)
        )
        let (day, month) = (parts.tm_mday, parts.tm_mon)
        seconds = timegm(&parts)
        isUTC = true
        // The library turns 30 February into 1 March.
        guard parts.tm_mday == day, parts.tm_mon == month else { return nil }
    }

    func text(_ format: String) -> String {
        var (moment, parts) = (time_t(seconds), tm())
        if isUTC { gmtime_r(&moment, &parts) } else { localtime_r(&moment, &parts) }
        // Nothing and too much look alike to strftime: a character in front tells them apart.
        for size in [256, 4096, 65_536] {
            var buffer = [CChar](repeating: 0, count: size)
            let length = strftime(&buffer, size, "-" + format, &parts)
            if length > 0 {
                return String(decoding: buffer[1..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
        }
        return ""
    }
}
