internal import CYAML
internal import Diagnostics

/// One event of a YAML stream, with the C types left behind.
struct Event {
    enum Kind {
        case streamStart, streamEnd, documentStart, documentEnd
        case scalar(String, style: ScalarStyle)
        case alias(String)
        case sequenceStart, sequenceEnd, mappingStart, mappingEnd
    }
    enum ScalarStyle { case plain, quoted, block }

    var kind: Kind
    var span: Span
    var anchor: String?
    var tag: String?
    /// Whether a collection is written in brackets.
    var isFlow = false
}

/// What libyaml says when it cannot go on, in its own words.
struct SyntaxFailure {
    var problem: String
    var place: Position
    var context: String?
    var contextPlace: Position
}

/// libyaml's parser: owns the C memory and frees it when it goes out of scope.
struct EventParser: ~Copyable {
    enum Outcome {
        case event(Event)
        case failure(SyntaxFailure)
    }

    private let file: String
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    init(source: Source) {
        file = source.name
        input = .allocate(capacity: max(1, source.text.utf8.count))
        _ = input.initialize(from: source.text.utf8)
        parser = .allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else { preconditionFailure("out of memory") }
        yaml_parser_set_input_string(parser, input.baseAddress, source.text.utf8.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    func next() -> Outcome {
        var raw = yaml_event_t()
        guard yaml_parser_parse(parser, &raw) == 1 else { return .failure(failure()) }
        defer { yaml_event_delete(&raw) }
        let span = Span(file: file, start: .init(raw.start_mark), end: .init(raw.end_mark))
        var event = Event(kind: kind(of: raw), span: span)
        switch raw.type {
        case YAML_SCALAR_EVENT:
            event.anchor = text(raw.data.scalar.anchor)
            event.tag = text(raw.data.scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            event.anchor = text(raw.data.sequence_start.anchor)
            event.tag = text(raw.data.sequence_start.tag)
            event.isFlow = raw.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
        case YAML_MAPPING_START_EVENT:
            event.anchor = text(raw.data.mapping_start.anchor)
            event.tag = text(raw.data.mapping_start.tag)
            event.isFlow = raw.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
        default: break
        }
        return .event(event)
    }

    private func kind(of raw: yaml_event_t) -> Event.Kind {
        switch raw.type {
        case YAML_SCALAR_EVENT:
            let scalar = raw.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return .scalar(String(decoding: bytes, as: UTF8.self), style: style(scalar.style))
        case YAML_ALIAS_EVENT: return .alias(text(raw.data.alias.anchor) ?? "")
        case YAML_SEQUENCE_START_EVENT: return .sequenceStart
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_START_EVENT: return .mappingStart
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_STREAM_START_EVENT: return .streamStart
        default: return .streamEnd
        }
    }

    private func style(_ style: yaml_scalar_style_t) -> Event.ScalarStyle {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
        default: .plain
        }
    }

    private func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private func failure() -> SyntaxFailure {
        let state = parser.pointee
        return SyntaxFailure(
            problem: state.problem.map { String(cString: $0) } ?? "the text cannot be read",
            place: Position(state.problem_mark),
            context: state.context.map { String(cString: $0) },
            contextPlace: Position(state.context_mark))
    }
}

extension Position {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
