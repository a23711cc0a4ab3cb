package import Actions
package import Facts
package import Model
internal import Shell
package import YAML

/// A container of podman or docker.
package struct Container: Resource {
    package static let kind = "container"
    package static let summary = "A container of podman or docker."
    package static let example = """
        - container: ntfy
          image: docker.io/binwiederhier/ntfy:v2.11.0
          command: [serve]
          ports: ["127.0.0.1:8095:80"]
          volumes: ["ntfy-data:/var/lib/ntfy", "/etc/ntfy/server.yml:/etc/ntfy/server.yml:ro"]
          env: {TZ: Asia/Seoul}
          restart: unless-stopped
          restart_on: [file:/etc/ntfy/server.yml]

        """
    package static let notes = """
        Podman is taken where the node has it, and docker where it has not, or where docker's own daemon listens at
        `/run/docker.sock`. The containers are those of the user as whom the host is looked at: root where
        entries of it are done as several users, so that one that another user is to do is an error. Those of a user alone
        have not been tried.

        An image that is not on the node is fetched. A container cannot be changed: where a field differs, or the image
        has become another one under its name, the container is created anew. The old one steps aside for that and comes
        back when the new one cannot be started; what was written in it outside of `volumes` is gone, and the plan says
        so. Labels that begin with `io.reconcile.` say what a container was asked for, so that a field that leaves the
        entry is a difference, too. Of a container that somebody else has made, a field that the engine does not tell in
        these words counts as different: `tmpfs`, `devices`, `gpus`, `cap_add`, `cap_drop`, `security_opt`, `extra_hosts`, `dns`,
        `sysctls`, `stop_timeout`, `log_driver`, `log_options` and `healthcheck`.

        `env` travels apart from all command lines, and only there may a secret stand. A file that is mounted by its own
        path is replaced by a `file` entry, not written to: the container sees the old one until it is restarted, which
        `restart_on` asks for. `reload_on` sends SIGHUP.

        Podman brings containers back after a boot where its unit `podman-restart` is enabled, and only those with
        `restart: always`. `gpus` are had by docker's `--gpus`, and with podman by CDI, as `nvidia.com/gpu`: that has not
        been run on a real system yet.

        """
    package static let looksAt: [any Fact.Type] = [ContainerState.self, ImageState.self, PathState.self]
    package static let does: [Action.Kind] = [.createContainer, .runContainer, .removeContainer]
    package static let removal =
        "`state: absent` stops and removes the container; its image, its volumes and its networks stay."
    package static let tools = ["podman", "docker"]
    package static let trials = [
        Trial(.debian12, with: "podman"), Trial(.debian12, with: "docker", .byHand),
        Trial(.debian13, with: "podman"), Trial(.debian11, with: "podman", .byHand),
    ]
    package static let answers: [Owed.Kind] = [.restart, .reload]

    /// Whether a container is there, and whether it runs.
    package enum State: String, CaseIterable, FieldValue { case running, stopped, absent }

    @Identity("The container's name.") package var name: String
    @Field("The image, with a tag or a digest.") package var image: String? = nil
    @Field("What it runs in place of what the image says, a word each.") package var command: [Text] = []
    @Field("The program that the command is given to, in place of the image's, and words before the command.")
    package var entrypoint: [Text] = []
    @Field("Variables.") package var env: [String: Text] = [:]
    @Field("A file on the node with more variables, `NAME=VALUE` on each line; `env` goes before it.")
    package var envFile: AbsolutePath? = nil
    @Field("Ports: `8080:80`, `127.0.0.1:8080:80`, with `/udp`, and ranges.") package var ports: [PortMapping] = []
    @Field("What is mounted: `/path:/inside:ro`, or a volume's name in place of the path.")
    package var volumes: [VolumeMount] = []
    @Field("Places inside that are kept in memory, with options behind a colon.") package var tmpfs: [String] = []
    @Field("Networks that it is on, or `host`, `none` or `container:NAME`; `default` is the engine's own.")
    package var networks: [String] = []
    @Field("When the engine starts it again: `no`, `always`, `unless-stopped`, `on-failure` or `on-failure:N`.")
    package var restart: String? = nil
    @Field("The user who runs it inside, and a group behind a colon.") package var user: String? = nil
    @Field("The directory that it runs in.") package var workdir: AbsolutePath? = nil
    @Field("Its name inside.") package var hostname: String? = nil
    @Field("Labels.") package var labels: [String: String] = [:]
    @Field("Devices of the node: `/dev/video0`, `/dev/sda:/dev/xvda:r`.") package var devices: [String] = []
    @Field("GPUs of NVIDIA: `all`, or their numbers.") package var gpus: [String] = []
    @Field("Limits by name: `nofile: 65536`, or `SOFT:HARD`.") package var ulimits: [String: String] = [:]
    @Field("How much memory it may have, like `512MiB`.") package var memory: ByteSize? = nil
    @Field("How many processors it may keep busy, like `1.5`.") package var cpus: String? = nil
    @Field("How many processes it may have.") package var pidsLimit: Int? = nil
    @Field("The size of its `/dev/shm`.") package var shmSize: ByteSize? = nil
    @Field("Whether its own file system cannot be written to.") package var readOnly = false
    @Field("Whether it may do nearly all that root may on the node.") package var privileged = false
    @Field("Capabilities that it has besides.") package var capAdd: [String] = []
    @Field("Capabilities that it has not; `ALL` for all.") package var capDrop: [String] = []
    @Field("Security options, like `no-new-privileges`.") package var securityOpt: [String] = []
    @Field("Lines for its `/etc/hosts`, as `NAME:ADDRESS`.") package var extraHosts: [String] = []
    @Field("Name servers.") package var dns: [String] = []
    @Field("Settings of the kernel that it has of its own.") package var sysctls: [String: String] = [:]
    @Field("How long it has to end by itself before it is killed.") package var stopTimeout: Duration? = nil
    @Field("Where its output goes, as the engine calls it.") package var logDriver: String? = nil
    @Field("Options for that, like `max-size: 10m`.") package var logOptions: [String: String] = [:]
    @Field("How the engine finds out whether it is well: a `command` for a shell inside, and when.")
    package var healthcheck: ContainerHealth? = nil
    @Field("Whether it is there, and runs.") package var state = State.running
    @Field("Addresses, with globs: it is restarted when one of these changed since its last start.")
    package var restartOn: [String] = []
    @Field("Addresses, with globs: it gets a SIGHUP when one of these changed since its last start.")
    package var reloadOn: [String] = []
    @Field("Any value: it is restarted when this is not what it was at its last start.")
    package var triggers: Node? = nil

    package init() {}

    package var identity: String { name }
    package var claims: [Claim] { [Claim("container", name)] }
    package var effects: Effects { .processes }
    package var wantsAbsence: Bool { state == .absent }

    package var requires: [Claim] {
        guard !wantsAbsence else { return EngineName.bringers }
        let files =
            (envFile.map { [$0] } ?? []) + volumes.filter { $0.volume == nil }.map { AbsolutePath($0.mount.source) }
        return EngineName.bringers + files.flatMap { $0.claimsAbove + [$0.claim] } + [imageClaim]
            + volumes.compactMap { $0.volume.map { Claim("volume", $0) } } + networks.map { Claim("network", $0) }
    }

    package func facts(given seen: Observations) -> [any Fact] {
        let own: [any Fact] = [ContainerState(name)]
        guard !wantsAbsence, let image else { return own }
        return own + [ImageState(ImageState.reference(image))]
            + (envFile.map { [PathState($0.text, digest: true)] } ?? [])
    }

    package func verdict(_ look: Look) -> Verdict {
        look.decide { () throws(Undecided) in
            let seen = try look.seeEngine(ContainerState(name))
            if wantsAbsence { return try removal(of: seen, look) }
            let fields = fields(variables: try variables(look))
            if let seen, seen.isTorn {
                return Change(
                    .update, reason: ContainerEngine.tornReason, fields: fields.additions() + additions,
                    actions: [create(fields)], losses: [written])
            }
            var now = try look.seeEngine(ImageState(ImageState.reference(image ?? "")))
            if now?.isTorn == true { now = nil }
            guard let seen else { return creation(fields, now, look) }
            // What is planned for the image decides which one it will be.
            let maker = look.pending.first { $0.claims.contains(imageClaim) }
            let changes = differences(seen, fields, maker == nil ? now : nil)
            if changes.isEmpty {
                if let maker { throw .depends(on: maker.address) }
                return running(seen, look)
            }
            return Change(
                .update, reason: "it is created anew", fields: changes, actions: [create(fields)], losses: [written])
        }
    }

    /// The run that it is in: a new one has read everything anew.
    package func signature(given seen: Observations) -> String? {
        guard case .present(let seen)? = seen[ContainerState(name)], seen.isRunning else { return nil }
        return "\(seen.id) \(seen.startedAt)"
    }

    private var written: String { "what was written in the container \(name) outside of volumes" }

    private var imageClaim: Claim { Claim("image", ImageState.normalized(image ?? "")) }

    /// The file of variables, with the digest of what is in it; nil without any.
    private func variables(_ look: Look) throws(Undecided) -> String? {
        guard let envFile else { return nil }
        if let maker = look.pending.first(where: { $0.claims.contains(envFile.claim) }) {
            throw .depends(on: maker.address)
        }
        guard let file = try look.see(PathState(envFile.text, digest: true)) else {
            if let maker = look.pending(envFile.claim, or: .paths) { throw .depends(on: maker) }
            throw .error("\(envFile) is not there")
        }
        guard file.kind == .file, let digest = try look.read(file.digest) else {
            throw .error("\(envFile) is \(file.inWords), not a file")
        }
        return "\(envFile) sha256:\(digest.prefix(12))"
    }

    private func creation(
        _ fields: [EngineField<ContainerState.Seen>], _ image: ImageState.Seen?, _ look: Look
    ) -> Change {
        let isComing = image != nil || look.pending.contains { $0.claims.contains(imageClaim) }
        return Change(
            .create, reason: isComing ? nil : "its image is fetched first", fields: fields.additions() + additions,
            actions: [create(fields)])
    }

    private func differences(
        _ seen: ContainerState.Seen, _ fields: [EngineField<ContainerState.Seen>], _ image: ImageState.Seen?
    ) -> [FieldChange] {
        var changes = fields.compactMap { $0.change(seen, labels: seen.labels) } + variableChanges(seen)
        if let image, image.id != seen.imageID, !changes.contains(where: { $0.field == "image" }) {
            let short = { (id: String) in "\(self.image ?? "") (\(id.prefix(12)))" }
            changes.insert(.init("image", from: short(seen.imageID), to: short(image.id)), at: 0)
        }
        return changes
    }

    private func running(_ seen: ContainerState.Seen, _ look: Look) -> Change? {
        let field = FieldChange("state", from: seen.status, to: state.rawValue)
        if state == .stopped {
            let isStopped = ["exited", "created", "configured", "stopped", "dead"].contains(seen.status)
            return isStopped ? nil : Change(.update, fields: [field], actions: [.container(.stop(name))])
        }
        if seen.status == "paused" {
            return Change(.update, fields: [field], actions: [.container(.unpause(name))])
        }
        guard seen.isRunning else {
            return Change(.update, fields: [field], actions: [.container(.start(name))])
        }
        // A restart does what a reload does.
        let restarts = look.owed.contains { $0.kind == .restart }
        let answered = look.owed.filter { $0.kind == (restarts ? .restart : .reload) }
        guard !answered.isEmpty else { return nil }
        return Change(
            restarts ? .restart : .reload, reason: answered.map(\.reason).joined(separator: "; "),
            actions: [.container(restarts ? .restart(name) : .reload(name))])
    }

    private func removal(of seen: ContainerState.Seen?, _ look: Look) throws(Undecided) -> Change? {
        guard seen != nil else {
            for claim in claims { try look.expectStaysAbsent(claim, or: []) }
            return nil
        }
        return Change(
            .remove, fields: [.init("state", from: "present", to: "absent")], actions: [.container(.remove(name))],
            losses: [written])
    }
}
