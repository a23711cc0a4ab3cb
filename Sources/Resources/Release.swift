package import Actions
package import Facts
package import Model

/// A program in versions, of which one is in use.
package struct Release: Resource {
    package static let kind = "release"
    package static let summary = "A program in versions that lie side by side, of which a link names the one in use."
    package static let example = """
        - release: consul
          version: 1.20.1
          url: "https://releases.example.com/consul/1.20.1/consul_1.20.1_linux_{{ facts.arch }}.zip"
          sha256:
            amd64: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            arm64: 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
          bin: [consul]
          keep: 2

        """
    package static let notes = """
        Each version has a directory of its own, like `/opt/consul/1.20.1`, and the link `/opt/consul/current` names the
        one in use; `bin` links programs of that one into `/usr/local/bin`. A new version is fetched and unpacked beside
        the others, as an `archive` is, before the link turns to it in one step. What the URL names is an archive, or
        else the program itself, which then is the one name in `bin`. Of the versions that were in use before, the
        `keep` newest stay. What else lies in the directory is left alone, a version's name excepted: what is in its
        place and was not unpacked by this entry is an error.

        `sha256` is one digest, or one for each platform: by what `facts.arch` says, like `arm64`, or with the system
        before it, like `darwin-arm64`. A platform that it does not name is an error there.

        **Going back.** A version that is still there is not fetched again: with its number in `version`, the link
        turns back to it. `restart_on: ["release:consul"]` restarts a service whenever the version in use is another.

        **A hold.** `/opt/consul/.reconcile-hold` keeps the version that its first word names in use, whatever the entry
        says; the rest of the line may tell why: `1.19.2 the new one loses its leader`. The link turns to that version,
        nothing newer is fetched, and each plan says so until the file is removed. A hold at a version that is not there
        is an error.

        """
    package static let looksAt: [any Fact.Type] = [PathState.self, FileLines.self, Listing.self]
    package static let does: [Action.Kind] = [
        .makeDirectory, .fetch, .unpack, .writeFile, .makeLink, .remove, .removeAll,
    ]
    package static let removal = """
        `state: absent` removes all versions, the links and a hold, and the directory if nothing else is in it; \
        `recursive: true` is the consent to that.
        """
    package static let trials = [Trial(.debian12)]

    @Identity("The program's name.") package var name: String
    @Field("The version that is to be in use.") package var version: String
    @Field("Where it comes from; of several, the first that has it.") package var url: [FetchURL] = []
    @Field("What is fetched: one SHA-256, or one for each platform.") package var sha256: PlatformDigest? = nil
    @Field("Headers of the request, such as `Authorization`.") package var headers: [String: String] = [:]
    @Field("How it is packed, if its name does not say.") package var format: ArchiveFormat? = nil
    @Field("How many directories at the archive's top are left out.") package var strip = 0
    @Field("Programs of it, from its directory on, that are linked into /usr/local/bin.")
    package var bin: [String] = []
    @Field("How many versions stay besides the one in use.") package var keep = 2
    @Field("The directory of its versions; if not given, /opt and the name.") package var path: AbsolutePath? = nil
    @Field("Whether it is to be there.") package var state = Presence.present
    @Field("With `state: absent`: consent to remove all versions.") package var recursive = false

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { ([folder.current] + programs.map(\.link)).map { Claim("path", $0) } }
    package var keeps: [Claim] {
        wantsAbsence ? [] : [folder.root.claim, AbsolutePath(folder.path(of: version)).claim]
    }
    package var requires: [Claim] { wantsAbsence ? [] : folder.root.claimsAbove }
    package var effects: Effects { [.paths, .tools] }
    package var wantsAbsence: Bool { state == .absent }
    package var sparesManaged: Bool { wantsAbsence }

    package var problems: [FieldProblem] { nameProblems + (wantsAbsence ? absenceProblems : presenceProblems) }

    package func facts(given seen: Observations) -> [any Fact] {
        let links = [folder.current] + programs.map(\.link)
        let looks: [any Fact] =
            ([folder.root.text] + links).map { PathState($0) } + [FileLines(folder.hold), folder.listing]
        let candidates = folder.candidates(seen)
        guard !wantsAbsence else { return looks + candidates.map { folder.stamp(of: $0) } }
        var asked = [version]
        if let held = folder.held(seen)?.version, held.isReleaseWord { asked.append(held) }
        if case .present(let link)? = seen[PathState(folder.current)], let target = link.target, target.isReleaseWord {
            asked.append(target)
        }
        // Which of them are versions matters only where there may be too many.
        if candidates.count(where: { $0 != version }) > keep { asked += candidates }
        let stamps = Set(asked).sorted().map { folder.stamp(of: $0) }
        let isTaken = seen[folder.stamp(of: version)] == .absent && candidates.contains(version)
        return looks + stamps + (isTaken ? [folder.content(of: version)] : [])
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            if let seen = try look.see(PathState(folder.root.text)), seen.kind != .directory {
                throw .error("\(folder.root) is \(seen.inWords), not a directory")
            }
            let link = try look.see(PathState(folder.current))
            if let link, link.kind != .link { throw .error("\(folder.current) is \(link.inWords), not a link") }
            _ = try look.see(folder.listing)
            _ = try look.see(FileLines(folder.hold))
            return wantsAbsence ? try removal(of: link, look) : try making(from: link, look)
        }
    }

    /// The version in use, and what it is.
    package func signature(given seen: Observations) -> String? {
        guard case .present(let link)? = seen[PathState(folder.current)], let target = link.target,
            target.isReleaseWord, case .present(let stamp)? = seen[folder.stamp(of: target)]
        else { return nil }
        return Payload(stamp.bytes).digest
    }

    package func remark(given seen: Observations) -> String? {
        guard !wantsAbsence, let held = folder.held(seen) else { return nil }
        let instead = held.version == version ? "" : ", not \(version),"
        return "held at \(held.version)\(instead) by \(folder.hold)\(held.reason.isEmpty ? "" : ": \(held.reason)")"
    }

    private var folder: ReleaseFolder { ReleaseFolder(name: name, root: path ?? AbsolutePath("/opt/\(name)")) }
    private var place: FetchPlace { FetchPlace(urls: url, sha256: nil, headers: headers) }
    private var packing: ArchiveFormat? {
        format ?? url.lazy.compactMap { ArchiveFormat(fileName: $0.fileName) }.first
    }

    /// Where its programs are linked, and what to.
    private var programs: [(link: String, target: String)] {
        bin.map { program in
            let name = program.split(separator: "/").last.map(String.init) ?? program
            return ("/usr/local/bin/\(name)", "\(folder.current)/\(program)")
        }
    }
}

extension Release {
    private var nameProblems: [FieldProblem] {
        var problems: [FieldProblem] = []
        let help = "letters, digits and -_.+~@ make one, and a letter or digit begins it"
        if !name.isReleaseWord { problems.append(.init("release", "'\(name)' is no name of a program", help: help)) }
        if !version.isReleaseWord {
            problems.append(.init("version", "'\(version)' is no name of a version", help: help))
        } else if version == "current" {
            problems.append(.init("version", "'current' is what the link to the version in use is called"))
        }
        for program in bin where !Self.isProgram(program) {
            let help = "write where it is in the version's directory, like bin/consul"
            problems.append(.init("bin", "'\(program)' is no program of a version", help: help))
        }
        let links = programs.map(\.link)
        if Set(links).count < links.count { problems.append(.init("bin", "two of 'bin' have the same name")) }
        return problems
    }

    private var absenceProblems: [FieldProblem] {
        let help = "write recursive: true to remove all of its versions"
        return recursive ? [] : [.init("state", "removing a release removes its versions", help: help)]
    }

    private var presenceProblems: [FieldProblem] {
        var problems = place.problems
        if recursive { problems.append(.init("recursive", "'recursive' is only for a release that is to be absent")) }
        if url.isEmpty {
            problems.append(.init("release", "the entry does not say where it comes from", help: "give url"))
        } else if packing == nil, bin.count != 1 || bin[0].contains("/") {
            let help = "give format, or for a program that is not packed its one name in 'bin'"
            problems.append(.init("url", "the name does not say how the release is packed", help: help))
        }
        if !(0...20).contains(strip) {
            problems.append(.init("strip", "'strip' takes a number from 0 to 20, not \(strip)"))
        }
        if !(0...100).contains(keep) {
            problems.append(.init("keep", "'keep' takes a number from 0 to 100, not \(keep)"))
        }
        return problems
    }

    private static func isProgram(_ path: String) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { String($0).isReleaseWord }
    }

    private func making(from link: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        var change = Change(link == nil ? .create : .update, actions: [])
        let held = folder.held(look.seen)
        let wanted = held?.version ?? version
        if let held {
            guard held.version.isReleaseWord, try look.see(folder.stamp(of: held.version)) != nil else {
                throw .error("\(folder.hold) holds it at '\(held.version)', and no such version is there")
            }
        } else {
            try bring(isInUse: link?.target?.isExactly(version) == true, look, &change)
        }
        if link?.target?.isExactly(wanted) != true {
            change.fields.append(.init("version", from: link?.target, to: wanted))
            change.actions.append(.makeLink(path: folder.current, target: wanted))
        }
        for program in programs {
            let seen = try look.see(PathState(program.link))
            if let seen, seen.kind != .link { throw .error("\(program.link) is \(seen.inWords), not a link") }
            guard seen?.target?.isExactly(program.target) != true else { continue }
            change.fields.append(.init(program.link, from: seen?.target, to: program.target))
            change.actions.append(.makeLink(path: program.link, target: program.target))
        }
        discard(besides: wanted, before: link?.target, look, &change)
        return change.actions.isEmpty ? nil : change
    }

    /// Fetches and unpacks the version where it is not there as it should be.
    private func bring(isInUse: Bool, _ look: Look, _ change: inout Change) throws(Undecided) {
        let digest = try sha256.map { sha256 throws(Undecided) in try sha256.digest(for: look.facts) }
        let stamp = stamp(digest)
        let path = folder.path(of: version)
        if let seen = try look.see(folder.stamp(of: version)) {
            if seen.bytes == stamp.bytes { return }
            guard seen.lines.first == "release \(name)" else {
                throw .error("\(path) is an archive's, not a release's")
            }
            change.fields.append(.init("content of \(version)", from: "of another file", to: "as \(origin(digest))"))
            change.losses.append("what was added or changed in \(path) since it was unpacked")
        } else {
            if folder.candidates(look.seen).contains(version) { try expectFree(look) }
            if isInUse { change.fields.append(.init("content of \(version)", from: nil, to: "as \(origin(digest))")) }
        }
        change.actions += bringing(stamp, digest)
    }

    /// Throws where somebody else made a directory of the version's name and put something into it.
    private func expectFree(_ look: Look) throws(Undecided) {
        let entries = try look.see(folder.content(of: version))?.entries ?? []
        // A program that is not packed is there before its stamp.
        let own = packing == nil ? bin : []
        let others = entries.filter { !own.contains($0.path) && !$0.path.contains(".reconcile-") }
        guard !others.isEmpty else { return }
        throw .error(
            "\(folder.path(of: version)) holds what no release unpacked: \(Summary.names(others)); move it away")
    }

    private func origin(_ digest: String?) -> String { digest.map { "sha256 \($0.prefix(12))" } ?? "the URL has it" }

    /// What says which file was unpacked; URLs by a digest, since they may hold secrets.
    private func stamp(_ digest: String?) -> Payload {
        let what = digest.map { "sha256 \($0)" } ?? "urls \(Payload(url.map { $0.text + "\n" }.joined()).digest)"
        return Payload("release \(name)\nversion \(version)\n\(what)\n" + (strip > 0 ? "strip \(strip)\n" : ""))
    }

    private func bringing(_ stamp: Payload, _ digest: String?) -> [Action] {
        var source = place.source
        source.digest = digest
        let path = folder.path(of: version)
        let make = Action.makeDirectory(path: folder.root.text, attributes: .init(), withParents: true)
        guard let packing else {
            return [
                make, .makeDirectory(path: path, attributes: .init(), withParents: false),
                .fetch(path: "\(path)/\(bin.first ?? name)", source: source, attributes: .init(mode: 0o755)),
                .writeFile(
                    path: folder.stamp(of: version).path, content: stamp, attributes: .init(), validate: nil),
            ]
        }
        let archive = folder.root.below(".\(version).reconcile-archive")
        return [
            make, .fetch(path: archive, source: source, attributes: .init(mode: 0o600)),
            .unpack(path: path, archive: archive, with: packing.tool, strip: strip, stamp: stamp, attributes: .init()),
            .remove(path: archive, recursive: false),
        ]
    }

    /// Removes the versions that are too many, and what runs that were cut off left.
    private func discard(besides wanted: String, before last: String?, _ look: Look, _ change: inout Change) {
        let others = folder.versions(look.seen).filter { $0 != wanted && $0 != version }
        // What was in use until now is the first to stay.
        let inOrder = others.filter { $0 == last } + others.filter { $0 != last }
        let old = Array(inOrder.dropFirst(keep))
        let left = folder.leftovers(look.seen, bringing: change.actions.isEmpty ? nil : version)
        guard !old.isEmpty || !left.isEmpty else { return }
        if !old.isEmpty {
            change.fields.append(.init("old versions", from: old.joined(separator: ", "), to: nil))
            change.losses.append(
                contentsOf: old.map { "the version \($0), and what was added in \(folder.path(of: $0))" })
        }
        if !left.isEmpty { change.fields.append(.init("left over", from: left.joined(separator: ", "), to: nil)) }
        change.actions.append(.removeAll(paths: (old + left).map(folder.path), recursive: true))
    }

    private func removal(of link: PathState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        var actions: [Action] = []
        for program in programs where try look.see(PathState(program.link))?.target?.isExactly(program.target) == true {
            actions.append(.remove(path: program.link, recursive: false))
        }
        for name in folder.candidates(look.seen) { _ = try look.see(folder.stamp(of: name)) }
        let versions = folder.versions(look.seen)
        let own = versions + folder.leftovers(look.seen, bringing: nil)
        if link != nil { actions.append(.remove(path: folder.current, recursive: false)) }
        if !own.isEmpty { actions.append(.removeAll(paths: own.map(folder.path), recursive: true)) }
        if folder.held(look.seen) != nil { actions.append(.remove(path: folder.hold, recursive: false)) }
        guard !actions.isEmpty else {
            for claim in claims { try look.expectStaysAbsent(claim, or: .paths) }
            return nil
        }
        if isAlone(own, look) { actions.append(.remove(path: folder.root.text, recursive: false)) }
        return Change(
            .remove, fields: [.init("version", from: link?.target ?? versions.joined(separator: ", "), to: nil)],
            actions: actions, losses: versions.map { "the version \($0), and what was added in \(folder.path(of: $0))" }
        )
    }

    /// Whether nothing is in its directory but what is its own, and no other entry looks after that.
    private func isAlone(_ own: [String], _ look: Look) -> Bool {
        let all = Set(own + ["current", ".reconcile-hold"])
        guard look.seen[PathState(folder.root.text)] != .absent,
            folder.entries(look.seen).allSatisfy({ all.contains($0.path) }), let managed = look.managed
        else { return false }
        let root = folder.root.text
        return managed.undecided == nil
            && !managed.claims.contains { claim in
                claim.kind == "path" && !claims.contains(claim)
                    && (claim.name == root || claim.name.hasPrefix(root + "/"))
            }
    }
}
