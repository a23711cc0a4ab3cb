internal import Model
internal import YAML

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
        if let text = content.wrappedValue {
            return .init(Array(text.text.utf8), isSensitive: content.isSensitive)
        }
        if let file = source.wrappedValue { return .init(file.content.bytes, isSensitive: source.isSensitive) }
        if let template = template.wrappedValue {
            return .init(template.content.bytes, isSensitive: self.template.isSensitive)
        }
        return nil
    }
}
