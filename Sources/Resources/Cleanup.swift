package import Actions
package import Facts
package import Model

/// The removal of files that are too old, too many or too large together.
package struct Cleanup: Resource {
    package static let kind = "cleanup"
    package static let summary = "The removal of files that are too old, too many, or too large together."
    package static let example = """
        - cleanup: /var/backups/db/*.sql.gz
          older_than: 30d
          keep: 7

        """
    package static let notes = """
        In the pattern `*`, `?` and `[…]` stand for others within a name, and `**` for any number of directories. A file
        goes when its content has not changed for `older_than`, and the oldest go while there are more than `more_than`
        or while all that are left are larger together than `larger_than`. The newest `keep` stay whatever the limits
        say. Ages are told by the node's own clock.

        Only regular files go: directories, links and what an entry of its own looks after are passed over, and so is
        what lies on another file system. A plan shows apart what would go.

        """
    package static let looksAt: [any Fact.Type] = [Listing.self]
    package static let does: [Action.Kind] = [.removeAll]
    package static let removal = "It has none: what went does not come back, and without the entry nothing more goes."
    package static let trials = [Trial(.debian12)]

    @Identity("The pattern, from the root on.") package var pattern: PathPattern
    @Field("How old a file may be.") package var olderThan: Duration? = nil
    @Field("How many files may be there.") package var moreThan: Int? = nil
    @Field("How large all files may be together.") package var largerThan: ByteSize? = nil
    @Field("How many of the newest files stay in any case.") package var keep = 0

    package init() {}

    package var identity: String { pattern.text }
    package var claims: [Claim] { [Claim("cleanup", pattern.text)] }
    package var requires: [Claim] { pattern.folder.claimsAbove + [pattern.folder.claim] }
    package var sparesManaged: Bool { true }

    package var problems: [FieldProblem] {
        var problems: [FieldProblem] = []
        if olderThan == nil, moreThan == nil, largerThan == nil {
            let help = "give older_than, more_than or larger_than"
            problems.append(.init("cleanup", "the entry does not say which files go", help: help))
        }
        for (field, number) in [("more_than", moreThan ?? 0), ("keep", keep)] where number < 0 {
            problems.append(.init(field, "'\(field)' takes a number from 0 on, not \(number)"))
        }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] { [pattern.listing] }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let (now, entries) = try look.matches(of: pattern)
            let doomed = doomed(entries.filter { $0.state.kind == .file }, now)
            guard !doomed.isEmpty else { return nil }
            if let odd = doomed.first(where: { !$0.isExact }) {
                throw .error("\(pattern.folder)/\(odd.path) has a name that is no UTF-8: remove it by hand")
            }
            return Change(
                .remove, fields: [.init("files", from: Summary.names(doomed), to: nil)],
                actions: [.removeAll(paths: doomed.map { pattern.folder.below($0.path) }, recursive: false)],
                losses: ["\(Summary.counts(doomed)): \(Summary.names(doomed))"])
        }
    }

    /// The files that go, the oldest first.
    private func doomed(_ files: [Listing.Entry], _ now: Int) -> [Listing.Entry] {
        let newestFirst = files.sorted { ($0.modified, $1.path) > ($1.modified, $0.path) }
        var (count, size) = (0, 0)
        var doomed: [Listing.Entry] = []
        for file in newestFirst {
            let isTooOld = olderThan.map { now - file.modified > Int($0.components.seconds) } ?? false
            let isTooMany = moreThan.map { count >= $0 } ?? false
            let isTooLarge = largerThan.map { size + file.state.size > $0.bytes } ?? false
            // Once the room is used up, nothing older fits in any more.
            if count >= keep, isTooOld || isTooMany || isTooLarge || !doomed.isEmpty {
                doomed.insert(file, at: 0)
            } else {
                count += 1
                size += file.state.size
            }
        }
        return doomed
    }
}
