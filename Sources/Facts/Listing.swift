internal import Shell

/// What is in a directory, on its file system; absent where there is no directory of its own.
package struct Listing: Fact {
    package struct Entry: Sendable, Hashable {
        /// From the directory on, without a slash before it.
        package var path: String
        /// Whether the path is what the node calls it: one that is no UTF-8 is shown, and never acted on.
        package var isExact: Bool
        package var state: PathState.Seen
        /// Seconds since 1970 when its content last changed.
        package var modified: Int

        package init(path: String, isExact: Bool = true, state: PathState.Seen, modified: Int) {
            self.path = path
            self.isExact = isExact
            self.state = state
            self.modified = modified
        }
    }

    package struct Seen: Sendable, Hashable {
        /// Seconds since 1970 by the node's clock.
        package var now: Int
        /// What is in a directory follows right behind it.
        package var entries: [Entry]

        package init(now: Int, entries: [Entry]) {
            self.now = now
            self.entries = entries
        }

        // Time goes on between two looks: that alone makes nothing stale.
        package static func == (lhs: Self, rhs: Self) -> Bool { lhs.entries == rhs.entries }

        package func hash(into hasher: inout Hasher) { hasher.combine(entries) }
    }

    package static let kind = "listing"
    package static let summary = "what is in a directory: kind, owner, mode, size and time"
    package static let cost = Cost.slow
    /// Lines that a look answers at most, over all directories of one depth.
    package static let limit = 100_000

    /// Absolute.
    package var path: String
    /// Whether what is in directories below counts, too.
    package var isDeep: Bool

    package init(_ path: String, isDeep: Bool) {
        self.path = path
        self.isDeep = isDeep
    }
}

// Canonically equivalent names are equal Strings but different directories.
extension Listing {
    package static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.isDeep == rhs.isDeep && lhs.path.utf8.elementsEqual(rhs.path.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(isDeep)
        for byte in path.utf8 { hasher.combine(byte) }
    }
}

extension Listing {
    /// One `find`, with `stat` for many paths at once, for all directories of one depth.
    package static func script(_ facts: [Listing]) -> String {
        let calls = [true, false].compactMap { isDeep -> String? in
            let paths = facts.filter { $0.isDeep == isDeep }.map(\.path)
            return paths.isEmpty ? nil : "list \(isDeep ? "deep" : "flat") \(paths.shellWords)"
        }
        return ([functions] + calls).joined(separator: "\n")
    }

    /// The clock comes first.
    ///
    /// Then for each depth the word for it, a record for each path, `//!` and what `find` complained of, and
    /// `//.` at the end. No path holds two slashes, so a line without them goes on with the name before it.
    private static let functions = #"""
        LC_ALL=C
        export LC_ALL
        nl='
        '
        set -f
        if ! command -v find >/dev/null || ! command -v stat >/dev/null; then
            echo '!'
            exit
        fi
        # What guards compare has no time in it.
        if [ -n "${guarded-}" ]; then echo 0
        else date +%s; fi
        found() {
            if [ -d /proc/self ]; then find "$@" -exec stat -c '//%f:%s:%u:%g:%U:%G:%Y:%n' -- {} +
            else find "$@" -exec stat -f '//%Xp:%z:%u:%g:%Su:%Sg:%m:%N' -- {} +; fi
        }
        list() {
            printf '//%s\n' "$1"
            case $1 in
            (deep) shift; set -- "$@" -xdev ;;
            (flat) shift; set -- "$@" -maxdepth 1 -xdev ;;
            esac
            {
                errors=$({ found "$@" 2>&4 | head -n 100000 >&3; } 4>&1)
            } 3>&1
            IFS=$nl
            for error in $errors; do printf '//!%s\n' "$error"; done
            unset IFS
            echo //.
        }
        """#
}
