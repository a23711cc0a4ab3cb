internal import Shell

/// Whether the node's package manager read what it could install less than a day ago.
package struct PackageIndex: Fact {
    package struct Seen: Sendable, Hashable {
        package var isFresh: Bool

        package init(isFresh: Bool) { self.isFresh = isFresh }
    }

    package static let kind = "package-index"
    package static let summary = "whether the package manager's index is less than a day old"
    package static let cost = Cost.slow

    package init() {}
}

extension PackageIndex {
    /// apt renews the folder that it loads to at each reading, the others the files that they load.
    package static func script(_ facts: [PackageIndex]) -> String {
        PackageManager.detection + "\n" + #"""
            fresh() { [ -z "$(find "$@" -mtime -1 2>/dev/null | head -n 1)" ] || echo fresh; }
            case $manager in
            (dpkg)
                [ -z "$(find /var/lib/apt/lists -maxdepth 1 -name '*Release' 2>/dev/null | head -n 1)" ] ||
                    fresh /var/lib/apt/lists/partial -maxdepth 0
                ;;
            (rpm) fresh /var/cache/dnf /var/cache/libdnf5 /var/cache/yum -name repomd.xml ;;
            (pacman) fresh /var/lib/pacman/sync -name '*.db' ;;
            (apk) fresh /var/cache/apk /etc/apk/cache/ -name 'APKINDEX*' ;;
            (brew) echo fresh ;;
            esac
            echo end
            """#
    }

    package static func read(_ output: [UInt8], status: Int32, for facts: [PackageIndex]) -> [Observation<Seen>] {
        let text = String(decoding: output, as: UTF8.self)
        guard text.hasSuffix("end\n") else { return facts.map { _ in .unanswered(status) } }
        return facts.map { _ in .present(Seen(isFresh: text.hasPrefix("fresh\n"))) }
    }
}
