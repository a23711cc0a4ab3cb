internal import Diagnostics
internal import Facts
internal import Inventory
import Synchronization
internal import Templates

/// The facts of the hosts of a run, as `hostvars` shows them; each host's are put into their form once.
package final class OtherFacts: Sendable {
    private let known = Mutex<[String: [String: Value]]>([:])

    package init() {}

    func specials(of host: String, _ facts: StandardFacts) -> [String: Value] {
        if let specials = known.withLock({ $0[host] }) { return specials }
        let specials = ProjectScope.known(facts)
        known.withLock { $0[host] = specials }
        return specials
    }
}

/// The other hosts whose facts are known, and what keeps their form.
struct Acquaintances: Sendable {
    let facts: [String: StandardFacts]
    let form: OtherFacts

    /// What a host's variables hold besides those that files give.
    func specials(of host: String) -> [String: Value] {
        if let facts = facts[host] { return form.specials(of: host, facts) }
        return ProjectScope.unknown(
            "the facts of host '\(host)' are not known: it takes no part in this run, or cannot be reached")
    }
}

extension Project {
    /// Whether anything in the project may ask for facts of another host than the one that it is worked out for.
    ///
    /// All hosts are met first where it does, which others need not wait for: so a word in a file is enough.
    package var mayUseFactsOfOthers: Bool {
        let files = ProjectFiles(folder: folder)
        let folders = ["manifests", Module.folder, ProjectFiles.Folder.templates.rawValue]
        let paths = folders.flatMap { files.all(below: $0) }
        let texts = paths.lazy.compactMap { try? files.bytes(at: $0) }.map { String(decoding: $0, as: UTF8.self) }
        return texts.contains { $0.contains("hostvars") } || inventory.sources.contains { $0.text.contains("hostvars") }
    }
}
