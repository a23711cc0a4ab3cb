/// A version of Python's packages, as PEP 440 orders them.
struct PythonVersion: OrderedVersion {
    private var epoch = "0"
    private var release: [String] = []
    /// `a`, `b` or `rc` and its number.
    private var prerelease: (String, String)?
    private var post: String?
    private var development: String?
    private var local: [String] = []

    init?(_ text: String) {
        var rest = Array(text.stripped().lowercased().unicodeScalars)[...]
        func digits() -> String? {
            let run = rest.prefix { $0.isDigit }
            rest = rest.dropFirst(run.count)
            return run.isEmpty ? nil : String(scalars: run)
        }
        /// One of the words behind an optional separator, and the number behind another one; `0` without a number.
        func mark(_ words: [(String, String)]) -> (String, String)? {
            var ahead = rest
            if let first = ahead.first, ".-_".unicodeScalars.contains(first) { ahead = ahead.dropFirst() }
            guard let (word, meaning) = words.first(where: { ahead.starts(with: $0.0.unicodeScalars) }) else {
                return nil
            }
            rest = ahead.dropFirst(word.unicodeScalars.count)
            if let first = rest.first, ".-_".unicodeScalars.contains(first), rest.dropFirst().first?.isDigit == true {
                rest = rest.dropFirst()
            }
            return (meaning, digits() ?? "0")
        }
        if rest.first == "v" { rest = rest.dropFirst() }
        guard let first = digits() else { return nil }
        release = [first]
        if rest.first == "!" {
            rest = rest.dropFirst()
            guard let next = digits() else { return nil }
            (epoch, release) = (first, [next])
        }
        while rest.first == ".", rest.dropFirst().first?.isDigit == true {
            rest = rest.dropFirst()
            release.append(digits() ?? "0")
        }
        prerelease = mark([
            ("alpha", "a"), ("beta", "b"), ("preview", "rc"), ("pre", "rc"), ("rc", "rc"), ("a", "a"), ("b", "b"),
            ("c", "rc"),
        ])
        if rest.first == "-", rest.dropFirst().first?.isDigit == true {
            rest = rest.dropFirst()
            post = digits()
        } else {
            post = mark([("post", ""), ("rev", ""), ("r", "")])?.1
        }
        development = mark([("dev", "")])?.1
        if rest.first == "+" {
            local = String(scalars: rest.dropFirst()).replacing("-", with: ".").replacing("_", with: ".")
                .splitScalars(by: ".")
            guard local.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy { $0.isASCII && $0.isNamePart } })
            else { return nil }
            rest = []
        }
        guard rest.isEmpty else { return nil }
        while release.count > 1, release.last?.allSatisfy({ $0 == "0" }) == true { release.removeLast() }
    }

    func order(to other: PythonVersion) -> Int? {
        let orders = [
            Self.order(digits: epoch, other.epoch),
            Self.order(release, other.release) { Self.order(digits: $0, $1) } ?? 0,
            Self.order(stage.0, other.stage.0), Self.order(digits: stage.1, other.stage.1),
            order(of: post, other.post, none: -1), order(of: development, other.development, none: 1),
            Self.order(local, other.local) { left, right in
                switch (VersionPart(left), VersionPart(right)) {
                case (.number(let left), .number(let right)): Self.order(digits: left, right)
                case (.word(let left), .word(let right)): Self.order(left, right)
                case (.number, .word): 1
                case (.word, .number): -1
                }
            } ?? 0,
        ]
        return orders.first { $0 != 0 } ?? 0
    }

    /// What comes before a release, in order; a development version of the release itself comes first of all.
    private var stage: (String, String) {
        if let prerelease { return prerelease }
        return (post == nil && development != nil ? "" : "~", "0")
    }

    private func order(of left: String?, _ right: String?, none: Int) -> Int {
        switch (left, right) {
        case (nil, nil): 0
        case (let left?, let right?): Self.order(digits: left, right)
        case (nil, _?): none
        case (_?, nil): -none
        }
    }
}
