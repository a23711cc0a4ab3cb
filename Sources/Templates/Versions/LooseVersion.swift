/// A version as Python's `LooseVersion` takes it apart: runs of digits, runs of letters, and the rest.
struct LooseVersion: OrderedVersion {
    private let parts: [VersionPart]

    init?(_ text: String) {
        var parts: [String] = []
        var kind = 0
        for scalar in text.unicodeScalars {
            let next = scalar == "." ? 0 : scalar.isDigit ? 1 : ("a"..."z").contains(scalar) ? 2 : 3
            if next != 0, next == kind {
                parts[parts.count - 1].unicodeScalars.append(scalar)
            } else if next != 0 {
                parts.append(String(scalar))
            }
            kind = next
        }
        self.parts = parts.map(VersionPart.init)
    }

    /// A number and a word have no order, as in Python.
    func order(to other: LooseVersion) -> Int? {
        Self.order(parts, other.parts) { left, right in
            switch (left, right) {
            case (.number(let left), .number(let right)): Self.order(digits: left, right)
            case (.word(let left), .word(let right)): Self.order(left, right)
            default: nil
            }
        }
    }
}

/// A version as Python's `StrictVersion` has it: two or three numbers, and `a` or `b` with a number.
struct StrictVersion: OrderedVersion {
    private var numbers: [String]
    private var prerelease: (letter: String, number: String)?

    init?(_ text: String) {
        var main = text.stripped()
        if let mark = main.unicodeScalars.firstIndex(where: { $0 == "a" || $0 == "b" }) {
            let number = String(main.unicodeScalars[main.unicodeScalars.index(after: mark)...])
            guard case .number = VersionPart(number) else { return nil }
            prerelease = (String(main.unicodeScalars[mark]), number)
            main = String(main.unicodeScalars[..<mark])
        }
        numbers = main.splitScalars(by: ".")
        guard (2...3).contains(numbers.count),
            numbers.allSatisfy({ if case .number = VersionPart($0) { true } else { false } })
        else { return nil }
        if numbers.count == 2 { numbers.append("0") }
    }

    func order(to other: StrictVersion) -> Int? {
        let main = Self.order(numbers, other.numbers) { Self.order(digits: $0, $1) } ?? 0
        if main != 0 { return main }
        switch (prerelease, other.prerelease) {
        case (nil, nil): return 0
        case (_?, nil): return -1
        case (nil, _?): return 1
        case (let left?, let right?):
            return left.letter == right.letter
                ? Self.order(digits: left.number, right.number) : Self.order(left.letter, right.letter)
        }
    }
}
