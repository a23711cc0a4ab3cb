import Diagnostics
import YAML

/// Reads an inventory in Ansible's INI form into a builder, reporting all problems of the file.
struct INIInventory {
    private enum Section {
        case hosts, variables, children
        /// After a heading that could not be read: its lines would make no sense.
        case unreadable
    }

    /// A group that is mentioned before it has a section.
    private struct Pending {
        var span: Span
        var parents: [HostGroup.Child] = []
        var isVariables = false
    }

    private var section = Section.hosts
    private var group = "ungrouped"
    private var pending = Table<Pending>()

    static func read(_ source: Source, into builder: inout InventoryBuilder) {
        var reader = INIInventory()
        for line in INILine.all(of: source) {
            do {
                try reader.read(line, into: &builder)
            } catch {
                builder.report(error)
            }
        }
        reader.reportPending(to: &builder)
    }

    private mutating func read(_ line: INILine, into builder: inout InventoryBuilder) throws(Diagnostic) {
        if let heading = INIHeading(line) { return try begin(heading, of: line, in: &builder) }
        if line.text.first == "[", line.text.last == "]" {
            section = .unreadable
            throw Diagnostic("inventory-section", "'\(line.string)' is no section", at: line.span)
                .helping("write it as [group], [group:vars] or [group:children], without blanks")
        }
        switch section {
        case .hosts: try INIHostLine.read(line, group: group, into: &builder)
        case .variables: try variable(line, in: &builder)
        case .children: try child(line, in: &builder)
        case .unreadable: break
        }
    }

    private mutating func begin(
        _ heading: INIHeading, of line: INILine, in builder: inout InventoryBuilder
    ) throws(Diagnostic) {
        group = heading.group
        switch heading.kind {
        case nil, "hosts": section = .hosts
        case "vars": section = .variables
        case "children": section = .children
        case .some(let kind):
            section = .unreadable
            let problem = Diagnostic("inventory-section", "'\(kind)' is no kind of section", at: heading.kindSpan)
            guard let near = kind.closest(of: ["vars", "children", "hosts"]) else {
                throw problem.helping("a section is [group], [group:vars] or [group:children]")
            }
            throw problem.suggesting(near)
        }
        let isVariables = heading.kind == "vars"
        if builder.groups[group] == nil {
            if isVariables, pending[group] == nil {
                pending[group] = Pending(span: heading.groupSpan, isVariables: true)
            }
            builder.addGroup(group, at: heading.groupSpan)
        }
        if !isVariables, let waiting = pending[group] {
            for parent in waiting.parents { builder.addChild(group, to: parent.name, at: parent.span) }
            pending[group] = nil
        }
    }

    private func variable(_ line: INILine, in builder: inout InventoryBuilder) throws(Diagnostic) {
        guard let (name, value) = line.assignment(in: line.text.indices), !name.isEmpty else {
            throw Diagnostic("inventory-variable", "expected 'name=value' in [\(group):vars]", at: line.span)
        }
        let node = PythonLiteral.node(String(line.text[value]), at: line.span(value))
        builder.set([String(line.text[name]): node], ofGroup: group)
    }

    private mutating func child(_ line: INILine, in builder: inout InventoryBuilder) throws(Diagnostic) {
        guard let (range, _) = INIHeading.name(in: line.text, from: 0) else {
            throw Diagnostic("inventory-section", "expected the name of a group in [\(group):children]", at: line.span)
        }
        let (name, span) = (String(line.text[range]), line.span(range))
        if builder.groups[name] != nil { return builder.addChild(name, to: group, at: span) }
        if pending[name] == nil { pending[name] = Pending(span: span) }
        pending.update(name) { $0.parents.append(.init(name: group, span: span)) }
    }

    private func reportPending(to builder: inout InventoryBuilder) {
        for name in pending.names {
            guard let waiting = pending[name] else { continue }
            let other = name.closest(of: builder.groups.names.filter { $0 != name })
            let problem = Diagnostic("unknown-group", "no section says what group '\(name)' is", at: waiting.span)
            builder.report(
                other.map { problem.suggesting($0) } ?? problem.helping("an empty section [\(name)] will do"))
        }
    }
}
