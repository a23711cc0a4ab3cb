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

    /// Reads a line; nil for one that was cut or that a newer version wrote.
    package init?(text: Substring) {
        guard let form = try? JSONDecoder().decode(Form.self, from: Data(text.utf8)) else { return nil }
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
        for line in text.split(separator: "\n") {
            lineCount += 1
            if let line = LedgerLine(text: line) { apply(line) }
        }
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
