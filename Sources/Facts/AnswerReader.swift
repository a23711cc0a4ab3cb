/// Walks through what a fact's script printed.
struct AnswerReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes that have not been read yet.
    var rest: ArraySlice<UInt8> { bytes[position...] }

    /// The next byte; nil at the end.
    mutating func byte() -> UInt8? {
        guard position < bytes.count else { return nil }
        position += 1
        return bytes[position - 1]
    }

    /// The next bytes; nil, and nothing is read, where there are not so many.
    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard rest.count >= count else { return nil }
        defer { position += count }
        return Array(rest.prefix(count))
    }

    /// The text up to a byte, which is passed over; nil, and nothing is read, where that byte does not come any more.
    mutating func text(upTo end: UInt8) -> String? {
        guard let found = bytes[position...].firstIndex(of: end) else { return nil }
        defer { position = found + 1 }
        return String(decoding: bytes[position..<found], as: UTF8.self)
    }

    /// The text up to the next newline.
    mutating func line() -> String? { text(upTo: UInt8(ascii: "\n")) }

    /// The text up to the next NUL, with which scripts end what may hold newlines.
    mutating func record() -> String? { text(upTo: 0) }
}

extension Observation {
    /// What is said of a fact when its script ended before it came to it.
    static func unanswered(_ status: Int32) -> Self { .failed("the look ended early, with status \(status)") }
}
