import FoundationEssentials
import Templates
import TestSupport
import Testing

/// The names of all filters, tests, lookups and functions that there are for Jinja2 and ansible-core.
private struct TheirNames: Decodable {
    var filters: [String]
    var tests: [String]
    var lookups: [String]
    var globals: [String]

    static func asked(with collections: String = "") throws -> TheirNames {
        let python = try #require(Peers.python)
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../TestSupport/python/render-ansible.py").standardized.path
        let result = try runScript("'\(python)' '\(script)' --names", environment: ["COLLECTIONS": collections])
        try #require(result.status == 0, "\(result.errorText)")
        return try JSONDecoder().decode(TheirNames.self, from: Data(result.output))
    }
}

@Suite struct `The words of the language` {
    /// What is not here on purpose, with the reason.
    private static let leftOut = [
        "filter vault": "what is encrypted anew differs in each plan; vaulted values lie in files",
        "filter unvault": "vaulted values open by themselves",
        "filter win_basename": "paths of Windows, which is not managed",
        "filter win_dirname": "paths of Windows, which is not managed",
        "filter win_splitdrive": "paths of Windows, which is not managed",
        "lookup url": "a plan would depend on another machine",
        "lookup random_choice": "a plan has to choose the same again",
        "lookup config": "there is no ansible.cfg",
        "global lipsum": "nobody configures hosts with filler text",
        "global omit": "a variable of every host here",
    ]

    @Test(.enabled(if: Peers.python != nil, "no Python with ansible-core: \(Peers.reason)"))
    func `are all of Jinja2's and of ansible-core's, but for those that are left out for a reason`() throws {
        let theirs = try TheirNames.asked()
        let missing =
            Set(theirs.filters).subtracting(Vocabulary.filters).map { "filter \($0)" }
            + Set(theirs.tests).subtracting(Vocabulary.tests).map { "test \($0)" }
            + Set(theirs.lookups).subtracting(Vocabulary.lookups).map { "lookup \($0)" }
            + Set(theirs.globals).subtracting(Vocabulary.globals).map { "global \($0)" }
        #expect(Set(missing) == Set(Self.leftOut.keys))
        #expect(theirs.filters.count > 120 && theirs.tests.count > 80 && theirs.lookups.count > 20)
    }

    @Test(.enabled(if: Peers.collections.path != nil, "no collection ansible.utils: \(Peers.collections.reason)"))
    func `are the filters and tests of addresses that ansible.utils has`() throws {
        let theirs = try TheirNames.asked(with: Peers.collections.path ?? "")
        let prefix = "ansible.utils."
        // What works on data and XML, asks a name server or checks a schema has nothing to do with addresses.
        let others: Set = [
            "consolidate", "fact_diff", "from_xml", "get_path", "index_of", "keep_keys", "param_list_compare",
            "remove_keys", "replace_keys", "to_paths", "to_xml", "usable_range", "validate", "resolvable",
        ]
        let filters = theirs.filters.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        let tests = theirs.tests.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        #expect(Set(filters).subtracting(Vocabulary.filters).subtracting(others).isEmpty)
        #expect(Set(tests).subtracting(Vocabulary.tests).subtracting(others).isEmpty)
        #expect(filters.count > 25 && tests.count > 20)
    }
}
