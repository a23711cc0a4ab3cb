internal import CYAML
package import Diagnostics

extension Node {
    /// Reads the first document of a source, or nil if it holds none.
    package init?(parsing source: Source) throws(Diagnostic) {
        var composer = Composer(source: source)
        guard let node = try composer.document() else { return nil }
        self = node
    }
}

/// Builds nodes out of libyaml's events.
private struct Composer: ~Copyable {
    private var parser: EventParser
    private var anchors: [String: Node] = [:]

    init(source: Source) { parser = EventParser(source: source) }

    mutating func document() throws(Diagnostic) -> Node? {
        while true {
            let event = try parser.next()
            switch event.kind {
            case YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT: continue
            case YAML_STREAM_END_EVENT: return nil
            default: return try node(startingWith: event)
            }
        }
    }

    private mutating func node(startingWith event: Event) throws(Diagnostic) -> Node {
        let value: Node.Value
        var end = event.span.end
        switch event.kind {
        case YAML_SCALAR_EVENT:
            value = .scalar(event.text, isQuoted: event.isQuoted)
        case YAML_ALIAS_EVENT:
            guard let node = anchors[event.text] else {
                throw Diagnostic("unknown-anchor", "no anchor is named '\(event.text)'", at: event.span)
            }
            return node
        case YAML_SEQUENCE_START_EVENT:
            var items: [Node] = []
            var next = try parser.next()
            while next.kind != YAML_SEQUENCE_END_EVENT {
                items.append(try node(startingWith: next))
                next = try parser.next()
            }
            (value, end) = (.sequence(items), next.span.end)
        case YAML_MAPPING_START_EVENT:
            var entries: [Node.Entry] = []
            var next = try parser.next()
            while next.kind != YAML_MAPPING_END_EVENT {
                let key = try node(startingWith: next)
                if let first = entries.first(where: { $0.key.value == key.value }) {
                    throw Diagnostic(
                        "duplicate-key", "key '\(key.string ?? "?")' is given twice", at: key.span,
                        notes: [.note("first given here", at: first.key.span)])
                }
                entries.append(.init(key: key, value: try node(startingWith: try parser.next())))
                next = try parser.next()
            }
            (value, end) = (.mapping(entries), next.span.end)
        default:
            preconditionFailure("libyaml gave event \(event.kind) where a node starts")
        }
        let result = Node(value, at: Span(file: event.span.file, start: event.span.start, end: end))
        if let anchor = event.anchor { anchors[anchor] = result }
        return result
    }
}

private struct Event {
    var kind: yaml_event_type_t
    var span: Span
    var text = ""
    var isQuoted = false
    var anchor: String?
}

/// libyaml's parser: owns the C memory and frees it when it goes out of scope.
private struct EventParser: ~Copyable {
    private let file: String
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    init(source: Source) {
        file = source.name
        input = .allocate(capacity: max(1, source.text.utf8.count))
        _ = input.initialize(from: source.text.utf8)
        parser = .allocate(capacity: 1)
        yaml_parser_initialize(parser)
        yaml_parser_set_input_string(parser, input.baseAddress, source.text.utf8.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    func next() throws(Diagnostic) -> Event {
        var raw = yaml_event_t()
        guard yaml_parser_parse(parser, &raw) == 1 else { throw problem() }
        defer { yaml_event_delete(&raw) }
        var event = Event(
            kind: raw.type, span: Span(file: file, start: .init(raw.start_mark), end: .init(raw.end_mark)))
        switch raw.type {
        case YAML_SCALAR_EVENT:
            let scalar = raw.data.scalar
            event.text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            event.isQuoted = scalar.style != YAML_PLAIN_SCALAR_STYLE
            event.anchor = scalar.anchor.map { String(cString: $0) }
        case YAML_ALIAS_EVENT:
            event.text = String(cString: raw.data.alias.anchor)
        case YAML_SEQUENCE_START_EVENT:
            event.anchor = raw.data.sequence_start.anchor.map { String(cString: $0) }
        case YAML_MAPPING_START_EVENT:
            event.anchor = raw.data.mapping_start.anchor.map { String(cString: $0) }
        default: break
        }
        return event
    }

    private func problem() -> Diagnostic {
        let message = parser.pointee.problem.map { String(cString: $0) } ?? "the text cannot be read"
        let position = Position(parser.pointee.problem_mark)
        let context = parser.pointee.context.map {
            Diagnostic.note(
                String(cString: $0),
                at: Span(file: file, start: .init(parser.pointee.context_mark), end: .init(parser.pointee.context_mark))
            )
        }
        return Diagnostic(
            "yaml-syntax", message, at: Span(file: file, start: position, end: position),
            notes: context.map { [$0] } ?? [])
    }
}

extension Position {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
