internal import Shell

extension Compiler {
    func unpackStep(_ action: Action) -> String {
        guard case .unpack(let path, let archive, let unpacker, let strip, let stamp, let attributes) = action else {
            preconditionFailure("not an action on an archive")
        }
        if !Self.isRemovable(path) { return "reconcile_fail \("'\(path)' is never replaced".shellQuoted)" }
        let words = ["reconcile_unpack", path, Self.temporary(path), archive, unpacker.rawValue, String(strip)]
        return content(stamp) + (words + attributes.words.prefix(2)).shellWords
    }

    /// The old directory steps aside for the new one; where a run is killed between the two, the next one finds the old
    /// one aside and nothing in its place.
    static let unpackFunctions = #"""
        # ARCHIVE TOOL FOLDER
        reconcile_unpacked() {
            case $2 in
            (zip)
                command -v unzip >/dev/null || reconcile_fail "there is no unzip to unpack '$1' with"
                unzip -q "$1" -d "$3" </dev/null
                ;;
            (tar) tar -xof - -C "$3" <"$1" ;;
            (*)
                command -v "$2" >/dev/null || reconcile_fail "there is no $2 to unpack '$1' with"
                "$2" -dc <"$1" >"$3.tar" && tar -xof - -C "$3" <"$3.tar" && rm -f -- "$3.tar"
                ;;
            esac
        }
        # FOLDER: the only thing in it takes its place.
        reconcile_strip() {
            set -- "$1" "$1"/* "$1"/.[!.]* "$1"/..?*
            folder=$1
            shift
            only=
            for inner in "$@"; do
                if ! [ -e "$inner" ] && ! [ -L "$inner" ]; then continue; fi
                if [ -n "$only" ] || [ -L "$inner" ] || ! [ -d "$inner" ]; then
                    reconcile_fail 'the archive holds more than one directory at its top: nothing can be stripped'
                fi
                only=$inner
            done
            [ -n "$only" ] || reconcile_fail 'the archive holds nothing that could be stripped'
            mv -- "$only" "$folder.inner" && rmdir -- "$folder" && mv -- "$folder.inner" "$folder"
        }
        # PATH PREFIX ARCHIVE TOOL STRIP OWNER GROUP; reconcile_content prints the stamp.
        reconcile_unpack() (
            path=$1
            new=$2new
            old=$2old
            strip=$5
            umask 022
            if [ -L "$path" ] || { [ -e "$path" ] && ! [ -d "$path" ]; }; then
                reconcile_fail "'$path' is no directory of its own"
            fi
            if [ -d "$old" ] && ! [ -e "$path" ]; then mv -- "$old" "$path" || exit; fi
            for left in "$new" "$new.inner" "$old"; do
                if [ -d "$left" ] && ! [ -L "$left" ]; then reconcile_remove_tree "$left"; else rm -f -- "$left"; fi || exit
            done
            rm -f -- "$new.tar"
            trap 'rm -f -- "$new.tar"; [ ! -d "$new" ] || reconcile_remove_tree "$new"' EXIT
            trap 'exit 1' HUP INT TERM
            mkdir -- "$new" || exit
            reconcile_unpacked "$3" "$4" "$new" || reconcile_fail "'$3' cannot be unpacked"
            while [ "$strip" -gt 0 ]; do
                reconcile_strip "$new" || exit
                strip=$((strip - 1))
            done
            rm -rf -- "$new/.reconcile-archive"
            reconcile_content >"$new/.reconcile-archive" || exit
            chmod 755 "$new" || exit
            case $6:$7 in
            (:) ;;
            (*:) chown -R -h -- "$6" "$new" ;;
            (*) chown -R -h -- "$6:$7" "$new" ;;
            esac || exit
            sync
            if [ -d "$path" ]; then mv -- "$path" "$old" || exit; fi
            if ! mv -- "$new" "$path"; then
                [ ! -d "$old" ] || mv -- "$old" "$path"
                exit 1
            fi
            reconcile_sync "${path%/*}/"
            [ ! -d "$old" ] || reconcile_remove_tree "$old"
        )
        """#
}
