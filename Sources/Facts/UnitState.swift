internal import Shell

/// What systemd knows of a unit; absent where it knows no such unit.
package struct UnitState: Fact {
    package struct Seen: Sendable, Hashable {
        /// The unit's real name: for an alias, that of the unit it stands for.
        package var id = ""
        /// Whether systemd could read it: `loaded`, `masked`, `error`, `bad-setting`.
        package var loadState = ""
        /// What it does: `active`, `inactive`, `failed`, `activating`, `deactivating`, `reloading`.
        package var activeState = ""
        /// The same in the words of the unit's type: `running`, `exited`, `dead`, `listening`.
        package var subState = ""
        /// `enabled`, `disabled`, `static`, `masked`, `generated` …; empty where the unit has no file.
        package var unitFileState = ""
        /// `simple`, `oneshot` …; empty for what is no service.
        package var type = ""
        /// How its last run ended: `success`, `exit-code`, `timeout` and so on.
        package var result = ""
        /// Identifies the run since its last start; nil while it has not been started.
        package var invocationID: String?
        package var needsReload = false
        package var fragmentPath: String?
        /// Microseconds since boot when it last became active; nil while it has not.
        package var activeSince: Int?

        package init() {}

        package var isMasked: Bool { loadState == "masked" }
    }

    package static let kind = "unit"
    package static let summary = "what systemd knows of a unit"
    package static let cost = Cost.cheap

    /// With its suffix: `nginx.service`.
    package var name: String

    package init(_ name: String) { self.name = name }
}

extension UnitState {
    /// Whether `systemctl` takes the name as it is: with a suffix, no pattern, no template without an instance.
    ///
    /// `systemd.unit(5)` has the letters.
    private var isUnitName: Bool {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex, name.last != ".", name.utf8.count < 256,
            name.utf8.first != UInt8(ascii: "-")
        else { return false }
        return !name[..<dot].hasSuffix("@")
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."), UInt8(ascii: "\\"), UInt8(ascii: "@"):
                    true
                default: false
                }
            }
    }

    private static let properties = [
        "Id", "LoadState", "ActiveState", "SubState", "UnitFileState", "Type", "Result", "InvocationID",
        "NeedDaemonReload", "FragmentPath", "ActiveEnterTimestampMonotonic",
    ]

    package static func script(_ facts: [UnitState]) -> String {
        let names = facts.filter(\.isUnitName).map(\.name)
        let list = properties.joined(separator: ",")
        return """
            if ! command -v systemctl >/dev/null || ! [ -d /run/systemd/system ]; then echo none; exit; fi
            \(names.isEmpty ? ":" : "LC_ALL=C systemctl show --no-pager -p \(list) -- \(names.shellWords) 2>&1")
            """
    }

    /// Blocks of `KEY=VALUE` with an empty line between them, in the order of the names.
    package static func read(_ output: [UInt8], status: Int32, for facts: [UnitState]) -> [Observation<Seen>] {
        var reader = AnswerReader(output)
        var blocks: [[String: String]] = [[:]]
        var complaint: String?
        while let line = reader.line() {
            if line == "none" { return facts.map { _ in .unavailable("systemd") } }
            if line.isEmpty {
                blocks.append([:])
            } else if let equals = line.firstIndex(of: "=") {
                blocks[blocks.count - 1][String(line[..<equals])] = String(line[line.index(after: equals)...])
            } else {
                complaint = complaint ?? line
            }
        }
        var answers = blocks.filter { !$0.isEmpty }[...]
        let isWhole = status == 0 && answers.count == facts.count(where: \.isUnitName)
        return facts.map { fact in
            guard fact.isUnitName else { return .failed("'\(fact.name)' is no name of a unit") }
            guard isWhole, let block = answers.popFirst() else {
                return .failed(complaint ?? "systemctl ended with status \(status)")
            }
            return block["LoadState"] == "not-found" ? .absent : .present(Seen(block))
        }
    }
}

extension UnitState.Seen {
    fileprivate init(_ properties: [String: String]) {
        func text(_ key: String) -> String { properties[key] ?? "" }
        func known(_ key: String) -> String? { text(key).isEmpty ? nil : text(key) }
        id = text("Id")
        loadState = text("LoadState")
        activeState = text("ActiveState")
        subState = text("SubState")
        unitFileState = text("UnitFileState")
        type = text("Type")
        result = text("Result")
        invocationID = known("InvocationID")
        needsReload = text("NeedDaemonReload") == "yes"
        fragmentPath = known("FragmentPath")
        activeSince = Int(text("ActiveEnterTimestampMonotonic")).flatMap { $0 > 0 ? $0 : nil }
    }
}
