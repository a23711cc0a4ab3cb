package import Actions
package import Facts
package import Model

/// A git repository with one of its commits checked out.
package struct Git: Resource {
    package static let kind = "git"
    package static let summary = "A git repository with a commit, a tag or a branch checked out."
    package static let example = """
        - git: /opt/relay
          repository: https://git.example.com/relay.git
          tag: v1.0.0
          owner: relay

        """
    package static let notes = """
        One of `commit`, `tag` and `branch` says what is checked out. A commit and a tag that is there already are
        compared without the network; for a branch every plan asks the other repository where it is. A tag that was
        moved there is not noticed.

        Work that lies in the checkout is never lost by chance: files that git follows and that were changed, and commits
        that no other repository has, are an error, unless `discard_changes: true` consents to throw them away. Files
        that git does not follow stay.

        A `command` that builds what is checked out says `run_on: ["git:/opt/relay"]`: it runs when it has not yet run
        well with this commit. A checkout by `commit` that was deleted and comes back with the same one makes nothing
        run anew.

        Git runs as the `owner`, with that user's keys and settings, and asks for no password. A repository may not hold
        a password, since everybody on the node could read it. Submodules are left alone.

        """
    package static let looksAt: [any Fact.Type] = [PathState.self, GitCheckout.self, GitBranch.self, UserState.self]
    package static let does: [Action.Kind] = [.checkOut, .remove]
    package static let removal =
        "`state: absent` removes the checkout with all that is in it; `recursive: true` is the consent to that."
    package static let trials = [Trial(.debian12, .byHand)]

    @Identity("The directory that it lies in.") package var path: AbsolutePath
    @Field("Where it comes from: a URL, `user@host:path`, or a path on the node.") package
        var repository: String? = nil
    @Field("The commit, by its full name of 40 or 64 hexadecimal digits.") package var commit: String? = nil
    @Field("The tag.") package var tag: String? = nil
    @Field("The branch, followed to wherever it is on every run.") package var branch: String? = nil
    @Field("How many commits of history to fetch; if not given, all.") package var depth: Int? = nil
    @Field("The user whose files they are, and who runs git; if not given, whoever acts on the node.")
    package var owner: String? = nil
    @Field("Consent to throw away changed files and commits that are nowhere else.")
    package var discardChanges = false
    @Field("Whether it is to be there.") package var state = Presence.present
    @Field("With `state: absent`: consent to remove all that is in it.") package var recursive = false

    package init() {}

    package var identity: String { path.text }
    package var claims: [Claim] { [path.claim] }
    package var effects: Effects { .paths }
    package var wantsAbsence: Bool { state == .absent }

    package var requires: [Claim] {
        guard !wantsAbsence else { return [] }
        return path.claimsAbove + ownership.claims + [Claim("package", "apt/git")]
    }

    package var problems: [FieldProblem] {
        if path.text == "/" { return [.init("git", "the root directory can be no checkout")] }
        if wantsAbsence {
            let help = "write recursive: true to remove all that is in it"
            return recursive
                ? [] : [.init("state", "removing a checkout loses what is in it", help: help)]
        }
        var problems = AccountName.problems(with: owner ?? "root", in: "owner")
        if recursive {
            problems.append(.init("recursive", "'recursive' is only for a checkout that is to be absent"))
        }
        if let depth, depth < 1 {
            problems.append(.init("depth", "'depth' takes a number from 1 on, not \(depth)"))
        }
        let given = [("commit", commit), ("tag", tag), ("branch", branch)].filter { $0.1 != nil }.map(
            \.0)
        let one = "give one of commit, tag and branch"
        if given.isEmpty {
            problems.append(.init("git", "the entry does not say what to check out", help: one))
        }
        problems += given.dropFirst().map {
            .init($0, "'\($0)' is given beside '\(given[0])'", help: one)
        }
        return problems + repositoryProblems + nameProblems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let place = PathState(path.text)
        guard !wantsAbsence else { return [place] }
        let tip: [any Fact] = remoteBranch.map { [$0] } ?? []
        guard case .absent? = seen[place] else { return [place, checkout] + tip }
        return [place, checkout] + tip + path.folderFacts + ownership.facts(toChange: nil)
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let place = try look.see(PathState(path.text))
            if wantsAbsence { return try removal(of: place, look) }
            guard let place else {
                _ = try look.see(checkout)
                try look.expectFolder(of: path)
                try ownership.expectAccounts(toChange: nil, look)
                return try making(look)
            }
            guard place.kind == .directory else {
                throw .error("\(path) is \(place.inWords), not a directory")
            }
            if let owner, !place.owner.matches(owner) {
                throw .error("\(path) belongs to \(place.owner.inWords), not to '\(owner)'")
            }
            guard let seen = try look.see(checkout) else {
                throw .error("\(path) holds something that is no checkout of git")
            }
            return seen.isEmpty ? try making(look) : try update(of: seen, look)
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let seen)? = seen[checkout] else { return nil }
        return seen.revision
    }

    package var signatureToBe: String? { wantsAbsence ? nil : commit }

    private var ownership: Ownership { Ownership(owner: owner) }
    private var checkout: GitCheckout { GitCheckout(path.text, owner: owner, tag: tag) }

    private var remoteBranch: GitBranch? {
        guard let repository, let branch else { return nil }
        return GitBranch(repository, branch, owner: owner)
    }

    private var wanted: Action.Checkout.Wanted? {
        commit.map { .commit($0) } ?? tag.map { .tag($0) } ?? branch.map { .branch($0) }
    }

    private var repositoryProblems: [FieldProblem] {
        guard let repository else {
            return [.init("git", "the entry does not say where it comes from", help: "give repository")]
        }
        if repository.isEmpty || repository.utf8.first == UInt8(ascii: "-") || repository.namesHelper {
            return [.init("repository", "'repository' takes a URL or a path, not '\(repository)'")]
        }
        if repository.holdsPassword {
            let help = "let the owner's git know it: by a key, or by a credential helper"
            return [
                .init(
                    "repository", "a repository cannot hold a password, which all on the node could read",
                    help: help)
            ]
        }
        return []
    }

    private var nameProblems: [FieldProblem] {
        if let commit,
            ![40, 64].contains(commit.utf8.count) || !commit.utf8.allSatisfy(\.isLowerHexDigit)
        {
            let help = "write all of its 40 hexadecimal digits, in lower case"
            return [.init("commit", "'\(commit)' is no full name of a commit", help: help)]
        }
        return [("tag", tag), ("branch", branch)].compactMap { field, name in
            guard let name, !name.isGitName else { return nil }
            return .init(field, "'\(name)' is no name of a \(field)")
        }
    }

    private func making(_ look: Look) throws(Undecided) -> Change? {
        let revision = try target(look) ?? words
        let fields: [FieldChange] = [
            .init("repository", from: nil, to: repository), .init("revision", from: nil, to: revision),
        ]
        return Change(.create, fields: fields, actions: action)
    }

    private func update(of seen: GitCheckout.Seen, _ look: Look) throws(Undecided) -> Change? {
        var fields: [FieldChange] = []
        if let repository, !repository.isExactly(seen.remote) {
            fields.append(.init("repository", from: seen.remote, to: repository))
        }
        let target = try target(look) ?? (tag == nil ? nil : seen.tagged)
        if seen.revision == nil || target != seen.revision {
            fields.append(.init("revision", from: seen.revision, to: target ?? words))
        }
        if let branch, !branch.isExactly(seen.branch) {
            fields.append(.init("branch", from: seen.branch, to: branch))
        }
        if seen.isCutOff {
            fields.append(.init("files", from: "left by a checkout that was cut off", to: "as committed"))
        }
        let lost = seen.isCutOff ? "" : try changes(in: seen, isOnTheWay: seen.revision != target)
        if !lost.isEmpty { fields.append(.init("local changes", from: lost, to: "thrown away")) }
        let losses = lost.isEmpty ? [] : [lost]
        return fields.isEmpty ? nil : Change(.update, fields: fields, actions: action, losses: losses)
    }

    /// The work that lies in the checkout, in words, where the entry consents to its loss; throws where it does not.
    private func changes(in seen: GitCheckout.Seen, isOnTheWay: Bool) throws(Undecided) -> String {
        var words: [String] = []
        if !seen.changes.isEmpty {
            let more = seen.changes.count > 3 ? " and \(seen.changes.count - 3) more" : ""
            words.append("changes in " + seen.changes.prefix(3).joined(separator: ", ") + more)
        }
        if seen.ownCommits > 0, isOnTheWay {
            words.append(
                seen.ownCommits == 1 ? "a commit of its own" : "\(seen.ownCommits) commits of its own")
        }
        let text = words.joined(separator: " and ")
        guard text.isEmpty || discardChanges else {
            throw .error(
                "\(path) holds \(text); 'discard_changes: true' is the consent to throw that away")
        }
        return text
    }

    /// The commit that is wanted, where it is known beforehand.
    private func target(_ look: Look) throws(Undecided) -> String? {
        guard let remoteBranch else { return commit }
        guard let tip = try look.see(remoteBranch) else {
            throw .error("the repository has no branch '\(remoteBranch.branch)'")
        }
        return tip.revision
    }

    private var words: String {
        tag.map { "tag \($0)" } ?? branch.map { "branch \($0)" } ?? commit ?? ""
    }

    private var action: [Action] {
        guard let repository, let wanted else { return [] }
        return [
            .checkOut(
                .init(
                    path: path.text, repository: repository, wanted: wanted, depth: depth, owner: owner,
                    discardsChanges: discardChanges))
        ]
    }

    private func removal(of seen: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard let seen else {
            try look.expectStaysAbsent(path.claim, or: .paths)
            return nil
        }
        guard seen.kind == .directory else {
            throw .error("\(path) is \(seen.inWords), not a directory")
        }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")],
            actions: [.remove(path: path.text, recursive: true)], losses: ["all that is in \(path)"])
    }
}

extension String {
    /// Whether it is a URL with a password before its host.
    fileprivate var holdsPassword: Bool {
        guard let start = firstRange(of: "://")?.upperBound else { return false }
        let authority = self[start...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return false }
        return authority[..<at].contains(":")
    }

    private func firstRange(of part: String) -> Range<String.Index>? { ranges(of: part).first }

    /// Whether it names a transport that git runs a program for: `ext::sh`.
    fileprivate var namesHelper: Bool {
        guard let colons = firstRange(of: "::") else { return false }
        return self[..<colons.lowerBound].utf8.allSatisfy { $0 != UInt8(ascii: "/") }
    }

    /// What `git-check-ref-format(1)` takes and no tool takes for anything but a name.
    fileprivate var isGitName: Bool {
        guard let first = utf8.first, let last = utf8.last, !"-/".utf8.contains(first),
            !"/.".utf8.contains(last)
        else {
            return false
        }
        let isPlain = utf8.allSatisfy { $0.isAlphanumeric || "+-._/@#=,".utf8.contains($0) }
        return isPlain && ranges(of: "..").isEmpty && ranges(of: "//").isEmpty && self != "@"
            && self != "HEAD"
            && utf8.split(separator: UInt8(ascii: "/")).allSatisfy { part in
                part.first != UInt8(ascii: ".") && !String(decoding: part, as: UTF8.self).hasSuffix(".lock")
            }
    }
}
