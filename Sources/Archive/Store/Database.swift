import CSQLite
import Glibc

/// One connection to an SQLite file in WAL mode. A commit that returned survives a crash of the program and of the
/// machine (`synchronous = FULL`). Used by one thread at a time.
final class Database {
    let path: String
    let handle: OpaquePointer
    private var statements: [String: (statement: Statement, used: UInt64)] = [:]
    private var uses: UInt64 = 0
    private var keptStatements: [UnsafeRawPointer: Statement] = [:]
    /// FTS5's own tokenizer of words, where the library has it.
    let tokenizers: WordTokenizer.Original?

    /// Marks a file as an archive ("SITR").
    static let applicationID: Int64 = 0x5349_5452
    /// Statements that are kept by their texts; of more, the one that was used longest ago goes.
    static let mostStatements = 200
    /// How long a writer waits for another one, in milliseconds.
    static let patience: Int32 = 10_000

    /// Has SQLite look whether rows that others name are there.
    private static let checksRows = "PRAGMA foreign_keys = ON"

    /// Whether SQLite leaves out counting its memory; false when somebody else in the program had it begin before.
    static let isFrugal = sqlite3_count_no_memory() == SQLITE_OK

    /// Whether nothing can be written.
    let isReadOnly: Bool

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - create: makes the file when it is missing; otherwise a missing file is an error.
    ///   - looking: nothing is to be written. Then a file that cannot be written, in a folder that cannot be written, is read as it stands.
    init(path: String, create: Bool, looking: Bool = false) throws(ArchiveError) {
        self.path = path
        if !create, access(path, F_OK) != 0 {
            throw ArchiveError(
                file: path, reason: "there is no archive here",
                advice: "Make one with `sitrep add FILE…`, or name yours with --archive or SITREP_ARCHIVE.")
        }
        _ = Self.isFrugal
        var opened = try Self.opened(path, SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0))
        if looking {
            let code = sqlite3_exec(opened, "SELECT 1 FROM sqlite_master", nil, nil, nil)
            if [SQLITE_CANTOPEN, SQLITE_READONLY].contains(code & 0xFF) {
                // What readers tell each other cannot be written beside it.
                sqlite3_close_v2(opened)
                opened = try Self.fixed(path)
            }
        }
        handle = opened
        isReadOnly = sqlite3_db_readonly(handle, "main") == 1
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, Self.patience)
        tokenizers = WordTokenizer.register(on: opened)
        // A database of another program is not touched, not even its journal mode.
        try execute("\(Self.checksRows); PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;")
    }

    private static func opened(_ name: String, _ flags: Int32) throws(ArchiveError) -> OpaquePointer {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(name, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw failure(code, "cannot be opened", name)
        }
        return opened
    }

    /// Opens a file that nobody changes meanwhile, as nobody who could is at it: there is no log beside it.
    static func fixed(_ path: String) throws(ArchiveError) -> OpaquePointer {
        var log = stat()
        guard stat(path + "-wal", &log) != 0 || log.st_size == 0 else {
            throw ArchiveError(
                file: path,
                reason: "its newest content is in \(path)-wal, and its folder cannot be written to take that in",
                advice:
                    "Copy both files to a folder of yours and name the copy with --archive, or ask for the right to write there."
            )
        }
        var name = "file:"
        for byte in path.utf8 {
            let isPlain =
                byte == 0x2F || byte == 0x2E || byte == 0x2D || byte == 0x5F || (byte | 0x20) &- 0x61 < 26
                || byte &- 0x30 < 10
            if isPlain {
                name.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                name += (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
            }
        }
        return try opened(name + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
    }

    deinit {
        statements.removeAll()
        keptStatements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// Has a file that is empty grow by pages of 8 kB: half as many are written for the same rows as with SQLite's own 4 (0193).
    func useLargePages() throws(ArchiveError) { try execute("PRAGMA page_size = 8192") }

    /// Switches to a write-ahead log, for a file known to be ours.
    func useLog() throws(ArchiveError) {
        try execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8000;")
    }

    private var isMapped = false

    /// Has pages of the file read where the system has them, without a copy of each, up to a quarter of a gigabyte: for who looks here and there.
    func mapForReading() throws(ArchiveError) {
        guard !isMapped else { return }
        isMapped = true
        _ = try number("PRAGMA mmap_size = 268435456")
    }

    /// Runs statements without parameters.
    func execute(_ sql: String) throws(ArchiveError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// Runs one statement that gives no rows.
    func run(_ sql: String, _ values: [StoredValue] = []) throws(ArchiveError) {
        let statement = try prepared(sql)
        try statement.bind(values)
        while try statement.step() {}
    }

    /// Runs one statement that gives no rows, kept by the address of its text: for what is done with every document.
    func run(kept sql: StaticString, _ values: [StoredValue]) throws(ArchiveError) {
        let statement = try kept(sql)
        try statement.bind(values)
        while try statement.step() {}
    }

    /// What `read` makes of the first row of a statement kept by the address of its text; nil without rows.
    func first<Result>(
        kept sql: StaticString, _ values: [StoredValue], _ read: (Statement) -> Result?
    ) throws(ArchiveError) -> Result? {
        let statement = try kept(sql)
        try statement.bind(values)
        defer { statement.reset() }
        return try statement.step() ? read(statement) : nil
    }

    /// The first row's first column as a number, of a statement kept by the address of its text.
    func number(kept sql: StaticString, _ values: [StoredValue]) throws(ArchiveError) -> Int64? {
        try first(kept: sql, values) { $0.isNull(0) ? nil : $0.int(0) }
    }

    /// The first row's first column as a text, of a statement kept by the address of its text.
    func text(kept sql: StaticString, _ values: [StoredValue]) throws(ArchiveError) -> String? {
        try first(kept: sql, values) { $0.text(0) }
    }

    /// Calls `each` for every row until it returns false. The statement is kept for the next time, unless its text is long.
    func rows(
        _ sql: String, _ values: [StoredValue] = [], _ each: (Statement) throws(ArchiveError) -> Bool
    ) throws(ArchiveError) {
        // While its rows are read it is taken out, as `each` may ask the same.
        let statement: Statement
        if let known = statements.removeValue(forKey: sql) {
            statement = known.statement
        } else {
            statement = try Statement(sql, in: self)
        }
        try statement.bind(values)
        defer {
            statement.reset()
            if sql.utf8.count < 1_000 { keep(statement, for: sql) }
        }
        while try statement.step() { guard try each(statement) else { return } }
    }

    /// The first row's first column as a number; nil without rows or when it is null.
    func number(_ sql: String, _ values: [StoredValue] = []) throws(ArchiveError) -> Int64? {
        let statement = try prepared(sql)
        try statement.bind(values)
        defer { statement.reset() }
        return try statement.step() && !statement.isNull(0) ? statement.int(0) : nil
    }

    /// The first row's first column as a text.
    func text(_ sql: String, _ values: [StoredValue] = []) throws(ArchiveError) -> String? {
        let statement = try prepared(sql)
        try statement.bind(values)
        defer { statement.reset() }
        return try statement.step() ? statement.text(0) : nil
    }

    /// The first row's first column as bytes; nil without rows.
    func blob(_ sql: String, _ values: [StoredValue] = []) throws(ArchiveError) -> [UInt8]? {
        let statement = try prepared(sql)
        try statement.bind(values)
        defer { statement.reset() }
        return try statement.step() ? statement.blob(0) : nil
    }

    /// Row id of the last insertion.
    var lastRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Rows that the last statement changed.
    var changes: Int { Int(sqlite3_changes64(handle)) }

    /// Runs `body` as one transaction, written whole or not at all. Transactions do not nest.
    ///
    /// - Parameter isTemporary: only temporary tables are written; nobody has to wait for it.
    func transaction<Result>(
        isTemporary: Bool = false, _ body: () throws(ArchiveError) -> Result
    ) throws(ArchiveError) -> Result {
        try execute(isTemporary ? "BEGIN" : "BEGIN IMMEDIATE")
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            if sqlite3_get_autocommit(handle) == 0 { _ = sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
            throw error
        }
    }

    /// Runs `body` without a look, with each row, whether the rows that it names are there: for many that name each other.
    func unchecked<Result>(_ body: () throws(ArchiveError) -> Result) throws(ArchiveError) -> Result {
        try execute("PRAGMA foreign_keys = OFF")
        defer { _ = sqlite3_exec(handle, Self.checksRows, nil, nil, nil) }
        return try body()
    }

    /// Runs `body`, which only reads, on one state of the archive, whatever other programs write meanwhile; many looks cost one lock.
    func look<Result>(_ body: () throws(ArchiveError) -> Result) throws(ArchiveError) -> Result {
        guard sqlite3_get_autocommit(handle) != 0 else { return try body() }
        return try transaction(isTemporary: true, body)
    }

    private func kept(_ sql: StaticString) throws(ArchiveError) -> Statement {
        let address = UnsafeRawPointer(sql.utf8Start)
        if let known = keptStatements[address] { return known }
        let statement = try Statement("\(sql)", in: self)
        keptStatements[address] = statement
        return statement
    }

    private func prepared(_ sql: String) throws(ArchiveError) -> Statement {
        let statement: Statement
        if let known = statements[sql] { statement = known.statement } else { statement = try Statement(sql, in: self) }
        keep(statement, for: sql)
        return statement
    }

    /// How many statements are kept by their texts.
    var keptCount: Int { statements.count }

    private func keep(_ statement: Statement, for sql: String) {
        if statements[sql] == nil, statements.count >= Self.mostStatements,
            let oldest = statements.min(by: { $0.value.used < $1.value.used })?.key
        {
            statements[oldest] = nil
        }
        uses += 1
        statements[sql] = (statement, uses)
    }

    /// The error for a result code.
    func failure(_ code: Int32) -> ArchiveError { Self.failure(code, String(cString: sqlite3_errmsg(handle)), path) }

    private static func failure(_ code: Int32, _ message: String, _ path: String) -> ArchiveError {
        let (reason, advice): (String, String) =
            switch code & 0xFF {
            case SQLITE_FULL:
                ("the disk is full", "Make room and run this again; what was acknowledged is kept.")
            case SQLITE_BUSY, SQLITE_LOCKED:
                (
                    "another program has been writing to it for \(patience / 1000) seconds",
                    "Wait for it to end and run this again."
                )
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
                (
                    "it cannot be written",
                    "Check the rights of the file and its folder, or copy it and name the copy with --archive."
                )
            case SQLITE_CANTOPEN:
                ("it cannot be opened", "Check the path and the rights of its folder.")
            case SQLITE_NOTADB:
                ("it is no archive", "Name another file with --archive.")
            case SQLITE_CORRUPT:
                (
                    "it is damaged (\(message))",
                    "Copy it away, then try `sitrep archive check` and a backup made with `sitrep archive backup`."
                )
            case SQLITE_IOERR:
                ("reading or writing failed (\(message))", "Check the disk; what was acknowledged is kept.")
            default: ("\(message) (code \(code))", "Please report this with the command that led to it.")
            }
        return ArchiveError(file: path, reason: reason, advice: advice)
    }
}
