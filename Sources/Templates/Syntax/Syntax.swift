internal import Diagnostics

/// An expression of a template as it is written.
struct ExpressionSyntax: Sendable {
    indirect enum Kind: Sendable {
        case literal(Value)
        case name(String)
        case list([ExpressionSyntax], isTuple: Bool)
        case map([(key: ExpressionSyntax, value: ExpressionSyntax)])
        /// With the place of the name behind the dot.
        case attribute(of: ExpressionSyntax, String, Span)
        case item(of: ExpressionSyntax, ExpressionSyntax)
        case slice(of: ExpressionSyntax, SliceSyntax)
        case call(ExpressionSyntax, ArgumentsSyntax)
        /// A filter; without an input it filters the body of a block.
        case filter(ExpressionSyntax?, Filter, ArgumentsSyntax)
        case test(ExpressionSyntax, ValueTest, ArgumentsSyntax, isNegated: Bool)
        case unary(UnaryOperator, ExpressionSyntax)
        case binary(BinaryOperator, ExpressionSyntax, ExpressionSyntax)
        case comparison(ExpressionSyntax, [(sign: ComparisonOperator, operand: ExpressionSyntax)])
        case concatenation([ExpressionSyntax])
        case all([ExpressionSyntax])
        case any([ExpressionSyntax])
        case choice(if: ExpressionSyntax, then: ExpressionSyntax, else: ExpressionSyntax?)
    }

    let kind: Kind
    let span: Span
    /// How many levels of expressions it holds, itself counted: bounds the evaluator's stack.
    let depth: Int
}

struct SliceSyntax: Sendable {
    var start: ExpressionSyntax?
    var stop: ExpressionSyntax?
    var step: ExpressionSyntax?
}

struct ArgumentsSyntax: Sendable {
    var positional: [ExpressionSyntax] = []
    var named: [(name: String, value: ExpressionSyntax)] = []
    /// `*list` and `**map`.
    var spreadList: ExpressionSyntax?
    var spreadMap: ExpressionSyntax?

    var all: [ExpressionSyntax] {
        positional + named.map { $0.value } + [spreadList, spreadMap].compactMap { $0 }
    }
}

enum UnaryOperator: String, CaseIterable, Sendable {
    case minus = "-"
    case plus = "+"
    case not
}

enum BinaryOperator: String, CaseIterable, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case remainder = "%"
    case power = "**"
}

enum ComparisonOperator: String, CaseIterable, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case isIn = "in"
    case isNotIn = "not in"
}
