/// A shell pattern as Python's `fnmatch` reads it: `*`, `?`, `[seq]`, `[!seq]`; all else means itself.
struct Glob {
    private enum Part: Equatable {
        case any
        case one
        case of([ClosedRange<Unicode.Scalar>], isNegated: Bool)
        case scalar(Unicode.Scalar)
    }

    private var parts: [Part] = []

    init(_ pattern: String) {
        var rest = Array(pattern.unicodeScalars)[...]
        while let next = rest.popFirst() {
            switch next {
            case "*": if parts.last != .any { parts.append(.any) }
            case "?": parts.append(.one)
            case "[": parts.append(Self.set(&rest) ?? .scalar("["))
            default: parts.append(.scalar(next))
            }
        }
    }

    /// A set after its `[`; nil, and nothing taken, if it is never closed.
    private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> Part? {
        var body = rest
        let isNegated = body.first == "!"
        if isNegated { body = body.dropFirst() }
        // A `]` right at the start stands for itself.
        guard let close = body.dropFirst().firstIndex(of: "]") else { return nil }
        rest = rest[(close + 1)...]
        var members = body[..<close]
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while let first = members.popFirst() {
            guard members.first == "-", members.count > 1 else {
                ranges.append(first...first)
                continue
            }
            let last = members[members.startIndex + 1]
            members = members.dropFirst(2)
            if first <= last { ranges.append(first...last) }
        }
        return .of(ranges, isNegated: isNegated)
    }

    func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var (part, position) = (0, 0)
        // Where to go on when a match breaks: after the last `*`, with it taking one scalar more.
        var retry: (part: Int, position: Int)?
        while position < scalars.count || part < parts.count {
            if part < parts.count, parts[part] == .any {
                retry = (part, position + 1)
                part += 1
            } else if part < parts.count, position < scalars.count, Self.accepts(parts[part], scalars[position]) {
                (part, position) = (part + 1, position + 1)
            } else if let next = retry, next.position <= scalars.count {
                (part, position) = (next.part, next.position)
            } else {
                return false
            }
        }
        return true
    }

    private static func accepts(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
        switch part {
        case .any, .one: true
        case .of(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
        case .scalar(let wanted): wanted == scalar
        }
    }
}
