/// What this project manages on one node, as the node itself keeps it.
///
/// On the node it is a text file of JSON lines that actions append to; the last line about a claim or an address
/// wins, and a line cut by a power failure is passed over. A plan never writes it.
package struct Ledger: Sendable, Hashable {
    package enum Origin: String, Sendable, Hashable, Codable {
        /// It was not there before reconcile made it.
        case created
        /// It was there already.
        case adopted
    }

    package struct Entry: Sendable, Hashable, Codable {
        package var claim: Claim
        package var address: Address
        package var manifest: String
        package var run: String
        package var origin: Origin

        package init(claim: Claim, address: Address, manifest: String, run: String, origin: Origin) {
            self.claim = claim
            self.address = address
            self.manifest = manifest
            self.run = run
            self.origin = origin
        }
    }

    package var entries: [Claim: Entry] = [:]
    package var stamps: [Address: Stamp] = [:]
    /// How many lines the file holds; far more than entries and stamps means that it wants to be written anew.
    package var lineCount = 0

    package init() {}
}
