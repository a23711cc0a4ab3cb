/// The difference of two texts as `diff -u` writes it, without the two lines that name the files.
///
/// Lines are compared byte for byte: a carriage return or another normalisation of a letter is a difference.
package struct UnifiedDiff: Sendable, Hashable {
    /// The hunks with their `@@` lines, each line ended by a line break; empty when the texts are the same.
    package let text: String

    /// Compares two texts.
    /// - Parameters:
    ///   - before: the text with the lines that are marked `-`.
    ///   - after: the text with the lines that are marked `+`.
    ///   - context: how many lines that are the same are shown around each change.
    ///   - lineLimit: how many lines are given at most; one that says how many more there are stands for the rest.
    package init(from before: String, to after: String, context: Int = 3, lineLimit: Int = 1_000) {
        var numbers = LineNumbers()
        let (old, new) = (Lines(before), Lines(after))
        let edits = LineEdits(from: old.all.map { numbers[$0] }, to: new.all.map { numbers[$0] })
        let lines = Self.hunks(edits.steps, context: context).flatMap { Self.render($0, old, new) }
        let left = lines.count - lineLimit
        text =
            (left > 1 ? lines.prefix(lineLimit) + ["\\ \(left) more lines"] : lines[...])
            .map { $0 + "\n" }.joined()
    }

    /// Runs of steps that belong together: changes whose contexts touch.
    private static func hunks(_ steps: [LineEdit], context: Int) -> [ArraySlice<LineEdit>] {
        var ranges: [Range<Int>] = []
        for (index, step) in steps.enumerated() {
            if case .keep = step { continue }
            let range = max(0, index - context)..<min(steps.count, index + context + 1)
            if let last = ranges.last, last.upperBound >= range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        return ranges.map { steps[$0] }
    }

    private static func render(_ hunk: ArraySlice<LineEdit>, _ old: Lines, _ new: Lines) -> [String] {
        var (olds, news): ([Int], [Int]) = ([], [])
        var lines: [String] = []
        for step in hunk {
            switch step {
            case .keep(let index, let newIndex):
                olds.append(index)
                news.append(newIndex)
                lines += old.marked(index, " ")
            case .remove(let index):
                olds.append(index)
                lines += old.marked(index, "-")
            case .insert(let index):
                news.append(index)
                lines += new.marked(index, "+")
            }
        }
        return ["@@ -\(extent(olds)) +\(extent(news)) @@"] + lines
    }

    /// `FIRST,COUNT` of the lines of one side; the count is left out where it is one.
    private static func extent(_ indices: [Int]) -> String {
        guard let first = indices.first else { return "0,0" }
        return indices.count == 1 ? "\(first + 1)" : "\(first + 1),\(indices.count)"
    }
}

/// The lines of a text, each with its line break where it has one.
private struct Lines {
    let all: [Substring.UTF8View]

    init(_ text: String) {
        var lines: [Substring.UTF8View] = []
        var rest = text[...].utf8
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(rest[...end])
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { lines.append(rest) }
        all = lines
    }

    func marked(_ index: Int, _ mark: String) -> [String] {
        let line = all[index]
        guard line.last == UInt8(ascii: "\n") else {
            return [mark + String(Substring(line)), "\\ No newline at end of file"]
        }
        return [mark + String(Substring(line.dropLast()))]
    }
}

/// Gives lines of the same bytes the same number.
private struct LineNumbers {
    private var known: [[UInt8]: Int] = [:]

    subscript(line: Substring.UTF8View) -> Int {
        mutating get {
            let bytes = Array(line)
            if let number = known[bytes] { return number }
            known[bytes] = known.count
            return known.count - 1
        }
    }
}
