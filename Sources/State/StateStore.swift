internal import FoundationEssentials
package import Model

/// What the operator's machine remembers between runs: which runs there were and what each changed.
///
/// It is history and index, never the truth, which lives in the nodes' ledgers: a store that is lost or damaged
/// costs the history and nothing else.
package actor StateStore {
    let database: Database
    /// Takes the secrets out of what is written down.
    private let hiding: @Sendable (String) -> String
    /// Said once to the operator when a damaged store was put aside.
    package nonisolated let warning: String?

    /// What is kept of a run.
    package struct Run: Sendable, Hashable {
        package var id: String
        package var verb: String
        package var started: String
        package var ended: String?
        package var exitStatus: Int?
        package var operatorName: String
        /// As typed, without what may be secret.
        package var arguments: String

        package init(id: String, verb: String, operatorName: String, arguments: String) {
            self.id = id
            self.verb = verb
            self.operatorName = operatorName
            self.arguments = arguments
            started = Date().ISO8601Format()
        }
    }

    /// Opens `folder/state.db`, making both for the operator's eyes only; a damaged file is put aside and begun anew.
    ///
    /// - Parameters:
    ///   - folder: Where the store is, or will be.
    ///   - hiding: Takes secrets out of the words of programs, before those are written down.
    /// - Throws: `StateFailure` when the folder cannot be written.
    package init(folder: String, hiding: @escaping @Sendable (String) -> String = { $0 }) throws {
        self.hiding = hiding
        let path = folder + "/state.db"
        do {
            try Self.makePrivate(folder: folder, file: path)
            do {
                database = try Self.open(path)
                warning = nil
            } catch let failure as Database.Failure where failure.isCorruption {
                let aside = path + ".damaged-" + Date().ISO8601Format().filter { $0.isNumber }
                try FileManager.default.moveItem(atPath: path, toPath: aside)
                for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
                try Self.makePrivate(folder: folder, file: path)
                database = try Self.open(path)
                warning = "the history in \(path) was damaged; it was put aside as \(aside), and a new one begun"
            }
        } catch let failure as StateFailure {
            throw failure
        } catch {
            throw StateFailure(path: path, reason: "\(error)")
        }
    }

    package func begin(_ run: Run) throws {
        try wrapped { () throws(Database.Failure) in
            _ = try database.rows(
                "INSERT INTO run (id, verb, started, operator, arguments) VALUES (?, ?, ?, ?, ?)",
                [run.id, run.verb, run.started, run.operatorName, run.arguments])
        }
    }

    /// Writes what became of a batch on one host, in one transaction.
    package func record(_ outcomes: [Outcome], host: String, run: String) throws {
        let now = Date().ISO8601Format()
        try wrapped { () throws(Database.Failure) in
            try database.transaction { () throws(Database.Failure) in
                for outcome in outcomes {
                    try database.rows(
                        "INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        [
                            run, host, outcome.address.description, outcome.manifest, outcome.action?.rawValue,
                            outcome.result.rawValue, outcome.detail.map(hiding), hiding(Self.json(outcome.changes)),
                            now,
                        ])
                }
            }
        }
    }

    package func end(_ run: String, exitStatus: Int) throws {
        try wrapped { () throws(Database.Failure) in
            _ = try database.rows(
                "UPDATE run SET ended = ?, exit_status = ? WHERE id = ?",
                [Date().ISO8601Format(), "\(exitStatus)", run])
        }
    }

    /// The runs, newest first.
    package func runs(limit: Int = 50) throws -> [Run] {
        try wrapped { () throws(Database.Failure) in
            try database.rows(
                "SELECT id, verb, started, ended, exit_status, operator, arguments FROM run ORDER BY rowid DESC LIMIT ?",
                ["\(limit)"]
            ).map { row in
                var run = Run(id: row[0] ?? "", verb: row[1] ?? "", operatorName: row[5] ?? "", arguments: row[6] ?? "")
                run.started = row[2] ?? ""
                run.ended = row[3]
                run.exitStatus = row[4].flatMap { Int($0) }
                return run
            }
        }
    }

    /// What a run did to each host: host, address and result, in the order in which it was done.
    package func outcomes(of run: String) throws -> [(host: String, address: String, result: String)] {
        try wrapped { () throws(Database.Failure) in
            try database.rows("SELECT host, address, result FROM outcome WHERE run = ? ORDER BY rowid", [run])
                .map { ($0[0] ?? "", $0[1] ?? "", $0[2] ?? "") }
        }
    }

    func wrapped<T>(_ body: () throws(Database.Failure) -> T) throws(StateFailure) -> T {
        do { return try body() } catch { throw StateFailure(path: "state.db", reason: error.description) }
    }

    private static func json(_ changes: [ResourcePlan.Field]) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(changes)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    private static func open(_ path: String) throws -> Database {
        let database = try Database(path: path)
        try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON")
        try Migrations.run(on: database)
        return database
    }

    /// Makes the folder (0700) and the file (0600) before SQLite would make it for everyone to read.
    private static func makePrivate(folder: String, file: String) throws {
        let files = FileManager.default
        if !files.fileExists(atPath: folder) {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        if !files.fileExists(atPath: file) {
            guard files.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600]) else {
                throw StateFailure(path: file, reason: "cannot be written")
            }
        }
        try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }
}

/// Why the history could not be read or written.
package struct StateFailure: Error, Sendable, CustomStringConvertible {
    package var path: String
    package var reason: String
    package var description: String { "\(path): \(reason)" }
}
