/// One kind of action whose power is cut on a real host, and how to tell what became of it.
///
/// All scripts run on the host as root. `old 100` and `new 100` print so many lines that say so; `is old FILE 100`
/// succeeds for a file of just those.
struct PowerCut: Sendable {
    var name: String
    /// The fields of the entries, each as a YAML mapping.
    var entries: [String]
    /// The folders in which changes count as moments of the action.
    var watched = ["/srv/cut"]
    /// What has to be there once, before everything else.
    var needs = ":"
    /// Makes the old state, from whatever a cut has left.
    var before: String
    /// Succeeds in the old state.
    var old: String
    /// Succeeds in the new state.
    var new: String
    /// Succeeds in what a cut may leave besides the two: something that is marked as unfinished, never a torn file.
    var between = "false"
    /// The system that the host has to be of, where the fleet's own has not all that is needed.
    var suite: String?
    /// Of how many moments the power is cut at.
    var moments = 3

    /// Functions for all scripts.
    static let prelude = """
        old() { yes 'old line' | head -n "$1"; }
        new() { yes 'new line' | head -n "$1"; }
        is() { "$1" "$3" | cmp -s - "$2"; }
        # FILE LINES: one of the two.
        whole() { is old "$1" "$2" || is new "$1" "$2"; }
        # FOLDER LINES: all files in it are.
        all_whole() { find "$1" -name .git -prune -o -type f ! -name '.*' -print | while read -r f; do
            whole "$f" "$2" || { echo "torn: $f" >&2; exit 1; }; done; }

        """
}

extension PowerCut {
    static let all = files + trees + accounts + system + software + engines

    /// Installs a package of the host's own repositories, if it is not there.
    static func installed(_ package: String) -> String {
        "dpkg-query -W \(package) >/dev/null 2>&1 || DEBIAN_FRONTEND=noninteractive apt-get install -q -y "
            + "--no-install-recommends \(package) >/dev/null"
    }
}
