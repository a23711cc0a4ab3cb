internal import Diagnostics
internal import Facts
internal import Inventory
import Synchronization
internal import Templates

/// The facts of other hosts as `hostvars` shows them; each host's are put into their form once.
package final class OtherFacts: Sendable {
    private struct State {
        var specials: [String: [String: Value]] = [:]
        var visits: [String: String] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// The hosts of which facts of an earlier visit were looked at, with the time of that visit.
    package var visits: [String: String] { state.withLock { $0.visits } }

    fileprivate func specials(of host: String, _ facts: StandardFacts, visited: String? = nil) -> [String: Value] {
        if let specials = state.withLock({ $0.specials[host] }) { return specials }
        let specials = ProjectScope.known(facts)
        state.withLock { state in
            state.specials[host] = specials
            if let visited { state.visits[host] = visited }
        }
        return specials
    }
}

/// What is known of other hosts, and what keeps the form of it.
struct Acquaintances: Sendable {
    let facts: [String: KnownFacts]
    let form: OtherFacts

    /// What a host's variables hold besides those that files give.
    func specials(of host: String) -> [String: Value] {
        let why: String
        switch facts[host] {
        case .current(let facts): return form.specials(of: host, facts)
        case .remembered(let facts, let visited): return form.specials(of: host, facts, visited: visited)
        case .unknown(let reason): why = reason
        case nil: why = "it takes no part in this run, and has not been visited yet"
        }
        return ProjectScope.unknown("the facts of host '\(host)' are not known: \(why)")
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
