/// Runs programs as other users.
package enum AsUser {
    /// A shell function: `reconcile_as USER COMMAND ARGUMENT...`, with the user's own home folder.
    ///
    /// An empty name means whoever the shell runs as; only root can name another.
    package static let function = #"""
        reconcile_as() {
            [ -n "${reconcile_me-}" ] || reconcile_me=$(id -un)
            reconcile_user=$1
            shift
            if [ -z "$reconcile_user" ] || [ "$reconcile_user" = "$reconcile_me" ]; then "$@"
            elif command -v runuser >/dev/null; then
                # shellcheck disable=SC2016 # the other shell expands it
                runuser -s /bin/sh -c 'exec "$@"' -- "$reconcile_user" sh "$@"
            elif [ -d /proc/self ]; then
                # shellcheck disable=SC2016 # the other shell expands it
                su -s /bin/sh -c 'exec "$@"' -- "$reconcile_user" sh "$@"
            else sudo -n -H -u "$reconcile_user" -- "$@"; fi
        }
        """#
}
