internal import FoundationEssentials

/// One line of a ledger as it stands on the node: compact JSON, one thing said.
///
/// Keys: `own` (a claim is managed), `drop` (a claim is no longer), `stamp` (an address restarted or ran well),
/// `void` (an address owes a restart, because `of` is about to change).
package enum LedgerLine: Sendable, Hashable {
    case own(Ledger.Entry)
    case drop(Claim)
    case stamp(Address, Stamp)
    case void(Address, of: Address)
}

extension LedgerLine {
    /// The line without its line break.
    package var text: String {
        var form = Form()
        switch self {
        case .own(let entry): form.own = entry
        case .drop(let claim): form.drop = claim
        case .stamp(let address, let stamp): (form.address, form.stamp) = (address, stamp)
        case .void(let address, let cause): (form.void, form.of) = (address, cause)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(form) else {
            preconditionFailure("a ledger line is text and cannot fail to encode")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads lines, each without its line break; nil for those that were cut or that a newer version wrote.
    ///
    /// All at once where all can be read: one by one takes several times longer.
    package static func read(_ lines: [Substring]) -> [Self?] {
        let decoder = JSONDecoder()
        let whole = Data("[\(lines.joined(separator: ","))]".utf8)
        if let forms = try? decoder.decode([Form].self, from: whole), forms.count == lines.count {
            return forms.map { Self($0) }
        }
        return lines.map { line in (try? decoder.decode(Form.self, from: Data(line.utf8))).flatMap { Self($0) } }
    }

    private init?(_ form: Form) {
        if let entry = form.own {
            self = .own(entry)
        } else if let claim = form.drop {
            self = .drop(claim)
        } else if let address = form.address, let stamp = form.stamp {
            self = .stamp(address, stamp)
        } else if let address = form.void, let cause = form.of {
            self = .void(address, of: cause)
        } else {
            return nil
        }
    }

    private struct Form: Codable {
        var own: Ledger.Entry?
        var drop: Claim?
        var address: Address?
        var stamp: Stamp?
        var void: Address?
        var of: Address?
    }
}

extension Ledger {
    /// Reads the file's text; lines that cannot be read are passed over.
    package init(text: String) {
        self.init()
        let lines = LedgerLine.read(text.split(separator: "\n"))
        lineCount = lines.count
        for line in lines { if let line { apply(line) } }
    }

    /// Takes in what a line says.
    package mutating func apply(_ line: LedgerLine) {
        switch line {
        case .own(let entry): entries[entry.claim] = entry
        case .drop(let claim):
            entries[claim] = nil
        case .stamp(let address, let stamp): stamps[address] = stamp
        case .void(let address, let cause): stamps[address]?.signatures[cause.description] = nil
        }
    }

    /// The fewest lines that say all of it.
    package var lines: [LedgerLine] {
        entries.values.sorted { $0.claim < $1.claim }.map { .own($0) }
            + stamps.sorted { $0.key < $1.key }.map { .stamp($0.key, $0.value) }
    }

    /// Whether most of the file's lines are out of date.
    package var wantsCompaction: Bool { lineCount > 64 && lineCount > 3 * (entries.count + stamps.count) }
}
