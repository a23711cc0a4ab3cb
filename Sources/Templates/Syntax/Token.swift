internal import Diagnostics
internal import Digests

/// A word of the template language.
struct Token {
    enum Kind: Equatable {
        /// Text that is printed as it is.
        case data(String)
        case outputStart, outputEnd
        case statementStart, statementEnd
        /// The end of a statement that is a line; read as `statementEnd`.
        case lineEnd
        case name(String)
        case string(String)
        case int(BigInteger)
        case float(Double)
        case symbol(Symbol)
        case end
        /// What cannot be read as a word, which is a problem once the parser comes so far.
        case unreadable(Diagnostic)
    }

    var kind: Kind
    var span: Span

    /// How a message names it.
    var description: String {
        switch kind {
        case .data: "text"
        case .outputStart: "'{{'"
        case .outputEnd: "'}}'"
        case .statementStart: "'{%'"
        case .statementEnd, .lineEnd: "'%}'"
        case .name(let name): "'\(name)'"
        case .string: "a string"
        case .int, .float: "a number"
        case .symbol(let symbol): "'\(symbol.rawValue)'"
        case .end, .unreadable: "the end"
        }
    }
}

/// The operators and brackets of expressions.
enum Symbol: String, CaseIterable {
    case power = "**"
    case floorDivision = "//"
    case equal = "=="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case division = "/"
    case remainder = "%"
    case concatenation = "~"
    case less = "<"
    case greater = ">"
    case assignment = "="
    case openBracket = "["
    case closeBracket = "]"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBrace = "{"
    case closeBrace = "}"
    case dot = "."
    case comma = ","
    case colon = ":"
    case pipe = "|"

    /// The bracket that closes this one.
    var closing: Symbol? {
        switch self {
        case .openBracket: .closeBracket
        case .openParenthesis: .closeParenthesis
        case .openBrace: .closeBrace
        default: nil
        }
    }

    var isClosing: Bool { self == .closeBracket || self == .closeParenthesis || self == .closeBrace }
}
