package import Diagnostics

/// Reads the files of the zone database, TZif: RFC 8536, versions 1 to 4.
extension Zone {
    /// - Parameters:
    ///   - name: What the zone is called.
    ///   - bytes: The content of its file.
    /// - Throws: `zone-file`, where that is no such file or a damaged one.
    package init(named name: String, file bytes: [UInt8]) throws(Diagnostic) {
        var reader = ZoneFileReader(bytes: bytes)
        guard let header = reader.header() else {
            throw Diagnostic("zone-file", "the file of the time zone '\(name)' is no time zone file")
        }
        let damaged = Diagnostic("zone-file", "the file of the time zone '\(name)' is damaged")
        guard header.version > 0 else {
            guard let block = reader.block(header, width: 4) else { throw damaged }
            self.init(name: name, first: block.first, changes: block.changes, rule: nil)
            return
        }
        // The first block is for readers that know no other.
        reader.skip(header.length(width: 4))
        guard let header = reader.header(), let block = reader.block(header, width: 8), let footer = reader.footer()
        else { throw damaged }
        guard header.leapCount == 0 else {
            throw Diagnostic("zone-file", "the time zone '\(name)' counts leap seconds, as clocks do not")
        }
        let rule = footer.isEmpty ? nil : PosixZone(footer)
        guard footer.isEmpty || rule != nil else { throw damaged }
        self.init(name: name, first: block.first, changes: block.changes, rule: rule)
    }
}

private struct ZoneFileReader {
    struct Header {
        var version: Int
        var isUTCCount, isStandardCount, leapCount, changeCount, typeCount, nameLength: Int

        func length(width: Int) -> Int {
            changeCount * (width + 1) + typeCount * 6 + nameLength + leapCount * (width + 4) + isStandardCount
                + isUTCCount
        }
    }

    private let bytes: [UInt8]
    private var place = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func skip(_ count: Int) { place += count }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard place <= bytes.count, count <= bytes.count - place else { return nil }
        place += count
        return bytes[(place - count)..<place]
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        let value = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return bytes.count == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(Int64(bitPattern: value))
    }

    mutating func header() -> Header? {
        guard let magic = take(4), magic.elementsEqual("TZif".utf8), let version = take(16)?.first else { return nil }
        let counts = (0..<6).compactMap { _ in take(4).map(Self.number) }
        guard counts.count == 6, counts.allSatisfy({ $0 >= 0 }), counts[4] > 0 else { return nil }
        return Header(
            version: version == 0 ? 0 : Int(version) - 48, isUTCCount: counts[0], isStandardCount: counts[1],
            leapCount: counts[2], changeCount: counts[3], typeCount: counts[4], nameLength: counts[5])
    }

    mutating func block(_ header: Header, width: Int) -> (first: Zone.Clock, changes: [(at: Int, clock: Zone.Clock)])? {
        guard let times = take(header.changeCount * width), let indices = take(header.changeCount),
            let types = take(header.typeCount * 6), let names = take(header.nameLength),
            take(header.leapCount * (width + 4) + header.isStandardCount + header.isUTCCount) != nil
        else { return nil }
        let clocks = stride(from: types.startIndex, to: types.endIndex, by: 6).compactMap { start in
            Self.clock(types[start..<(start + 6)], names)
        }
        guard clocks.count == header.typeCount, indices.allSatisfy({ Int($0) < clocks.count }) else { return nil }
        let starts = stride(from: times.startIndex, to: times.endIndex, by: width).map { start in
            Self.number(times[start..<(start + width)])
        }
        // Some files begin at the birth of the universe, which is out of reckoning's range.
        let changes = zip(starts, indices).filter { abs($0.0) < 1 << 55 }.map { (at: $0.0, clock: clocks[Int($0.1)]) }
        guard zip(starts, starts.dropFirst()).allSatisfy(<) else { return nil }
        return (clocks[0], changes)
    }

    private static func clock(_ type: ArraySlice<UInt8>, _ names: ArraySlice<UInt8>) -> Zone.Clock? {
        let offset = number(type.prefix(4))
        let name = names.dropFirst(Int(type[type.startIndex + 5])).prefix { $0 != 0 }
        guard abs(offset) < 7 * 86_400, type[type.startIndex + 4] < 2 else { return nil }
        return Zone.Clock(
            offset: offset, isDaylight: type[type.startIndex + 4] == 1,
            abbreviation: String(decoding: name, as: UTF8.self))
    }

    /// The line behind the second block.
    mutating func footer() -> String? {
        guard take(1)?.first == 10 else { return nil }
        let line = bytes[place...].prefix { $0 != 10 }
        guard place + line.count < bytes.count else { return nil }
        return String(decoding: line, as: UTF8.self)
    }
}
