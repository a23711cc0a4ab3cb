internal import Shell

extension Compiler {
    func repositoryStep(_ action: Action) -> String {
        switch action {
        case .fetchKey(let url, let digest, let keyring):
            ["reconcile_key", url, digest ?? "", keyring].shellWords
        case .fetchArchiveKey(let owner, let archive, let keyring):
            ["reconcile_ppa_key", owner, archive, keyring].shellWords
        case .writeSource(let path, let keyring, let armored, let binary):
            "if ! [ -e \((keyring + ".gpg").shellQuoted) ]; then\n\(source(path, armored))\n"
                + "else\n\(source(path, binary))\nfi"
        case .refreshIndex: "reconcile_refresh"
        default: preconditionFailure("not an action on a repository")
        }
    }

    private func source(_ path: String, _ content: Payload) -> String {
        "reconcile_stale || exit\n"
            + fileStep(.writeFile(path: path, content: content, attributes: .init(), validate: nil))
    }

    static let repositoryFunctions = #"""
        # URL FILE: to standard output's place, by whatever the node has.
        reconcile_download() {
            case $1 in
            (file://*) cat -- "${1#file://}" >"$2" ;;
            (*)
                if command -v curl >/dev/null; then curl -fsSL --retry 2 --connect-timeout 20 -o "$2" -- "$1"
                elif command -v wget >/dev/null; then wget -q -T 20 -O "$2" -- "$1"
                else reconcile_fail "neither curl nor wget is there to fetch '$1'"; fi
                ;;
            esac </dev/null
        }
        reconcile_sum() {
            if command -v sha256sum >/dev/null; then reconcile_digest=$(sha256sum <"$1")
            else reconcile_digest=$(shasum -a 256 <"$1"); fi || return
            reconcile_digest=${reconcile_digest%% *}
        }
        # URL DIGEST KEYRING; what a key is called says what it is, for apt takes its word.
        reconcile_key() (
            umask 022
            mkdir -p -- "${3%/*}" || exit
            temporary=${3%/*}/.${3##*/}.reconcile-$$
            trap 'rm -f -- "$temporary"' EXIT
            trap 'exit 1' HUP INT TERM
            reconcile_tidy "${temporary%-*}-"
            reconcile_download "$1" "$temporary" || reconcile_fail "the key '$1' cannot be fetched"
            if [ -n "$2" ]; then
                reconcile_sum "$temporary" || exit
                [ "$reconcile_digest" = "$2" ] ||
                    reconcile_fail "the key '$1' has the SHA-256 $reconcile_digest, which is not the one wanted"
            fi
            kind=gpg
            IFS= read -r line <"$temporary" 2>/dev/null
            case $line in
            ('-----BEGIN PGP PUBLIC KEY BLOCK-----'*) kind=asc ;;
            ('<'*) reconcile_fail "what '$1' gives is a page, not a key" ;;
            esac
            [ -s "$temporary" ] || reconcile_fail "what '$1' gives is empty"
            chmod 644 "$temporary" && reconcile_sync "$temporary" || exit
            mv -f -- "$temporary" "$3.$kind" || exit
            case $kind in
            (asc) rm -f -- "$3.gpg" ;;
            (*) rm -f -- "$3.asc" ;;
            esac || exit
            reconcile_sync "${3%/*}/"
        )
        # OWNER ARCHIVE KEYRING; Launchpad tells which key an archive is signed with.
        reconcile_ppa_key() (
            place=$(mktemp) || exit
            trap 'rm -f -- "$place"' EXIT
            trap 'exit 1' HUP INT TERM
            reconcile_download "https://api.launchpad.net/1.0/~$1/+archive/ubuntu/$2" "$place" ||
                reconcile_fail "Launchpad tells of no archive '$1/$2'"
            mark=$(sed -n 's/.*"signing_key_fingerprint": *"\([0-9A-F]*\)".*/\1/p' "$place")
            [ "${#mark}" -eq 40 ] || reconcile_fail "Launchpad does not tell which key signs '$1/$2'"
            reconcile_key "https://keyserver.ubuntu.com/pks/lookup?op=get&options=mr&search=0x$mark" '' "$3"
        )
        # What was read of repositories before counts as old from now on, also if reading them anew fails.
        reconcile_stale() {
            [ ! -d /var/lib/apt/lists/partial ] || touch -t 200001010000 /var/lib/apt/lists/partial
        }
        reconcile_refresh() (
            LC_ALL=C
            export LC_ALL
            reconcile_manager
            case $manager in
            (apt-get) reconcile_apt_update ;;
            (dnf|yum) "$manager" -y -q makecache --setopt=metadata_expire=0 </dev/null ;;
            (*) reconcile_fail "there is no package manager on this node that has such repositories: $manager" ;;
            esac
        )
        """#
}
