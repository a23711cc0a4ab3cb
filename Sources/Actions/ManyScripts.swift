internal import Shell

extension Compiler {
    func manyStep(_ action: Action) -> String {
        switch action {
        case .setAllAttributes(let paths, let attributes):
            return Self.runs(of: paths).map { (["reconcile_own_all"] + attributes.words + $0).shellWords }
                .joined(separator: " &&\n")
        case .removeAll(let paths, let recursive):
            if let path = paths.first(where: { !Self.isRemovable($0) }) {
                return "reconcile_fail \("'\(path)' is never removed".shellQuoted)"
            }
            return Self.runs(of: paths).map {
                (["reconcile_remove_all", recursive ? "recursive" : ""] + $0).shellWords
            }
            .joined(separator: " &&\n")
        default:
            preconditionFailure("not an action on many paths")
        }
    }

    /// The paths in runs that fit into the arguments of one program, whatever the system; at least one run.
    private static func runs(of paths: [String]) -> [[String]] {
        var runs: [[String]] = [[]]
        var room = 64 << 10
        for path in paths {
            room -= path.utf8.count + 16
            if room < 0, !runs[runs.count - 1].isEmpty {
                runs.append([])
                room = 64 << 10
            }
            runs[runs.count - 1].append(path)
        }
        return runs
    }

    static let manyFunctions = #"""
        # OWNER GROUP MODE PATH...
        reconcile_own_all() (
            owner=$1
            group=$2
            mode=$3
            shift 3
            [ "$#" -gt 0 ] || exit 0
            case $owner:$group in
            (:) ;;
            (*:) chown -h -- "$owner" "$@" ;;
            (*) chown -h -- "$owner:$group" "$@" ;;
            esac || exit
            [ -n "$mode" ] || exit 0
            for path in "$@"; do
                shift
                [ -L "$path" ] || set -- "$@" "$path"
            done
            [ "$#" -eq 0 ] || chmod -- "$mode" "$@"
        )
        # RECURSIVE PATH...
        reconcile_remove_all() (
            recursive=$1
            shift
            for path in "$@"; do
                shift
                if [ -L "$path" ] || ! [ -d "$path" ]; then set -- "$@" "$path"
                elif [ -n "$recursive" ]; then reconcile_remove_tree "$path" || exit
                else reconcile_fail "'$path' is a directory"; fi
            done
            [ "$#" -eq 0 ] || rm -f -- "$@"
        )
        """#
}
