internal import Actions
internal import Model

/// The ways in which an entry may say what a file holds; at most one of them is given.
struct FileContent {
    var content: Field<Text?>
    var source: Field<ProjectFile?>
    var template: Field<ProjectTemplate?>

    /// The names of those that are given.
    var given: [String] {
        var names: [String] = []
        if content.wrappedValue != nil { names.append("content") }
        if source.wrappedValue != nil { names.append("source") }
        if template.wrappedValue != nil { names.append("template") }
        return names
    }

    var wanted: WantedFile.Content? {
        if let text = content.wrappedValue?.text { return .init(Payload(text), isSensitive: content.isSensitive) }
        if let file = source.wrappedValue { return .init(file.payload, isSensitive: source.isSensitive) }
        return template.wrappedValue.map { .init($0.payload, isSensitive: template.isSensitive) }
    }
}
