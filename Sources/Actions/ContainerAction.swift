/// What can be done with containers of podman or docker.
package enum ContainerAction: Sendable, Hashable {
    /// Makes a container; one of its name that is there steps aside, and comes back when the new one cannot be started.
    case create(Container)
    case start(String)
    case stop(String)
    case restart(String)
    /// Sends SIGHUP, on which many programs read their settings anew.
    case reload(String)
    case unpause(String)
    /// Stops it first; its volumes stay.
    case remove(String)

    package struct Container: Sendable, Hashable {
        package var name: String
        package var image: String
        /// Options that `podman-create(1)` and docker have alike, a word each.
        package var options: [String]
        /// In this order; `default` is what the engine calls its own.
        package var networks: [String]
        /// `all`, or numbers and names.
        package var gpus: [String]
        /// Lines of `NAME=VALUE`, which never stand on a command line.
        package var environment: Payload
        package var command: [String]
        package var starts: Bool

        package init(
            name: String, image: String, options: [String], networks: [String], gpus: [String], environment: Payload,
            command: [String], starts: Bool
        ) {
            self.name = name
            self.image = image
            self.options = options
            self.networks = networks
            self.gpus = gpus
            self.environment = environment
            self.command = command
            self.starts = starts
        }
    }
}

/// What can be done with images of podman or docker.
package enum ImageAction: Sendable, Hashable {
    case pull(String)
    /// From a tar archive of the context, and options that podman and docker have alike.
    case build(String, context: Payload, options: [String])
    /// From a file on the node that holds the image of this id, which gets the name.
    case load(String, archive: String, id: String)
    /// Into a file that takes the place of another one when it is whole.
    case save(String, path: String)
    case remove(String)
}

/// What can be done with networks and volumes of podman or docker.
package enum EngineAction: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable { case network, volume }

    /// Makes it with options that podman and docker have alike; with `replaces`, what is there goes first. Containers
    /// that are on a network are on the new one too; a volume that a container uses is an error.
    case create(Kind, String, options: [String], replaces: Bool)
    case remove(Kind, String)
}
