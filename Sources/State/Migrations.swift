/// The steps by which the database grew; the number of steps done is its `user_version`.
///
/// A step that has been released is never edited: a change is a new step at the end.
enum Migrations {
    static let all = [
        """
        CREATE TABLE run (
            id TEXT PRIMARY KEY,
            verb TEXT NOT NULL,
            started TEXT NOT NULL,
            ended TEXT,
            exit_status INTEGER,
            operator TEXT NOT NULL,
            arguments TEXT NOT NULL
        ) STRICT;
        CREATE TABLE outcome (
            run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            host TEXT NOT NULL,
            address TEXT NOT NULL,
            manifest TEXT NOT NULL,
            action TEXT,
            result TEXT NOT NULL,
            detail TEXT,
            changes TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX outcome_by_address ON outcome (host, address);
        """,
        """
        CREATE TABLE facts (
            host TEXT PRIMARY KEY,
            visited TEXT NOT NULL,
            facts TEXT NOT NULL
        ) STRICT;
        """,
    ]

    static func run(on database: borrowing Database) throws(Database.Failure) {
        let done = try database.rows("PRAGMA user_version").first?.first.flatMap { $0 }.flatMap { Int($0) } ?? 0
        guard done <= all.count else {
            throw Database.Failure(
                code: 1, description: "the database was written by a newer reconcile (version \(done))")
        }
        for (index, step) in all.enumerated().dropFirst(done) {
            try database.transaction { () throws(Database.Failure) in
                try database.execute(step)
                try database.execute("PRAGMA user_version = \(index + 1)")
            }
        }
    }
}
