/// Takes a kept shell's reply apart while it arrives: bytes in, marks out.
///
/// Whatever stands outside of sections is noise (a message of the day, an echo in a start-up file) and dropped.
struct Reply {
    enum Mark: Hashable {
        case shell(process: Int32)
        case began(Int)
        case ended(Int, status: Int32, output: [UInt8])
        case skipped(Int)
        case finished
    }

    private var output: [UInt8] = []
    private var isInside = false
    private let needle: [UInt8]
    /// Bytes that may hold a marker, or the beginning of one.
    private var pending: [UInt8] = []

    init(nonce: Nonce) { needle = Array("\n\(nonce) ".utf8) }

    /// What the section that runs has printed so far.
    var outputSoFar: [UInt8] { isInside ? output + pending : [] }

    mutating func take(_ bytes: [UInt8]) -> [Mark] {
        pending += bytes
        var marks: [Mark] = []
        var position = 0
        while let start = nextNeedle(from: position) {
            guard let end = pending[(start + needle.count)...].firstIndex(of: lineFeed) else {
                settle(upTo: start, from: position)
                return marks
            }
            if isInside { output += pending[position..<start] }
            position = end + 1
            if let mark = mark(pending[(start + needle.count)..<end]) { marks.append(mark) }
        }
        let kept = max(position, pending.count - needle.count + 1)
        settle(upTo: kept, from: position)
        return marks
    }

    /// Takes the bytes from `position` as output, and leaves those from `end` for the next time.
    private mutating func settle(upTo end: Int, from position: Int) {
        if isInside { output += pending[position..<end] }
        pending.removeSubrange(..<end)
    }

    private func nextNeedle(from position: Int) -> Int? {
        var position = position
        while let start = pending[position...].firstIndex(of: lineFeed), start + needle.count <= pending.count {
            if pending[start..<(start + needle.count)].elementsEqual(needle) { return start }
            position = start + 1
        }
        return nil
    }

    private mutating func mark(_ words: ArraySlice<UInt8>) -> Mark? {
        let words = String(decoding: words, as: UTF8.self).split(separator: " ")
        let numbers = words.dropFirst().compactMap { Int32($0) }
        switch (words.first, numbers.first, numbers.last) {
        case ("p", let process?, _): return .shell(process: process)
        case ("b", let index?, _):
            isInside = true
            return .began(Int(index))
        case ("e", let index?, let status?):
            defer { output = [] }
            isInside = false
            return .ended(Int(index), status: status, output: output)
        case ("s", let index?, _): return .skipped(Int(index))
        case ("z", _, _): return .finished
        default: return nil
        }
    }
}

private let lineFeed = UInt8(ascii: "\n")
