internal import Diagnostics

/// `super` in a block, and what `self.name` is: a block that can be called.
final class BlockFunction: Referenced {
    private let name: String
    /// How many of the templates that extend another have their own block passed over.
    private let level: Int
    private let rendering: Rendering
    /// What the block sees.
    private let frame: Frame

    init(_ name: String, level: Int, of rendering: Rendering, in frame: Frame) {
        self.name = name
        self.level = level
        self.rendering = rendering
        self.frame = frame
    }

    var typeName: String { "the block '\(name)'" }
    let isCallable = true
    let keys = ["super"]

    /// Nil if no template has the block at that level.
    private var block: BlockSyntax? {
        let blocks = rendering.blocks[name] ?? []
        return level < blocks.count ? blocks[level] : nil
    }

    func value(of key: String, in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        guard key == "super" else { return nil }
        return evaluator.reference(to: BlockFunction(name, level: level + 1, of: rendering, in: frame))
    }

    func call(_ member: String?, _ arguments: Arguments, in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        guard member == nil else {
            guard member == "super" else { return nil }
            return try BlockFunction(name, level: level + 1, of: rendering, in: frame).call(
                nil, arguments, in: evaluator)
        }
        guard block != nil else {
            throw Diagnostic("undefined-block", "no template above has a block '\(name)'", at: arguments.span)
        }
        return try evaluator.calling(typeName, at: arguments.span) { () throws(Diagnostic) in
            try text(in: evaluator)
        }
    }

    func text(in evaluator: Evaluator) throws(Diagnostic) -> Value {
        guard let block else { return .string("") }
        let inner = Frame(in: frame)
        inner.values["self"] = evaluator.reference(to: BlockList(of: rendering, in: frame))
        inner.values["super"] = evaluator.reference(to: BlockFunction(name, level: level + 1, of: rendering, in: frame))
        return try evaluator.within(inner, of: rendering) { () throws(Diagnostic) in
            var output = evaluator.newOutput()
            _ = try evaluator.run(block.body, into: &output)
            return output.value
        }
    }
}

/// `self`: the blocks of a template as functions.
final class BlockList: Referenced {
    private let rendering: Rendering
    private let frame: Frame

    init(of rendering: Rendering, in frame: Frame) {
        self.rendering = rendering
        self.frame = frame
    }

    let typeName = "'self'"
    var keys: [String] { rendering.blocks.keys.sorted() }

    func value(of key: String, in evaluator: Evaluator) throws(Diagnostic) -> Value? {
        guard rendering.blocks[key] != nil else { return nil }
        return evaluator.reference(to: BlockFunction(key, level: 0, of: rendering, in: frame))
    }
}

/// What `import` gives: the names that a template sets, and what it prints.
struct Module: TemplateObject {
    let name: String
    let values: ValueMap
    let text: String
    /// Whether a secret is in the text.
    let isSensitive: Bool

    var typeName: String { "the template '\(name)'" }
    var keys: [String] { values.names }
    func value(of key: String) throws(Diagnostic) -> Value? { values[key] }
}
