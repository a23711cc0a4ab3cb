/// Whether lines of `passwd(5)` and `group(5)` can hold this as a name, and tools cannot take it for an option.
func isAccountName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.first != UInt8(ascii: "-") && name.utf8.first != UInt8(ascii: "!")
        && !name.utf8.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ",") || $0 < 0x20 || $0 == 0x7F }
}

/// The fields between the colons of a line, also where a field begins with a combining mark.
func fields(_ line: String) -> [String] {
    line.unicodeScalars.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
}

/// A line of `group(5)`.
struct GroupLine {
    let name: String
    let gid: Int
    let members: Set<String>

    init?(_ line: String) {
        let fields = fields(line)
        guard fields.count == 4, let gid = Int(fields[2]) else { return nil }
        name = fields[0]
        self.gid = gid
        members = Set(fields[3].split(separator: ",").map(String.init))
    }
}
