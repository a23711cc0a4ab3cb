internal import FoundationEssentials
internal import Shell

/// The content of a regular file, to show how it differs.
///
/// Asked only where a change is known.
package struct FileText: Fact {
    package struct Seen: Sendable, Hashable {
        /// The text; empty where the content is not UTF-8 or holds NUL.
        package var text: String
        package var isBinary: Bool
        /// There is more than `limit` bytes; `text` is the beginning.
        package var isTruncated: Bool

        package init(text: String, isBinary: Bool = false, isTruncated: Bool = false) {
            self.text = text
            self.isBinary = isBinary
            self.isTruncated = isTruncated
        }
    }

    package static let kind = "text"
    package static let summary = "what a file holds, where it differs, to show how"
    package static let cost = Cost.slow

    /// Absolute.
    package var path: String
    /// Bytes at most.
    package var limit: Int

    package init(_ path: String, limit: Int = 256 << 10) {
        self.path = path
        self.limit = limit
    }
}

// Canonically equivalent names are equal Strings but different files.
extension FileText {
    package static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.limit == rhs.limit && lhs.path.utf8.elementsEqual(rhs.path.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(limit)
        for byte in path.utf8 { hasher.combine(byte) }
    }
}

extension FileText {
    package static func script(_ facts: [FileText]) -> String {
        let calls = facts.map { "text \($0.path.shellQuoted) \($0.limit + 1)" }
        return ([function] + calls).joined(separator: "\n")
    }

    /// For each: lines of base64 up to an empty one, or a line that begins with `-` (there is no such file) or `!` and
    /// says why there is no text.
    package static func read(_ output: [UInt8], status: Int32, for facts: [FileText]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        return facts.map { fact in
            var encoded: [UInt8] = []
            while let line = reader.line() {
                if line.isEmpty { return Seen(encoded, limit: fact.limit).map { .present($0) } ?? .failed("was cut") }
                if line == "-" { return .absent }
                if line.hasPrefix("!") { return .failed(String(line.dropFirst())) }
                encoded += line.utf8
            }
            return .unanswered(status)
        }
    }

    private static let function = #"""
        LC_ALL=C
        export LC_ALL
        text() {
            if ! [ -f "$1" ]; then
                why=$(ls -d -- "$1" 2>&1 >/dev/null)
                case ${why##*: } in
                ('') echo '!is no regular file' ;;
                ('No such file or directory'|'Not a directory') echo - ;;
                (*) printf '!%s\n' "${why##*: }" ;;
                esac
            elif ! [ -r "$1" ]; then echo '!permission denied'
            elif command -v base64 >/dev/null; then
                head -c "$2" <"$1" | base64
                echo
            else echo '!there is no base64 to send it with'; fi
        }
        """#
}

extension FileText.Seen {
    /// From base64 of at most one byte more than the limit; nil where that is no base64.
    fileprivate init?(_ encoded: [UInt8], limit: Int) {
        guard let data = Data(base64Encoded: Data(encoded)) else { return nil }
        let isTruncated = data.count > limit
        var bytes = Array(data.prefix(limit))
        if isTruncated { bytes.removeLast(Self.cutCharacter(bytes)) }
        let text = bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
        self.init(text: text ?? "", isBinary: text == nil, isTruncated: isTruncated)
    }

    /// How many bytes at the end begin a character that the limit cut.
    private static func cutCharacter(_ bytes: [UInt8]) -> Int {
        let tail = bytes.suffix(4).reversed()
        guard let lead = tail.firstIndex(where: { $0 & 0xC0 != 0x80 }) else { return 0 }
        let count = tail.distance(from: tail.startIndex, to: lead) + 1
        let length = (~tail[lead]).leadingZeroBitCount
        return length > count ? count : 0
    }
}
