/// A container of podman or docker.
package struct ContainerState: Fact {
    package struct Seen: Sendable, Hashable {
        package var id = ""
        /// As the engine calls it: `running`, `exited`, `created`, `paused`.
        package var status = ""
        package var startedAt = ""
        /// The image by its id and by the name that it had when the container was made.
        package var imageID = ""
        package var image = ""
        package var command: [String] = []
        /// Its words with spaces between them, which is all that podman keeps.
        package var entrypoint = ""
        /// With what the image and the engine have put there.
        package var environment: [String: String] = [:]
        package var labels: [String: String] = [:]
        package var user = ""
        package var directory = ""
        package var hostname = ""
        package var ports: Set<Port> = []
        package var mounts: [Mount] = []
        /// Or a mode like `host` by itself.
        package var networks: Set<String> = []
        /// `no`, `always`, `unless-stopped`, `on-failure` or `on-failure:N`.
        package var restart = "no"
        /// Bytes; 0 without a limit.
        package var memory = 0
        /// Billionths of a processor; 0 without a limit.
        package var nanoProcessors = 0
        package var pidsLimit = 0
        /// Bytes.
        package var sharedMemory = 0
        package var isReadOnly = false
        package var isPrivileged = false
        /// `SOFT:HARD` by the limit's name: `nofile`.
        package var ulimits: [String: String] = [:]
        /// Its making was cut off: nothing else is known of it.
        package var isTorn = false

        package init() {}

        package static var torn: Self {
            var seen = Self()
            seen.isTorn = true
            return seen
        }

        package var isRunning: Bool { status == "running" }
    }

    /// One port of the container, and where it is had on the node.
    package struct Port: Sendable, Hashable {
        /// Empty for all addresses.
        package var address: String
        /// Nil where the engine chooses one.
        package var host: Int?
        package var container: Int
        package var kind: String

        package init(address: String = "", host: Int?, container: Int, kind: String = "tcp") {
            self.address = address
            self.host = host
            self.container = container
            self.kind = kind
        }
    }

    package struct Mount: Sendable, Hashable {
        /// A path of the node, or the name of a volume.
        package var source: String
        package var destination: String
        package var isReadOnly: Bool

        package init(source: String, destination: String, isReadOnly: Bool = false) {
            self.source = source
            self.destination = destination
            self.isReadOnly = isReadOnly
        }
    }

    package static let kind = "container"
    package static let cost = Cost.slow
    package static let summary = "a container: how it was made, from which image, and whether it runs"

    package var name: String

    package init(_ name: String) { self.name = name }
}

extension ContainerState {
    package static func script(_ facts: [ContainerState]) -> String {
        EngineLook.script(kind, facts.map(\.name), tornIf: "true")
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [ContainerState]) -> [Observation<Seen>] {
        EngineLook.read(output, status: status, for: facts, of: kind, torn: .torn, named: \.name) { fact, items in
            // Docker puts a slash before the name.
            items.first { $0["Name"]?.text == fact.name || $0["Name"]?.text == "/" + fact.name }.map { Seen($0) }
        }
    }
}
