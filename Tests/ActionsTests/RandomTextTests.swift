import Actions
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Random texts, through a real shell, in every place of an action that takes any.
@Suite struct RandomTextTests {
    private static let rounds = 10 * max(1, soakFactor / 10)
    private static let textsInRound = 25

    /// Calls the body with the texts of each round and what to say of them where something is not as it should be.
    private func eachRound(_ body: ([String], Comment) throws -> Void) rethrows {
        for round in 0..<UInt64(Self.rounds) {
            let seed = randomSeed &+ round
            var generator = SplitMix64(seed: seed)
            try body(OddText.random(Self.textsInRound, using: &generator), "RECONCILE_SEED=\(seed)")
        }
    }

    @Test(arguments: PosixShell.installed)
    func `names, contents and targets of files and links`(_ shell: PosixShell) throws {
        try eachRound { texts, seed in
            try withTemporaryFolder { folder in
                let places = texts.enumerated().map { "\(folder)/\($0.offset)\($0.element.shortened)" }
                let actions = zip(places, texts).flatMap { place, text -> [Action] in
                    [
                        .makeDirectory(path: place, attributes: .init(), withParents: true),
                        .makeLink(path: "\(place)/link", target: text),
                        .writeFile(
                            path: "\(place)/file\(text.shortened)", content: Payload(text),
                            attributes: .init(mode: 0o600),
                            validate: "[ \"$(cat %s; echo .)\" = \(text.shellWord.replacing("%s", with: "%''s")). ]"),
                    ]
                }
                let result = try act(actions, with: shell)
                try #require(result.status == 0, "\(seed): \(result.text)")
                for (place, text) in zip(places, texts) {
                    try #require(try contents(of: "\(place)/file\(text.shortened)") == Array(text.utf8), seed)
                    let link = try #require(target(of: "\(place)/link"), seed)
                    try #require(Array(link.utf8) == Array(text.utf8), seed)
                }
                try #require(try entries(of: folder).count == texts.count, seed)
            }
            try #require(access(OddText.trace, F_OK) != 0, seed)
        }
    }

    @Test(arguments: PosixShell.installed)
    func `words, variables, input, folders and text of commands`(_ shell: PosixShell) throws {
        let show = #"printf '%s\0' "$1" "$ODD" "${PWD##*/}"; cat; printf '\0'"#
        try eachRound { texts, seed in
            try withTemporaryFolder { folder in
                let folders = texts.enumerated().map { "\(folder)/\($0.offset)\($0.element.shortened)" }
                let actions = zip(folders, texts).flatMap { place, text -> [Action] in
                    [
                        .makeDirectory(path: place, attributes: .init(), withParents: false),
                        .run(
                            words: ["/bin/sh", "-c", show, "sh", text], environment: ["ODD": text], directory: place,
                            input: Payload(text)),
                        .shell(
                            script: #"printf '%s\0' \#(text.shellWord) "$ODD""#, environment: ["ODD": text],
                            directory: place),
                    ]
                }
                let result = try act(actions, with: shell)
                try #require(result.status == 0, "\(seed): \(result.text)")
                let wanted = zip(folders, texts).flatMap { place, text in
                    [text, text, String(place.dropFirst(folder.count + 1)), text, text, text]
                }
                try #require(result.output == wanted.flatMap { Array($0.utf8) + [0] }, seed)
                for place in folders { try #require(try entries(of: place) == [], seed) }
            }
        }
    }

    @Test(arguments: PosixShell.installed)
    func `names and commands of crontabs`(_ shell: PosixShell) throws {
        try eachRound { texts, seed in
            try withTemporaryFolder { folder in
                try writeTool(EditCrontabTests.tool, to: folder + "/crontab")
                let lines = texts.map { $0.replacing(breaks, with: " ") }
                let edits = lines.enumerated().map { index, line in
                    Action.editCrontab(
                        user: "someone", marker: "# reconcile: \(index)\(line)", aliases: ["#Ansible: \(index)\(line)"],
                        lines: ["5 5 * * * \(line)"])
                }
                // A second time it finds each by its name.
                let result = try act(edits + edits.reversed(), with: shell, path: [folder])
                try #require(result.status == 0, "\(seed): \(result.text)")
                let table = lines.enumerated().map { "# reconcile: \($0)\($1)\n5 5 * * * \($1)\n" }.joined()
                try #require(try contents(of: folder + "/table") == Array(table.utf8), seed)
                try #require(access(folder + "/" + OddText.trace, F_OK) != 0, seed)
            }
        }
    }

    /// One line is all that a crontab's entry can hold.
    private let breaks: Set<Unicode.Scalar> = ["\n", "\r"]

    @Test(arguments: PosixShell.installed)
    func `what an account holds besides its name`(_ shell: PosixShell) throws {
        let useradd = "#!/bin/sh\nfor word; do printf '%s\\0' \"$word\"; done\n"
        try eachRound { texts, seed in
            try withTemporaryFolder { folder in
                try writeTool(useradd, to: folder + "/useradd")
                let actions = texts.map { text in
                    var account = Action.Account(name: "op")
                    (account.group, account.comment) = ("op", text)
                    (account.home, account.shell) = ("/\(text)", "/bin/\(text)")
                    return Action.addUser(account)
                }
                let result = try act(actions, with: shell, path: [folder])
                try #require(result.status == 0, "\(seed): \(result.text)")
                let wanted = texts.flatMap { text in
                    ["-g", "op", "-d", "/\(text)", "-s", "/bin/\(text)", "-c", text, "-M", "--", "op"]
                }
                try #require(result.output == wanted.flatMap { Array($0.utf8) + [0] }, seed)
            }
        }
    }
}

extension String {
    /// The first of it that fits into a name of a file with a number before it.
    fileprivate var shortened: String {
        var text = self
        while text.utf8.count > 200 { text.unicodeScalars.removeLast() }
        return text
    }

    /// A word of a shell, written another way than by the code that is tested.
    fileprivate var shellWord: String {
        "'" + unicodeScalars.map { $0 == "'" ? "'\"'\"'" : String($0) }.joined() + "'"
    }

    fileprivate func replacing(_ scalars: Set<Unicode.Scalar>, with other: String) -> String {
        unicodeScalars.map { scalars.contains($0) ? other : String($0) }.joined()
    }
}
