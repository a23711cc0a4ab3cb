internal import Actions
internal import Model
internal import YAML

/// A unit file as a mapping of sections to mappings of keys, in the order written.
enum UnitSections {
    static func text(_ sections: Node) -> Payload {
        let blocks = (sections.mapping ?? []).map { section in
            let lines = (section.value.mapping ?? []).flatMap { entry in
                values(entry.value).map { "\(entry.key.string ?? "")=\($0)\n" }
            }
            return "[\(section.key.string ?? "")]\n" + lines.joined()
        }
        return Payload(blocks.joined(separator: "\n"))
    }

    static func problems(_ sections: Node) -> [FieldProblem] {
        guard let blocks = sections.mapping, blocks.allSatisfy({ $0.value.mapping != nil }) else {
            let help = "write it like {Service: {ExecStart: /bin/true}}"
            return [.init("sections", "'sections' takes a mapping of sections to mappings of keys", help: help)]
        }
        let entries = blocks.flatMap { $0.value.mapping ?? [] }
        let names = blocks.map { ($0.key, "section") } + entries.map { ($0.key, "key") }
        return names.compactMap(problem) + entries.compactMap(problem)
    }

    /// Any other name would end its line, or begin one that means something else.
    private static func problem(with key: Node, a kind: String) -> FieldProblem? {
        let name = key.string ?? ""
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard !isName || name.isEmpty else { return nil }
        let help = "letters, digits, '-' and '_' make one"
        return .init("sections", "'\(name)' is no name of a \(kind) of a unit", help: help)
    }

    private static func problem(in entry: Node.Entry) -> FieldProblem? {
        let name = entry.key.string ?? ""
        if entry.value.mapping != nil || entry.value.sequence?.contains(where: { $0.string == nil }) == true {
            return .init("sections", "'\(name)' in 'sections' takes text or a list of text")
        }
        let values = values(entry.value)
        if values.contains(where: { $0.utf8.contains { [0x00, 0x0A, 0x0D].contains($0) } }) {
            return .init("sections", "'\(name)' in 'sections' takes one line, not several")
        }
        guard values.contains(where: { $0.utf8.last == UInt8(ascii: "\\") }) else { return nil }
        let help = "systemd takes it for the sign that the next line goes on"
        return .init("sections", "'\(name)' in 'sections' cannot end with a backslash", help: help)
    }

    private static func values(_ node: Node) -> [String] {
        if let items = node.sequence { return items.compactMap(\.string) }
        return [node.isNull ? "" : node.string ?? ""]
    }
}
