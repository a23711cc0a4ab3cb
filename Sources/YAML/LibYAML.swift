internal import CYAML
internal import Diagnostics
internal import Digests

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

/// libyaml's emitter: owns the C memory and frees it when it goes out of scope.
struct Emitter: ~Copyable {
    /// What libyaml has written.
    private final class Buffer {
        var bytes: [UInt8] = []
    }

    private let style: YAMLStyle
    private let emitter: UnsafeMutablePointer<yaml_emitter_t>
    private let buffer = Buffer()

    init(style: YAMLStyle) {
        self.style = style
        emitter = .allocate(capacity: 1)
        guard yaml_emitter_initialize(emitter) == 1 else { preconditionFailure("out of memory") }
        yaml_emitter_set_unicode(emitter, 1)
        yaml_emitter_set_indent(emitter, Int32(clamping: style.indentation))
        yaml_emitter_set_width(emitter, Int32(clamping: style.width))
    }

    deinit {
        yaml_emitter_delete(emitter)
        emitter.deallocate()
    }

    consuming func text(of node: Node) -> String {
        let context = Unmanaged.passUnretained(buffer).toOpaque()
        yaml_emitter_set_output(
            emitter,
            { context, bytes, count in
                guard let context, let bytes else { return 0 }
                let buffer = Unmanaged<Buffer>.fromOpaque(context).takeUnretainedValue()
                buffer.bytes += UnsafeBufferPointer(start: bytes, count: count)
                return 1
            }, context)
        var event = yaml_event_t()
        emit(yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING), &event)
        let isImplicit: Int32 = style.hasExplicitStart ? 0 : 1
        emit(yaml_document_start_event_initialize(&event, nil, nil, nil, isImplicit), &event)
        emit(node)
        emit(yaml_document_end_event_initialize(&event, style.hasExplicitEnd ? 0 : 1), &event)
        emit(yaml_stream_end_event_initialize(&event), &event)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    /// Hands over an event that libyaml has just made.
    private func emit(_ wasMade: Int32, _ event: inout yaml_event_t) {
        guard wasMade == 1, yaml_emitter_emit(emitter, &event) == 1 else {
            preconditionFailure(emitter.pointee.problem.map { String(cString: $0) } ?? "out of memory")
        }
    }

    private func emit(_ node: Node) {
        var event = yaml_event_t()
        switch node.value {
        case .scalar(let text, let isQuoted): emit(text, isQuoted: isQuoted)
        case .sequence(let items):
            let flow = isFlow(items) ? YAML_FLOW_SEQUENCE_STYLE : YAML_BLOCK_SEQUENCE_STYLE
            emit(yaml_sequence_start_event_initialize(&event, nil, nil, 1, flow), &event)
            for item in items { emit(item) }
            emit(yaml_sequence_end_event_initialize(&event), &event)
        case .mapping(let entries):
            let parts = entries.flatMap { [$0.key, $0.value] }
            let flow = isFlow(parts) ? YAML_FLOW_MAPPING_STYLE : YAML_BLOCK_MAPPING_STYLE
            emit(yaml_mapping_start_event_initialize(&event, nil, nil, 1, flow), &event)
            for entry in style.sortsKeys ? Self.sorted(entries) : entries {
                emit(entry.key)
                emit(entry.value)
            }
            emit(yaml_mapping_end_event_initialize(&event), &event)
        }
    }

    private func isFlow(_ parts: [Node]) -> Bool {
        switch style.flow {
        case .always: true
        case .never: false
        case .automatic: parts.allSatisfy { $0.string != nil }
        }
    }

    /// In the order of their keys, or as they are where those have none: PyYAML then gives up on it too.
    private static func sorted(_ entries: [Node.Entry]) -> [Node.Entry] {
        let texts = entries.compactMap { entry in
            if case .string(let text) = entry.key.scalar { text } else { nil }
        }
        if texts.count == entries.count {
            return zip(entries, texts).sorted { $0.1.utf8.lexicographicallyPrecedes($1.1.utf8) }.map(\.0)
        }
        let numbers = entries.compactMap { entry -> Double? in
            switch entry.key.scalar {
            case .int(let number): Double(number)
            case .big(let number): number.double
            case .float(let number): number
            case .bool(let flag): flag ? 1 : 0
            default: nil
            }
        }
        return numbers.count == entries.count ? zip(entries, numbers).sorted { $0.1 < $1.1 }.map(\.0) : entries
    }

    /// Text is plain where it reads back as text, and in quotes where it would not.
    private func emit(_ text: String, isQuoted: Bool) {
        let isPlain = !isQuoted || Scalar(plain: text) == .string(text) && !Self.isSpecial(text)
        let bytes = Array(text.utf8)
        var event = yaml_event_t()
        // What is no text needs its tag where it is written as text is.
        let needsTag = !isQuoted && style.scalars != .any
        emit(
            yaml_scalar_event_initialize(
                &event, nil, needsTag ? tag(of: text) + [0] : nil, bytes + [0], Int32(bytes.count),
                isPlain && !needsTag ? 1 : 0, isQuoted ? 1 : 0, scalarStyle), &event)
    }

    private var scalarStyle: yaml_scalar_style_t {
        switch style.scalars {
        case .any: YAML_ANY_SCALAR_STYLE
        case .single: YAML_SINGLE_QUOTED_SCALAR_STYLE
        case .double: YAML_DOUBLE_QUOTED_SCALAR_STYLE
        case .literal: YAML_LITERAL_SCALAR_STYLE
        case .folded: YAML_FOLDED_SCALAR_STYLE
        }
    }

    private func tag(of text: String) -> [UInt8] {
        let name =
            switch Scalar(plain: text) {
            case .null: "null"
            case .bool: "bool"
            case .int, .big: "int"
            case .float: "float"
            case .string: "str"
            }
        return Array("tag:yaml.org,2002:\(name)".utf8)
    }

    /// What PyYAML takes for something else than text, though it is text here: dates, `<<`, `=`, long numbers.
    private static func isSpecial(_ text: String) -> Bool {
        if text == "<<" || text == "=" { return true }
        guard let first = text.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
        return isDate(text) || text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// `2024-01-31`, and what may stand behind it.
    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, (1...2).contains(parts[1].utf8.count) else { return false }
        let day = parts[2].prefix { $0.isASCII && $0.isNumber }
        let rest = parts[2].dropFirst(day.count)
        guard (1...2).contains(day.count), (parts[0] + parts[1]).allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return false
        }
        return rest.isEmpty
            ? parts[1].count == 2 && day.count == 2 : "Tt \t".contains(rest.prefix(1)) && rest.contains(":")
    }
}
