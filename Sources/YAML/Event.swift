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
