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

    /// Functions about what is being made, and what of it is torn.
    package static let marks = #"""
        # VOLUME: whether it is there without a folder for what is to be in it.
        reconcile_lacks_folder() {
            place=$("$engine" volume inspect --format '{{.Mountpoint}}' -- "$1" 2>/dev/null) || return
            [ -n "$place" ] && ! [ -d "$place" ]
        }
        # Sets `marks` to the file that names what is being made, as KIND NAME.
        reconcile_marks() {
            if [ "$(id -u)" = 0 ]; then marks=/var/lib/reconcile/.engine
            else marks=${XDG_STATE_HOME:-${HOME-}/.local/state}/reconcile/.engine; fi
        }
        """#

    /// What begins the names of labels in which a thing tells how it was asked for.
    package static let label = "io.reconcile."

    /// Why something is made again that has a mark.
    package static let tornReason = "its making was cut off"
}
