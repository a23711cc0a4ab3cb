/// A change of some lines of a text file, told by what those lines say: so that several edits of one file go together,
/// and what somebody else adds meanwhile stays.
package struct TextEdit: Sendable, Hashable {
    /// What is taken out.
    package enum Old: Sendable, Hashable {
        case nothing
        /// Every line that is one of these.
        case every([String])
        /// The last line that is this one.
        case last(String)
        /// Every run of lines from one of the opening ones to one of the closing ones.
        case blocks(opening: [String], closing: [String])
    }

    /// Where new lines go if nothing is taken out; the end where there is no such line.
    package enum Place: Sendable, Hashable {
        case end, beginning
        /// Behind the last line that is this one.
        case after(String)
        /// Before the last line that is this one.
        case before(String)
    }

    package var old: Old
    /// Put where the first of the old lines was.
    ///
    /// None of them holds a newline.
    package var new: [String]
    package var place: Place

    package init(_ old: Old, to new: [String], at place: Place = .end) {
        self.old = old
        self.new = new
        self.place = place
    }

    /// The edit as the node reads it: a line for each thing, its first letter saying what it is.
    package var payload: Payload {
        var lines: [String] =
            switch old {
            case .nothing: []
            case .every(let lines): lines.map { "x" + $0 }
            case .last(let line): ["l" + line]
            case .blocks(let opening, let closing): opening.map { "o" + $0 } + closing.map { "c" + $0 }
            }
        switch place {
        case .end: break
        case .beginning: lines.append("t")
        case .after(let line): lines.append("a" + line)
        case .before(let line): lines.append("b" + line)
        }
        return Payload((lines + new.map { "n" + $0 } + ["."]).map { $0 + "\n" }.joined())
    }
}
