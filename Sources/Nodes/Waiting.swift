#if canImport(Glibc)
    package import Glibc
#else
    package import Darwin
#endif

/// Waits until one of the descriptors has an event; false when none has by the deadline.
///
/// It looks up four times a second, so that a cancelled task does not stay in poll(2).
/// - Throws: `CancellationError`.
package func waitForEvent(on descriptors: inout [pollfd], until deadline: ContinuousClock.Instant) throws -> Bool {
    while true {
        try Task.checkCancellation()
        let left = (deadline - ContinuousClock.now).milliseconds
        let count = poll(&descriptors, nfds_t(descriptors.count), Int32(max(0, min(left, 250))))
        if count > 0 { return true }
        if left <= 0 { return false }
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, so that what is left of a deadline becomes 0 only once it has passed.
    package var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }

    /// As people say it: `10 s`, `0.3 s`.
    package var inSeconds: String {
        let tenths = (milliseconds + 50) / 100
        return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
}
