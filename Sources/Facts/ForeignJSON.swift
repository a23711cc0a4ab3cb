/// A JSON document that another program has written, for those who look for some of what is in it.
enum ForeignJSON: Decodable, Sendable {
    case null
    case flag(Bool)
    case number(Int)
    case text(String)
    case list([ForeignJSON])
    case object([String: ForeignJSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let object = try? container.decode([String: ForeignJSON].self) {
            self = .object(object)
        } else if let list = try? container.decode([ForeignJSON].self) {
            self = .list(list)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else {
            // Null, or a fraction, which nobody asks for.
            self = .null
        }
    }

    subscript(_ path: String...) -> ForeignJSON? {
        var value = self
        for key in path {
            guard case .object(let members) = value, let member = members[key] else { return nil }
            value = member
        }
        return value
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int? { if case .number(let number) = self { number } else { nil } }
    var isTrue: Bool { if case .flag(let flag) = self { flag } else { false } }
    var items: [ForeignJSON] { if case .list(let items) = self { items } else { [] } }
    var members: [String: ForeignJSON] { if case .object(let members) = self { members } else { [:] } }
    /// The texts of a list; a single one stands for a list of one.
    var texts: [String] { text.map { [$0] } ?? items.compactMap(\.text) }
    /// The members that are texts.
    var textsByName: [String: String] { members.compactMapValues(\.text) }
}
