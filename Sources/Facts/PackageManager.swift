/// Which tool looks after the packages of a node.
enum PackageManager {
    /// Sets `manager` to `dpkg`, `rpm`, `pacman`, `apk`, `brew` or nothing, in the order in which the standard facts name
    /// one: where there are several, the system's own comes first.
    static let detection = #"""
        LC_ALL=C
        export LC_ALL
        has() { command -v "$1" >/dev/null; }
        manager=
        if has apt-get; then manager=dpkg
        elif has dnf || has yum || has zypper; then manager=rpm
        elif has pacman; then manager=pacman
        elif has apk; then manager=apk
        elif has dpkg-query; then manager=dpkg
        else
            for brew in /opt/homebrew/bin/brew /usr/local/bin/brew /home/linuxbrew/.linuxbrew/bin/brew; do
                [ ! -x "$brew" ] || {
                    manager=brew
                    break
                }
            done
        fi
        """#
}
