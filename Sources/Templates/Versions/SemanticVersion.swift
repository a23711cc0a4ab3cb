/// A version of semver.org; what is behind `+` does not count.
struct SemanticVersion: OrderedVersion {
    private let numbers: [String]
    private let prerelease: [String]

    init?(_ text: String) {
        let built = text.splitScalars(by: "+", limit: 1)
        let parts = built[0].splitScalars(by: "-", limit: 1)
        numbers = parts[0].splitScalars(by: ".")
        prerelease = parts.count > 1 ? parts[1].splitScalars(by: ".") : []
        let marks = prerelease + (built.count > 1 ? built[1].splitScalars(by: ".") : [])
        guard numbers.count == 3, numbers.allSatisfy({ Self.isNumber($0) }),
            marks.allSatisfy({ mark in
                !mark.isEmpty
                    && mark.unicodeScalars.allSatisfy {
                        $0.isASCII && ($0.isDigit || $0.properties.isAlphabetic || $0 == "-")
                    }
            }),
            prerelease.allSatisfy({ if case .number = VersionPart($0) { Self.isNumber($0) } else { true } })
        else { return nil }
    }

    private static func isNumber(_ text: String) -> Bool {
        guard case .number = VersionPart(text) else { return false }
        return text == "0" || !text.hasPrefix("0")
    }

    func order(to other: SemanticVersion) -> Int? {
        let main = Self.order(numbers, other.numbers) { Self.order(digits: $0, $1) } ?? 0
        if main != 0 { return main }
        if prerelease.isEmpty || other.prerelease.isEmpty { return other.prerelease.count - prerelease.count }
        return Self.order(prerelease, other.prerelease) { left, right in
            switch (VersionPart(left), VersionPart(right)) {
            case (.number(let left), .number(let right)): Self.order(digits: left, right)
            case (.word(let left), .word(let right)): Self.order(left, right)
            case (.number, .word): -1
            case (.word, .number): 1
            }
        }
    }
}
