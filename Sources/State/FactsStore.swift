package import Facts
internal import FoundationEssentials

/// The facts of hosts as they were on the last visit, for runs that these hosts take no part in.
extension StateStore {
    /// Keeps the facts of hosts that were just visited.
    package func remember(_ facts: [String: StandardFacts]) throws {
        let now = Date().ISO8601Format()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let rows = try facts.map { [$0, now, String(decoding: try encoder.encode($1), as: UTF8.self)] }
        try wrapped { () throws(Database.Failure) in
            try database.transaction { () throws(Database.Failure) in
                for row in rows { try database.rows("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", row) }
            }
        }
    }

    /// What is known of hosts from their last visits; what another version has written and this one cannot read is
    /// left out.
    package func rememberedFacts() throws -> [String: KnownFacts] {
        let rows = try wrapped { () throws(Database.Failure) in
            try database.rows("SELECT host, visited, facts FROM facts")
        }
        let decoder = JSONDecoder()
        let pairs = rows.compactMap { row -> (String, KnownFacts)? in
            guard let facts = try? decoder.decode(StandardFacts.self, from: Data((row[2] ?? "").utf8)) else {
                return nil
            }
            return (row[0] ?? "", .remembered(facts, visited: row[1] ?? ""))
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
