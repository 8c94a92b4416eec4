import CSQLite

/// A prepared statement: bound, stepped, reset. Columns are read between steps.
final class Statement {
    private let handle: OpaquePointer
    private unowned let database: Database

    init(_ sql: String, in database: Database) throws(ArchiveError) {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(database.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw database.failure(code) }
        handle = prepared
        self.database = database
    }

    deinit { sqlite3_finalize(handle) }

    /// Binds the parameters in order. SQLite copies texts and blobs.
    func bind(_ values: [StoredValue]) throws(ArchiveError) {
        sqlite3_reset(handle)
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        for (i, value) in values.enumerated() {
            let at = Int32(i + 1)
            let code: Int32
            switch value {
            case .null: code = sqlite3_bind_null(handle, at)
            case .int(let number): code = sqlite3_bind_int64(handle, at, number)
            case .double(let number): code = sqlite3_bind_double(handle, at, number)
            case .text(let text):
                var text = text
                code = text.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) {
                        sqlite3_bind_text64(
                            handle, at, $0.baseAddress ?? Self.empty, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
                    }
                }
            case .utf8(let bytes):
                code = bytes.withUnsafeBytes {
                    sqlite3_bind_text64(
                        handle, at, $0.bindMemory(to: CChar.self).baseAddress ?? Self.empty, UInt64($0.count), copied,
                        UInt8(SQLITE_UTF8))
                }
            case .blob(let bytes):
                code = bytes.withUnsafeBytes {
                    sqlite3_bind_blob64(
                        handle, at, $0.baseAddress ?? UnsafeRawPointer(Self.empty), UInt64($0.count), copied)
                }
            }
            guard code == SQLITE_OK else { throw database.failure(code) }
        }
    }

    /// Binds a number and bytes that stay where they are until the statement is done.
    func bind(_ number: Int64, lent bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
        sqlite3_reset(handle)
        var code = sqlite3_bind_int64(handle, 1, number)
        if code == SQLITE_OK {
            code = sqlite3_bind_blob64(
                handle, 2, bytes.baseAddress ?? UnsafeRawPointer(Self.empty), UInt64(bytes.count), nil)
        }
        guard code == SQLITE_OK else { throw database.failure(code) }
    }

    /// An address for texts and blobs of no length.
    private static var empty: UnsafePointer<CChar> {
        let word: StaticString = "\0"
        return UnsafeRawPointer(word.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    /// Goes to the next row; false after the last.
    func step() throws(ArchiveError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        case let code:
            sqlite3_reset(handle)
            throw database.failure(code)
        }
    }

    /// Ends reading before the last row, and forgets what was bound.
    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    func int(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

    func double(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

    func text(_ column: Int) -> String? {
        isNull(column) ? nil : withBlob(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the bytes of a column until the next step.
    func withBlob<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let bytes = sqlite3_column_blob(handle, Int32(column))
        return body(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, Int32(column)))))
    }

    func blob(_ column: Int) -> [UInt8] {
        let bytes = sqlite3_column_blob(handle, Int32(column))
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return bytes.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) } ?? []
    }
}
