internal import Shell

/// All of a text file, for types that look after some of its lines.
///
/// Absent where there is no regular file, and a link counts as none: what is there instead, or why nobody can tell,
/// `PathState` says.
package struct FileLines: Fact {
    package struct Seen: Sendable, Hashable {
        /// Every byte of it.
        package var bytes: [UInt8]

        package init(bytes: [UInt8]) { self.bytes = bytes }

        /// Its lines without their newlines; a last line without one counts too.
        ///
        /// Nil stands for one that is no UTF-8.
        package var lines: [String?] {
            var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            if lines.last?.isEmpty == true { lines.removeLast() }
            return lines.map { String(validating: $0, as: UTF8.self) }
        }
    }

    package static let kind = "lines"
    package static let summary = "what a file holds, to edit or compare its lines"
    package static let cost = Cost.cheap
    /// Bytes; a file that is larger is not read.
    package static let limit = 1 << 20

    /// Absolute.
    package var path: String

    package init(_ path: String) { self.path = path }
}

// Canonically equivalent names are equal Strings but different files.
extension FileLines {
    package static func == (lhs: Self, rhs: Self) -> Bool { lhs.path.utf8.elementsEqual(rhs.path.utf8) }

    package func hash(into hasher: inout Hasher) {
        for byte in path.utf8 { hasher.combine(byte) }
    }
}

extension FileLines {
    /// One `stat` and one `cat`, whatever the number of files.
    package static func script(_ facts: [FileLines]) -> String {
        let calls = batches(facts).map { "look " + $0.map(\.path).shellWords }
        return ([functions] + calls).joined(separator: "\n")
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [FileLines]) -> [Observation<Seen>] {
        if output == Array("!\n".utf8) { return facts.map { _ in .unavailable("stat") } }
        var reader = AnswerReader(output)
        var observations: [Observation<Seen>] = []
        for batch in batches(facts) {
            guard let seen = reader.texts(count: batch.count) else { break }
            observations += seen
        }
        // Where one file changed its size between two tools, no text can be trusted to begin where it should.
        if observations.count == facts.count, !reader.rest.isEmpty {
            return facts.map { _ in .failed("changed while it was looked at") }
        }
        let missing = facts.count - observations.count
        return observations + Array(repeating: .unanswered(status), count: missing)
    }

    /// The facts in runs that fit into the arguments of one program, whatever the system.
    private static func batches(_ facts: [FileLines]) -> [[FileLines]] {
        var batches: [[FileLines]] = []
        var room = 0
        for fact in facts {
            room -= fact.path.utf8.count + 16
            if room < 0 || batches.isEmpty {
                batches.append([])
                room = 96 << 10
            }
            batches[batches.count - 1].append(fact)
        }
        return batches
    }

    /// For the paths of a batch: a mark for each (`m` no regular file, `u` one that cannot be read, `s` one that is
    /// shown) and a newline; the size of each that is shown, on a line; then the bytes of those that are not too large.
    static let functions = #"""
        LC_ALL=C
        export LC_ALL
        set -f
        command -v stat >/dev/null || { echo '!'; exit; }
        sizes() {
            if [ -d /proc/self ]; then stat -c %s -- "$@"
            else stat -f %z -- "$@"; fi
        }
        shown() {
            sizes=$(sizes "$@") || exit
            printf '%s\n' "$sizes"
            i=0
            small=
            for size in $sizes; do
                i=$((i + 1))
                [ "$size" -gt 1048576 ] || small="$small \"\${$i}\""
            done
            [ -z "$small" ] || eval "cat -- $small"
        }
        look() {
            i=0
            there=
            for path in "$@"; do
                i=$((i + 1))
                if [ -L "$path" ] || ! [ -f "$path" ]; then printf m
                elif ! [ -r "$path" ]; then printf u
                else
                    there="$there \"\${$i}\""
                    printf s
                fi
            done
            echo
            [ -z "$there" ] || eval "shown $there"
        }
        """#
}

extension AnswerReader {
    /// What one batch of paths came to; nil where the output ends too early.
    fileprivate mutating func texts(count: Int) -> [Observation<FileLines.Seen>]? {
        guard let marks = line(), marks.utf8.count == count else { return nil }
        var sizes: [Int] = []
        for _ in 0..<marks.utf8.count(where: { $0 == UInt8(ascii: "s") }) {
            guard let size = line().flatMap({ Int($0) }) else { return nil }
            sizes.append(size)
        }
        var texts: [Observation<FileLines.Seen>] = []
        var next = sizes.makeIterator()
        for mark in marks.utf8 {
            switch Unicode.Scalar(mark) {
            case "m": texts.append(.absent)
            case "u": texts.append(.failed("permission denied"))
            default:
                guard let size = next.next() else { return nil }
                if size > FileLines.limit {
                    texts.append(.failed("is larger than 1 MiB, too large for edits of its lines"))
                } else if let bytes = bytes(size) {
                    texts.append(.present(.init(bytes: bytes)))
                } else {
                    return nil
                }
            }
        }
        return texts
    }
}
