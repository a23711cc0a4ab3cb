internal import CSQLite

/// A SQLite database: closed when it goes out of scope.
///
/// The one file that calls SQLite.
struct Database: ~Copyable {
    private let handle: OpaquePointer

    /// What SQLite said, in its own words.
    struct Failure: Error, CustomStringConvertible {
        var code: Int32
        var description: String

        /// The file is not a database, or a damaged one.
        var isCorruption: Bool { code & 0xff == SQLITE_NOTADB || code & 0xff == SQLITE_CORRUPT }
    }

    /// Opens or makes a database; another process's lock is waited for, 5 s at most.
    init(path: String) throws(Failure) {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw Failure(code: code, description: String(cString: sqlite3_errstr(code)))
        }
        sqlite3_busy_timeout(handle, 5000)
        self.handle = handle
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs statements that take no values and give no rows.
    borrowing func execute(_ sql: String) throws(Failure) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw lastFailure() }
    }

    /// Runs one statement and gives its rows, every column as text.
    @discardableResult
    borrowing func rows(_ sql: String, _ values: [String?] = []) throws(Failure) -> [[String?]] {
        let statement = try Statement(sql, in: handle)
        return try statement.rows(binding: values)
    }

    /// Runs the body in one transaction: all of it is written, or nothing.
    borrowing func transaction(_ body: () throws(Failure) -> Void) throws(Failure) {
        try execute("BEGIN IMMEDIATE")
        do {
            try body()
            try execute("COMMIT")
        } catch {
            sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
            throw error
        }
    }

    private borrowing func lastFailure() -> Failure {
        Failure(code: sqlite3_errcode(handle), description: String(cString: sqlite3_errmsg(handle)))
    }

    private struct Statement: ~Copyable {
        let statement: OpaquePointer
        let database: OpaquePointer

        init(_ sql: String, in database: OpaquePointer) throws(Failure) {
            var statement: OpaquePointer?
            guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
                throw Failure(code: sqlite3_errcode(database), description: String(cString: sqlite3_errmsg(database)))
            }
            self.statement = statement
            self.database = database
        }

        deinit { sqlite3_finalize(statement) }

        borrowing func rows(binding values: [String?]) throws(Failure) -> [[String?]] {
            for (index, value) in values.enumerated() {
                if let value {
                    sqlite3_bind_text(
                        statement, Int32(index + 1), value, Int32(value.utf8.count), sqlite_transient())
                } else {
                    sqlite3_bind_null(statement, Int32(index + 1))
                }
            }
            var rows: [[String?]] = []
            while true {
                switch sqlite3_step(statement) {
                case SQLITE_ROW: rows.append(row())
                case SQLITE_DONE: return rows
                case let code: throw Failure(code: code, description: String(cString: sqlite3_errmsg(database)))
                }
            }
        }

        private borrowing func row() -> [String?] {
            var columns: [String?] = []
            for index in 0..<sqlite3_column_count(statement) { columns.append(column(index)) }
            return columns
        }

        private borrowing func column(_ index: Int32) -> String? {
            guard let text = sqlite3_column_text(statement, index) else { return nil }
            let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, index)))
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
