extension Compiler {
    static let ledgerFunctions = #"""
        # FOLDER TEXT; a line that a power failure cut is ended first, so that it spoils no other.
        reconcile_ledger() (
            umask 077
            mkdir -p -- "$1" || exit
            if [ -s "$1/ledger" ] && [ -n "$(tail -c 1 "$1/ledger")" ]; then echo >>"$1/ledger"; fi || exit
            printf %s "$2" >>"$1/ledger" || exit
            reconcile_sync "$1/ledger" && reconcile_sync "$1"
        )
        """#
}
