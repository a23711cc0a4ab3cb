extension PathState {
    package static func read(_ output: [UInt8], status: Int32, for facts: [PathState]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        if output == Array("!\n".utf8) { return facts.map { _ in .unavailable("stat") } }
        var observations: [Observation<Seen>] = []
        for batch in batches(facts) {
            guard let seen = PathStateReader.read(batch, &reader) else { break }
            observations += seen
        }
        let missing = facts.count - observations.count
        return observations + Array(repeating: .unanswered(status), count: missing)
    }

    /// The path behind the last mark, with those whose marks may have been held back; where all marks of a batch are there,
    /// the files that were being digested.
    package static func suspects(_ facts: [PathState], after output: [UInt8]) -> [PathState] {
        var reader = AnswerReader(output)
        for batch in batches(facts) {
            var begun = reader
            if PathStateReader.read(batch, &reader) != nil { continue }
            guard let marks = begun.line() else {
                let touched = begun.rest.count
                guard touched < batch.count else { return batch }
                return Array(batch[touched...].prefix(run).prefix { $0.folder == batch[touched].folder })
            }
            let digested = zip(marks.utf8, batch).filter { $0.0 == UInt8(ascii: "s") }.map { $0.1 }
            return digested.isEmpty ? batch : digested
        }
        return facts
    }

    /// The path up to its last slash.
    private var folder: [UInt8] { path.utf8.lastIndex(of: UInt8(ascii: "/")).map { Array(path.utf8[..<$0]) } ?? [] }
}

/// Reads what the look at one batch of paths printed; the script says how it is written.
private struct PathStateReader {
    private var seen: [Observation<PathState.Seen>]
    private let marks: [UInt8]

    /// Nil where the output ends too early.
    static func read(_ facts: [PathState], _ reader: inout AnswerReader) -> [Observation<PathState.Seen>]? {
        guard let marks = reader.line(), marks.utf8.count == facts.count else { return nil }
        var look = Self(seen: Array(repeating: .absent, count: facts.count), marks: Array(marks.utf8))
        guard look.readStates(&reader), look.readTargets(&reader), look.readDigests(&reader),
            look.readAbsences(&reader)
        else { return nil }
        return look.seen
    }

    private func indices(_ wanted: String) -> [Int] { marks.indices.filter { wanted.utf8.contains(marks[$0]) } }

    private mutating func readStates(_ reader: inout AnswerReader) -> Bool {
        for index in indices("DFONsute") {
            guard let record = reader.record() else { return false }
            if record.utf8.first == UInt8(ascii: "!") {
                seen[index] = Self.missing(String(record.dropFirst()))
            } else if let state = PathState.Seen(record) {
                seen[index] = .present(state)
            } else {
                seen[index] = .failed("'stat' said '\(record)'")
            }
        }
        return true
    }

    private mutating func readTargets(_ reader: inout AnswerReader) -> Bool {
        for index in indices("DFON") {
            guard let record = reader.record() else { return false }
            guard case .present(var state) = seen[index] else { continue }
            if state.kind != .link || record.utf8.first != UInt8(ascii: "=") {
                seen[index] = .failed("changed while it was looked at")
                continue
            }
            state.target = String(decoding: record.utf8.dropFirst(), as: UTF8.self)
            switch Unicode.Scalar(marks[index]) {
            case "D": state.leadsTo = .directory
            case "F": state.leadsTo = .file
            case "O": state.leadsTo = .other
            default: state.leadsTo = .nothing
            }
            seen[index] = .present(state)
        }
        return true
    }

    private mutating func readDigests(_ reader: inout AnswerReader) -> Bool {
        for index in indices("sut") {
            let digest: Observation<String>
            switch Unicode.Scalar(marks[index]) {
            case "u": digest = .failed("permission denied")
            case "t": digest = .unavailable("sha256sum")
            default:
                guard var record = reader.record() else { return false }
                while record.utf8.starts(with: ".\n".utf8) { record = String(record.unicodeScalars.dropFirst(2)) }
                // The name comes behind it, and a backslash before it where that is written in another way.
                if record.utf8.first == UInt8(ascii: "\\") { record = String(record.unicodeScalars.dropFirst()) }
                if record.utf8.first != UInt8(ascii: "!"), let space = record.utf8.firstIndex(of: UInt8(ascii: " ")) {
                    record = String(record[..<space])
                }
                let isDigest = record.utf8.count == 64 && record.utf8.allSatisfy { $0 != UInt8(ascii: "!") }
                digest = isDigest ? .present(record) : .failed(Self.reason(String(record.dropFirst())))
            }
            guard case .present(var state) = seen[index] else { continue }
            state.digest = digest
            seen[index] = .present(state)
        }
        return true
    }

    private mutating func readAbsences(_ reader: inout AnswerReader) -> Bool {
        for index in indices("m") {
            guard let record = reader.record() else { return false }
            seen[index] =
                record.utf8.first == UInt8(ascii: "!")
                ? .failed("changed while it was looked at") : Self.missing(record)
        }
        return true
    }

    /// What a look that failed means: that nothing is there only if the system says just that.
    private static func missing(_ message: String) -> Observation<PathState.Seen> {
        switch message {
        case "No such file or directory", "Not a directory": .absent
        default: .failed(reason(message))
        }
    }

    /// The system's message within a sentence.
    private static func reason(_ message: String) -> String { message.prefix(1).lowercased() + message.dropFirst() }
}

extension PathState.Seen {
    /// From `MODE:SIZE:UID:GID:USER:GROUP`, the mode in hexadecimal with the bits of the kind.
    init?(_ record: String) {
        let fields = record.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 6, let mode = Int(fields[0], radix: 16), let kind = PathState.Kind(mode: mode),
            let size = Int(fields[1]), let uid = Int(fields[2]), let gid = Int(fields[3])
        else { return nil }
        func name(_ field: String) -> String? { field == "UNKNOWN" || Int(field) != nil ? nil : field }
        self.init(
            kind: kind, mode: mode & 0o7777, owner: .init(id: uid, name: name(fields[4])),
            group: .init(id: gid, name: name(fields[5])), size: kind == .file ? size : 0)
    }
}

extension PathState.Kind {
    /// From the bits of `st_mode`; `inode(7)`.
    fileprivate init?(mode: Int) {
        switch mode & 0o170000 {
        case 0o100000: self = .file
        case 0o040000: self = .directory
        case 0o120000: self = .link
        case 0o010000: self = .fifo
        case 0o140000: self = .socket
        case 0o060000: self = .block
        case 0o020000: self = .character
        default: return nil
        }
    }
}
