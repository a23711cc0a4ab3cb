internal import Diagnostics

/// What a template has printed so far.
struct Output {
    /// How many bytes may be printed.
    let limit: Int
    /// Whether secrets are printed as what they are, not as what they say.
    let masksSecrets: Bool
    /// Whether text of the template itself is left out, since a template that it extends stands in its place.
    var isMuted = false
    private(set) var text = ""
    private(set) var isSensitive: Bool
    /// Whether a lone value that is printed is what all comes to, as in Ansible's variables.
    private let keepsTypes: Bool
    /// How many values and stretches of text were printed, and the last of them; what is null counts as none.
    private var parts = 0
    private var last = Value.null

    init(limit: Int, keepsTypes: Bool = false, masksSecrets: Bool = false, isSensitive: Bool = false) {
        self.limit = limit
        self.keepsTypes = keepsTypes
        self.masksSecrets = masksSecrets
        self.isSensitive = isSensitive
    }

    /// Says that what was printed is a secret, whatever it was.
    mutating func taint() { isSensitive = true }

    mutating func append(_ more: String, at span: Span? = nil) throws(Diagnostic) {
        if isMuted || more.isEmpty { return }
        text += more
        count(.string(more))
        try check(at: span)
    }

    mutating func append(_ value: Value, at span: Span) throws(Diagnostic) {
        if !isMuted { try appendAlways(value, at: span) }
    }

    /// Prints what macros, blocks, filters and inclusions make, which is never left out.
    mutating func appendAlways(_ value: Value, at span: Span) throws(Diagnostic) {
        // What is null prints as nothing, as Ansible has it; Jinja2 alone prints None.
        let isSecret = value.holdsSecret
        isSensitive = isSensitive || isSecret
        if case .null = value.payload { return }
        text += isSecret && masksSecrets ? "(sensitive)" : value.text
        count(value)
        try check(at: span)
    }

    /// Adds what another template printed, whose secrets are masked where these are.
    mutating func append(_ other: Output, at span: Span) throws(Diagnostic) {
        text += other.text
        isSensitive = isSensitive || other.isSensitive
        if other.parts > 0 { count(other.lone) }
        try check(at: span)
    }

    private func check(at span: Span?) throws(Diagnostic) {
        guard text.utf8.count <= limit else {
            throw Diagnostic("too-long", "the template prints more than \(limit) bytes", at: span)
        }
    }

    private mutating func count(_ value: Value) {
        parts += 1
        last = value
    }

    /// What was printed, as the value that it is if it is but one.
    private var lone: Value { parts < 2 ? last : .string(text) }

    /// Whether Ansible takes it for text, at whose end line breaks count: not for nothing, nor for a single other value.
    var endsAsText: Bool { parts > 0 && lone.string != nil }

    var value: Value { (keepsTypes ? lone : .string(text)).tainted(isSensitive) }
}
