/// Which tool looks after the containers of a node.
package enum ContainerEngine {
    /// A shell function that sets `engine` to `podman`, to `docker`, or to nothing.
    ///
    /// Podman, unless Docker's own daemon listens here: podman-docker puts a link where that has its socket.
    package static let detection = #"""
        reconcile_engine() {
            engine=
            if [ -S /run/docker.sock ] && ! [ -L /run/docker.sock ] && command -v docker >/dev/null; then engine=docker
            elif command -v podman >/dev/null; then engine=podman
            elif command -v docker >/dev/null; then engine=docker; fi
        }
        """#

    /// What begins the names of labels in which a thing tells how it was asked for.
    package static let label = "io.reconcile."
}
