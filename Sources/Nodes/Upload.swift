internal import Shell

/// Takes a file from the channel's own input, and puts it into place once its digest is right.
enum Upload {
    static func request(digest: String, path: String) -> Request {
        let body = """
            exec 2>&1
            umask 077
            part=\("\(path).\(Nonce())".shellQuoted)
            trap 'rm -f -- "$part"' EXIT
            cat >"$part" || exit
            if command -v sha256sum >/dev/null; then sum=$(sha256sum <"$part")
            elif command -v shasum >/dev/null; then sum=$(shasum -a 256 <"$part")
            elif command -v openssl >/dev/null; then sum=$(openssl dgst -sha256 -r <"$part")
            else echo 'no tool to check a digest with (sha256sum, shasum, openssl)'; exit 1
            fi
            [ "${sum%% *}" = \(digest.shellQuoted) ] || { echo 'it arrived damaged'; exit 1; }
            mv -f -- "$part" \(path.shellQuoted)
            """
        return Request([Section("upload", body, patience: .seconds(60))])
    }

    static func problem(_ answer: Answer) -> NodeError {
        guard case .ended(_, let output) = answer else { return NodeError(.lost, "an upload was not taken") }
        return NodeError(.refused, "an upload was not taken\(String(decoding: output, as: UTF8.self).asReason)")
    }
}
