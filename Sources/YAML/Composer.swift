internal import Diagnostics

/// Builds nodes out of libyaml's events.
struct Composer: ~Copyable {
    enum Duplicates { case areProblems, areWarnings }

    /// How deep collections may be nested; far more than anyone writes, and little enough for any thread's stack.
    static let deepest = 100
    /// How many nodes aliases may stand for in all: a bound on what a few lines can blow up to.
    static let mostAliased = 500_000

    private struct Anchored {
        var node: Node
        var size: Int
    }

    let source: Source
    private let lines: [Substring]
    let duplicates: Duplicates
    var problems: [Diagnostic] = []
    private(set) var warnings: [Diagnostic] = []
    private var events: EventParser
    private var anchors: [String: Anchored] = [:]
    /// Anchors whose node is still being read.
    private var open: Set<String> = []
    /// Nodes so far, those that aliases stand for counted each time.
    private var size = 0
    private var aliased = 0
    private var depth = 0

    init(source: Source, duplicates: Duplicates) {
        self.source = source
        lines = source.lines
        self.duplicates = duplicates
        events = EventParser(source: source)
    }

    /// All documents; where `problems` are left behind, what they are about is missing or one of two values.
    ///
    /// Throws where the syntax breaks, for nothing can be told of what comes behind.
    mutating func documents() throws(Problems) -> [Node] {
        if let problem = source.unreadableCharacter { throw Problems([problem]) }
        var nodes: [Node] = []
        do {
            reading: while true {
                let event = try next()
                switch event.kind {
                case .streamEnd: break reading
                case .streamStart, .documentEnd: continue
                case .documentStart: anchors = [:]
                default: nodes.append(try node(startingWith: event))
                }
            }
        } catch {
            throw Problems((problems + [error]).inOrder)
        }
        // A file of comments, or one `---`, holds nothing.
        if nodes.count == 1, nodes[0].isEmpty { return [] }
        return nodes
    }

    private mutating func next() throws(Diagnostic) -> Event {
        switch events.next() {
        case .event(let event): return event
        case .failure(let failure): throw Slip(source: source).diagnostic(for: failure)
        }
    }

    private mutating func node(startingWith event: Event) throws(Diagnostic) -> Node {
        let sizeBefore = size
        size += 1
        if case .alias(let name) = event.kind { return try alias(name, at: event.span) }
        if let anchor = event.anchor { open.insert(anchor) }
        var node: Node
        switch event.kind {
        case .scalar(let text, let style): node = scalar(text, style: style, event: event)
        case .sequenceStart: node = try nested(event) { composer throws(Diagnostic) in try composer.sequence(event) }
        case .mappingStart: node = try nested(event) { composer throws(Diagnostic) in try composer.mapping(event) }
        default: preconditionFailure("libyaml gave \(event.kind) where a node starts")
        }
        if node.mapping != nil || node.sequence != nil { node.tag = Tag.kept(event.tag) }
        if let anchor = event.anchor {
            open.remove(anchor)
            anchors[anchor] = Anchored(node: node, size: size - sizeBefore)
        }
        return node
    }

    private mutating func nested(
        _ event: Event, _ compose: (inout Composer) throws(Diagnostic) -> Node
    ) throws(Diagnostic) -> Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw Diagnostic(
                "nested-too-deeply", "lists and maps are nested more than \(Self.deepest) deep", at: event.span)
        }
        return try compose(&self)
    }

    private mutating func alias(_ name: String, at span: Span) throws(Diagnostic) -> Node {
        if open.contains(name) {
            throw Diagnostic("endless-alias", "'*\(name)' stands for a value that it is part of", at: span)
        }
        guard let anchored = anchors[name] else {
            let problem = Diagnostic("unknown-anchor", "no anchor '&\(name)' stands above this alias", at: span)
            if let near = name.closest(of: anchors.keys.sorted()) { throw problem.suggesting("*\(near)") }
            throw problem.helping("if the text itself is meant, quote it: \"*\(name)\"")
        }
        size += anchored.size
        aliased += anchored.size
        guard aliased <= Self.mostAliased else {
            throw Diagnostic(
                "too-many-aliases", "aliases stand for more than \(Self.mostAliased) values", at: span)
        }
        return anchored.node
    }

    private mutating func scalar(_ text: String, style: Event.ScalarStyle, event: Event) -> Node {
        var node = Node(.scalar(text, isQuoted: style != .plain), at: event.span)
        node.layout = TextLayout(of: text, style: style, at: event.span, in: lines)
        // `hosts: &web` anchors nothing and `hosts: &web:!db` the text `:!db`: a host pattern is meant.
        if style == .plain, text.isEmpty || text.hasPrefix(":"),
            let problem = Slip(source: source).strayIndicator(event)
        {
            problems.append(problem)
        }
        return Tag.applied(event.tag, to: node)
    }

    private mutating func sequence(_ start: Event) throws(Diagnostic) -> Node {
        var items: [Node] = []
        var event = try next()
        while true {
            if case .sequenceEnd = event.kind { break }
            items.append(try node(startingWith: event))
            event = try next()
        }
        return Node(.sequence(items), at: extent(of: start, to: event, last: items.last))
    }

    private mutating func mapping(_ start: Event) throws(Diagnostic) -> Node {
        var entries: [Node.Entry] = []
        var event = try next()
        while true {
            if case .mappingEnd = event.kind { break }
            let key = try node(startingWith: event)
            entries.append(.init(key: key, value: try node(startingWith: try next())))
            event = try next()
        }
        let span = extent(of: start, to: event, last: entries.last?.value)
        if let problem = Slip(source: source).collectionAsKey(in: entries, of: start) {
            problems.append(problem)
            return Node(.mapping([]), at: span)
        }
        return Node(.mapping(merged(unique(entries))), at: span)
    }

    /// The extent of a collection; libyaml lets one without brackets reach up to what comes after it.
    private func extent(of start: Event, to end: Event, last: Node?) -> Span {
        let stop = start.isFlow ? end.span.end : last?.span.end ?? start.span.end
        return Span(file: start.span.file, start: start.span.start, end: max(start.span.start, stop))
    }

    /// Entries with each key once; the others are reported.
    private mutating func unique(_ entries: [Node.Entry]) -> [Node.Entry] {
        var seen: [KeyIdentity: Int] = [:]
        var kept: [Node.Entry] = []
        for entry in entries {
            let identities = KeyIdentity.all(of: entry.key)
            guard let first = identities.lazy.compactMap({ seen[$0] }).first else {
                for identity in identities { seen[identity] = kept.count }
                kept.append(entry)
                continue
            }
            report(duplicate: entry.key, of: kept[first].key)
            kept[first].value = entry.value
        }
        return kept
    }

    private mutating func report(duplicate: Node, of first: Node) {
        let name = duplicate.string ?? ""
        var problem = Diagnostic(
            "duplicate-key", "key '\(name)' is given twice", at: duplicate.span,
            notes: [
                .note(
                    first.string == name ? "first given here" : "'\(first.string ?? "")' is the same key",
                    at: first.span)
            ])
        if name == "<<" { problem = problem.helping("merge several maps with a list: <<: [*a, *b]") }
        switch duplicates {
        case .areProblems: problems.append(problem.help == nil ? problem.helping("remove one of the two") : problem)
        case .areWarnings:
            problem.severity = .warning
            warnings.append(problem.help == nil ? problem.helping("the last one counts") : problem)
        }
    }
}

/// What makes two keys one: the same text, however it is quoted, or the same meaning.
private enum KeyIdentity: Hashable {
    case text(String)
    case meaning(Scalar)

    static func all(of key: Node) -> [KeyIdentity] {
        guard let text = key.string else { return [] }
        switch key.scalar {
        case .string, nil: return [.text(text)]
        case .some(let scalar): return [.text(text), .meaning(scalar)]
        }
    }
}

extension Node {
    fileprivate var isEmpty: Bool { value == .scalar("", isQuoted: false) && tag == nil }
}
