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
    /// One `stat` and one `cat`, whatever the number of files; one more program for each that is too long.
    package static func script(_ facts: [FileText]) -> String {
        let calls = batches(facts).map { batch in "texts \(batch[0].limit) " + batch.map(\.path).shellWords }
        return ([functions] + calls).joined(separator: "\n")
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [FileText]) -> [Observation<Seen>] {
        if output == Array("!\n".utf8) { return facts.map { _ in .unavailable("stat") } }
        var reader = AnswerReader(output)
        var observations: [Observation<Seen>] = []
        for batch in batches(facts) {
            guard let seen = reader.texts(of: batch) else { break }
            observations += seen
        }
        // Where one file changed its size between two tools, no text can be trusted to begin where it should.
        if observations.count == facts.count, !reader.rest.isEmpty {
            return facts.map { _ in .failed("changed while it was looked at") }
        }
        return observations + Array(repeating: .unanswered(status), count: facts.count - observations.count)
    }

    /// The facts in runs of one limit that fit into the arguments of one program, whatever the system.
    private static func batches(_ facts: [FileText]) -> [[FileText]] {
        var batches: [[FileText]] = []
        var room = 0
        for fact in facts {
            room -= fact.path.utf8.count + 16
            if room < 0 || batches.last?.last?.limit != fact.limit {
                batches.append([])
                room = 96 << 10
            }
            batches[batches.count - 1].append(fact)
        }
        return batches
    }

    /// For the paths of a batch: a mark for each (`m` missing, `o` no regular file, `u` one that cannot be read, `s` one
    /// that is shown) and a newline; for each that is missing why, for each that is shown its size, on lines; the bytes
    /// of those within the limit, and then the beginnings of the others.
    private static let functions = #"""
        LC_ALL=C
        export LC_ALL
        set -f
        command -v stat >/dev/null || { echo '!'; exit; }
        sizes() {
            if [ -d /proc/self ]; then stat -L -c %s -- "$@"
            else stat -L -f %z -- "$@"; fi
        }
        shown() {
            limit=$1
            shift
            sizes=$(sizes "$@") || exit
            printf '%s\n' "$sizes"
            i=0
            small=
            for size in $sizes; do
                i=$((i + 1))
                [ "$size" -gt "$limit" ] || small="$small \"\${$i}\""
            done
            [ -z "$small" ] || eval "cat -- $small"
            for size in $sizes; do
                [ "$size" -le "$limit" ] || head -c "$((limit + 1))" <"$1"
                shift
            done
        }
        # LIMIT PATH...
        texts() {
            limit=$1
            shift
            i=0
            there=
            gone=
            for path in "$@"; do
                i=$((i + 1))
                if ! [ -e "$path" ]; then
                    gone="$gone \"\${$i}\""
                    printf m
                elif ! [ -f "$path" ]; then printf o
                elif ! [ -r "$path" ]; then printf u
                else
                    there="$there \"\${$i}\""
                    printf s
                fi
            done
            echo
            # One by one: a name can look like a message.
            [ -z "$gone" ] || eval "reasons $gone"
            [ -z "$there" ] || eval "shown $limit $there"
        }
        reasons() {
            for path in "$@"; do
                why=$(ls -Ld -- "$path" 2>&1 >/dev/null)
                printf '%s\n' "${why##*: }"
            done
        }
        """#
}

extension AnswerReader {
    /// What one batch of paths came to; nil where the output ends too early.
    fileprivate mutating func texts(of batch: [FileText]) -> [Observation<FileText.Seen>]? {
        guard let marks = line()?.utf8, marks.count == batch.count else { return nil }
        var answers: [Int: Observation<FileText.Seen>] = [:]
        for (index, mark) in marks.enumerated() where mark == UInt8(ascii: "m") {
            guard let why = line() else { return nil }
            let isAbsent = ["No such file or directory", "Not a directory"].contains(why)
            answers[index] = isAbsent ? .absent : .failed(why)
        }
        var shown: [(index: Int, size: Int)] = []
        for (index, mark) in marks.enumerated() {
            switch mark {
            case UInt8(ascii: "m"): continue
            case UInt8(ascii: "o"): answers[index] = .failed("is no regular file")
            case UInt8(ascii: "u"): answers[index] = .failed("permission denied")
            default:
                guard let size = line().flatMap({ Int($0) }) else { return nil }
                shown.append((index, size))
            }
        }
        let long = shown.filter { $0.size > batch[0].limit }
        for (index, size) in shown.filter({ $0.size <= batch[0].limit }) + long {
            guard let bytes = bytes(min(size, batch[0].limit + 1)) else { return nil }
            answers[index] = .present(FileText.Seen(bytes, limit: batch[0].limit))
        }
        return batch.indices.compactMap { answers[$0] }
    }
}

extension FileText.Seen {
    /// From at most one byte more than the limit.
    fileprivate init(_ all: [UInt8], limit: Int) {
        let isTruncated = all.count > limit
        var bytes = Array(all.prefix(limit))
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
