extension Listing {
    package static func read(_ output: [UInt8], status: Int32, for facts: [Listing]) -> [Observation<Seen>] {
        if output == Array("!\n".utf8) { return facts.map { _ in .unavailable("find") } }
        var lines = output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
        guard let now = lines.popFirst().flatMap({ Int(String(decoding: $0, as: UTF8.self)) }) else {
            return facts.map { _ in .unanswered(status) }
        }
        var walks: [Bool: Walk] = [:]
        var walk = Walk(isDeep: true)
        for line in lines {
            guard line.starts(with: "//".utf8) else {
                walk.goOn(line)
                continue
            }
            let record = line.dropFirst(2)
            if record.elementsEqual("deep".utf8) {
                walk = Walk(isDeep: true)
            } else if record.elementsEqual("flat".utf8) {
                walk = Walk(isDeep: false)
            } else if record.elementsEqual(".".utf8) {
                walks[walk.isDeep] = walk
            } else {
                walk.add(record)
            }
        }
        return facts.map { fact in
            guard let walk = walks[fact.isDeep] else { return .unanswered(status) }
            return walk.observation(of: fact, now: now)
        }
    }
}

/// What one `find` came to.
private struct Walk {
    let isDeep: Bool
    /// With whole paths, in the order found.
    private var entries: [(path: [UInt8], record: PathState.Seen, modified: Int)] = []
    private var complaints: [String] = []
    private var lineCount = 0

    init(isDeep: Bool) { self.isDeep = isDeep }

    mutating func add(_ line: ArraySlice<UInt8>) {
        if line.first == UInt8(ascii: "!") {
            complaints.append(String(decoding: line.dropFirst(), as: UTF8.self))
            return
        }
        lineCount += 1
        let fields = line.split(separator: UInt8(ascii: ":"), maxSplits: 7, omittingEmptySubsequences: false)
        guard fields.count == 8 else { return }
        let text = fields.prefix(7).map { String(decoding: $0, as: UTF8.self) }
        guard let state = PathState.Seen(text[0...5].joined(separator: ":")), let modified = Int(text[6]) else {
            return
        }
        entries.append((Array(fields[7]), state, modified))
    }

    /// A line that belongs to the name before it, which holds a newline.
    mutating func goOn(_ line: ArraySlice<UInt8>) {
        lineCount += 1
        guard complaints.isEmpty, !entries.isEmpty else { return }
        entries[entries.count - 1].path += [UInt8(ascii: "\n")] + line
    }

    func observation(of fact: Listing, now: Int) -> Observation<Listing.Seen> {
        let root = Array(fact.path.utf8)
        guard let own = entries.first(where: { $0.path == root }) else {
            if let why = complaint(about: root) { return .failed(why) }
            return lineCount < Listing.limit ? .absent : .failed(Self.tooMany)
        }
        guard own.record.kind == .directory else { return .absent }
        if let why = complaint(about: root) { return .failed(why) }
        let stem = root == [UInt8(ascii: "/")] ? root : root + [UInt8(ascii: "/")]
        // Of a walk that was cut, the directory in which that was and those behind it are not whole.
        if lineCount >= Listing.limit, entries.last.map({ $0.path.starts(with: stem) }) ?? true {
            return .failed(Self.tooMany)
        }
        // A directory that is asked about by itself as well was walked twice.
        var known: Set<[UInt8]> = []
        let below = entries.filter { entry in
            entry.path.count > stem.count && entry.path.starts(with: stem)
                && (fact.isDeep || !entry.path[stem.count...].contains(UInt8(ascii: "/")))
                && known.insert(entry.path).inserted
        }
        let listed = below.map { entry in
            let name = entry.path[stem.count...]
            let text = String(decoding: name, as: UTF8.self)
            return Listing.Entry(
                path: text, isExact: text.utf8.elementsEqual(name), state: entry.record, modified: entry.modified)
        }
        return .present(.init(now: now, entries: listed.sorted { $0.path.comesBefore($1.path) }))
    }

    private static let tooMany = "there is more below it than \(Listing.limit) things"

    /// Why something of a directory was not seen; that something went away meanwhile is none.
    private func complaint(about root: [UInt8]) -> String? {
        let path = String(decoding: root, as: UTF8.self)
        let others = complaints.filter { text in
            !text.hasSuffix("No such file or directory") && !text.hasSuffix("Not a directory")
                && !text.hasSuffix("Broken pipe") && text.contains(path)
        }
        return others.first.map { text in
            let parts = text.split(separator: ":").map { $0.drop { $0 == " " } }
            let reason = parts.last.map { $0.prefix(1).lowercased() + $0.dropFirst() } ?? ""
            return parts.count > 1 ? "\(parts[parts.count - 2]): \(reason)" : reason
        }
    }
}

extension String {
    /// In an order in which what is in a directory follows right behind it.
    fileprivate func comesBefore(_ other: String) -> Bool {
        func rank(_ byte: UInt8) -> UInt8 { byte == UInt8(ascii: "/") ? 0 : byte }
        return utf8.lexicographicallyPrecedes(other.utf8) { rank($0) < rank($1) }
    }
}
