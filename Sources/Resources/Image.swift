package import Actions
package import Facts
package import Model
internal import Shell

/// An image that podman or docker has on the node.
package struct Image: Resource {
    package static let kind = "image"
    package static let summary = "An image of podman or docker: pulled, built, or loaded from a file on the node."
    package static let example = """
        - image: lab/proxy:1.2
          context: images/proxy
          args: {VERSION: "1.2"}

        """
    package static let notes = """
        Without `context` and `archive` the image is pulled when the node has none of this name: a tag is not asked for
        again, so that nothing changes by itself. To have another one, name another tag, or better a digest:
        `docker.io/library/nginx@sha256:…`.

        `context` is a folder of the project that holds a Dockerfile. The image is built when the node has none that was
        built from just these files and `args`, which a label of it tells by a digest; that what stands behind `FROM` has
        become another one is not noticed. Arguments stay in the image, where everybody can read them.

        `archive` is a file on the node as `podman save` and `docker save` write it, of one image; a `file`, a `download` or
        an `archive` entry may bring it. It is loaded when the image of this name is another one than that in the file.
        So a node without a registry has its images: `save` writes such a file on the node that has the image, anew whenever
        that becomes another one. Names that stand in the archive are given to the image, too.

        A container whose image has become another one is created anew. The old image stays until somebody removes it.

        An image whose making was cut off, by a power failure for one, may be torn: the next plan says so. It is fetched,
        removed with its layers and fetched again; one that is built is built from nothing, and its files have the time of
        that. An image that lies in podman's way because it lacks a part of itself is removed then, too.

        """
    package static let looksAt: [any Fact.Type] = [ImageState.self, ImageArchive.self, PathState.self]
    package static let does: [Action.Kind] = [.pullImage, .buildImage, .loadImage, .saveImage, .removeImage]
    package static let removal =
        "`state: absent` takes the name away, and the image where it has no other; one that a container uses is an error."
    package static let tools = ["podman", "docker"]
    package static let trials = [
        Trial(.debian12, with: "podman"), Trial(.debian12, with: "docker", .byHand),
        Trial(.debian13, with: "podman"), Trial(.debian11, with: "podman", .byHand),
    ]

    @Identity("The image's name, with a tag or a digest.") package var name: String
    @Field("A folder of the project, from its `files` folder, to build it from.")
    package var context: ProjectFolder? = nil
    @Field("With `context`: the file that says how, if it is no `Dockerfile` at the top.")
    package var dockerfile: String? = nil
    @Field("With `context`: the stage to build, if not the last.") package var target: String? = nil
    @Field("With `context`: arguments of the build.") package var args: [String: String] = [:]
    @Field("A file on the node that it is loaded from.") package var archive: AbsolutePath? = nil
    @Field("A file on the node that it is saved to, for other nodes to load.") package var save: AbsolutePath? = nil
    @Field("Whether it is to be there.") package var state = Presence.present

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("image", ImageState.normalized(name))] + (save.map { [$0.claim] } ?? []) }
    package var wantsAbsence: Bool { state == .absent }

    package var requires: [Claim] {
        EngineName.bringers + (archive.map { $0.claimsAbove + [$0.claim] } ?? []) + (save?.claimsAbove ?? [])
    }

    package var problems: [FieldProblem] {
        var problems = EngineName.problems(withImage: name, in: "image")
        let given = [
            ("context", context != nil), ("dockerfile", dockerfile != nil), ("target", target != nil),
            ("args", !args.isEmpty), ("archive", archive != nil), ("save", save != nil),
        ].filter(\.1).map(\.0)
        if wantsAbsence {
            return problems + given.map { .init($0, "'\($0)' has no meaning for an image that is to be absent") }
        }
        if let first = given.first(where: { $0 != "save" }), name.contains("@") {
            let help = "give it a tag, like 'lab/proxy:1.2'"
            problems.append(.init(first, "an image that is made here cannot be named by a digest", help: help))
        }
        if context != nil, archive != nil {
            problems.append(
                .init("archive", "'archive' is given beside 'context'", help: "give one of context and archive"))
        }
        if context == nil {
            problems += given.filter { $0 != "archive" && $0 != "save" }.map {
                .init($0, "'\($0)' is only for 'context'")
            }
        }
        if $args.isSensitive, !args.isEmpty {
            let help = "copy a file into the context, or give the container the secret when it runs"
            problems.append(.init("args", "a secret in 'args' stays in the image for everybody to read", help: help))
        }
        problems += args.keys.sorted().filter { !$0.isShellVariable }.map {
            .init("args", "'\($0)' is no name of an argument", help: "letters, digits and '_' make one")
        }
        for (field, text) in [("dockerfile", dockerfile), ("target", target)] where text?.isEmpty == true {
            problems.append(.init(field, "'\(field)' is empty"))
        }
        return problems
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let files = wantsAbsence ? [] : [archive, save].compactMap { $0 }
        return [image] as [any Fact] + files.map { ImageArchive($0.text) }
            + (wantsAbsence ? [] : save?.folderFacts ?? [])
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let seen = try look.seeEngine(image)
            if wantsAbsence { return try removal(of: seen, look) }
            return try saving(try making(seen, look), seen, look)
        }
    }

    package func signature(given seen: Observations) -> String? {
        guard case .present(let seen)? = seen[image], !seen.isTorn else { return nil }
        return seen.id
    }

    private var image: ImageState { ImageState(ImageState.reference(name)) }

    private static let label = ContainerEngine.label + "context"

    private func making(_ seen: ImageState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        if let context { return building(context, seen) }
        if let archive { return try loading(archive, seen, look) }
        guard seen == nil || seen?.isTorn == true else { return nil }
        return change(seen, .init("image", from: nil, to: name), .pull(image.name))
    }

    /// Also saves it, where the file does not hold what is there or is about to be.
    private func saving(_ making: Change?, _ seen: ImageState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard let save else { return making }
        var held: ImageArchive.Seen?
        if case .present(let found)? = look.seen[ImageArchive(save.text)] { held = found }
        if making == nil, let held, held.id == seen?.id { return nil }
        if held == nil { try look.expectFolder(of: save) }
        let short = { (id: String) in "image \(id.prefix(12))" }
        var change = making ?? Change(held == nil ? .create : .update, actions: [])
        let new = making == nil ? seen.map { short($0.id) } : nil
        change.fields.append(.init("save", from: held.map { short($0.id) }, to: new ?? "the image then"))
        change.actions.append(.image(.save(image.name, path: save.text)))
        return change
    }

    private func building(_ context: ProjectFolder, _ seen: ImageState.Seen?) -> Change? {
        let archive = ContextArchive(context).payload
        var options = (dockerfile.map { ["--file=\($0)"] } ?? []) + (target.map { ["--target=\($0)"] } ?? [])
        options += args.assignments.map { "--build-arg=\($0)" }
        let digest = Payload(([archive.digest] + options).map { $0 + "\n" }.joined()).digest
        let old = seen?.labels[Self.label]
        if old == digest { return nil }
        let before = seen.map { _ in old.map(Self.short) ?? "not built from it" }
        return change(
            seen, .init("context", from: before, to: Self.short(digest)),
            .build(name, context: archive, options: ["--label=\(Self.label)=\(digest)"] + options))
    }

    private func change(_ seen: ImageState.Seen?, _ field: FieldChange, _ action: ImageAction) -> Change {
        var field = field
        if seen?.isTorn == true { field.before = nil }
        return Change(
            seen == nil ? .create : .update, reason: seen?.isTorn == true ? ContainerEngine.tornReason : nil,
            fields: [field], actions: [.image(action)])
    }

    private static func short(_ digest: String) -> String { "sha256 \(digest.prefix(12))" }

    private func loading(
        _ archive: AbsolutePath, _ seen: ImageState.Seen?, _ look: Look
    ) throws(Undecided) -> Change? {
        if let maker = look.pending.first(where: { $0.claims.contains(archive.claim) }) {
            throw .depends(on: maker.address)
        }
        guard let held = try look.see(ImageArchive(archive.text)) else {
            if let maker = look.pending(archive.claim, or: .paths) { throw .depends(on: maker) }
            throw .error("\(archive) is not there")
        }
        if seen?.id == held.id { return nil }
        let short = { (id: String) in "image \(id.prefix(12))" }
        return change(
            seen, .init("archive", from: seen.map { short($0.id) }, to: short(held.id)),
            .load(name, archive: archive.text, id: held.id))
    }

    private func removal(of seen: ImageState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard let seen else {
            for claim in claims { try look.expectStaysAbsent(claim, or: []) }
            return nil
        }
        return Change(
            .remove, fields: [.init("image", from: seen.isTorn ? "cut off" : String(seen.id.prefix(12)), to: nil)],
            actions: [.image(.remove(image.name))])
    }
}
