/// The tables in which FTS5 keeps one of its indexes, and how to write them.
final class IndexTables {
    let name: String
    private unowned let database: Database
    private var writing: Statement?

    init(_ name: String, in database: Database) {
        self.name = name
        self.database = database
    }

    /// Rows of the table of records: what the index adds up to, and its structure.
    static let sums: Int64 = 1
    static let structure: Int64 = 10

    /// The row of a leaf of a segment.
    static func leaf(_ segment: Int64, _ page: Int64) -> Int64 { segment << 37 | page }

    /// The row that says where the documents of the last term of a leaf go on.
    static func road(_ segment: Int64, _ level: Int, _ page: Int64) -> Int64 {
        segment << 37 | 1 << 36 | Int64(level) << 31 | page
    }

    var damaged: ArchiveError {
        ArchiveError(
            file: database.path, reason: "its index '\(name)' is damaged",
            advice: "Run `sitrep archive check`, and take the archive from a backup.")
    }

    /// Whether the index is in the form that is written here (FTS5's version 4), and not in a later one.
    func areKnown() throws(ArchiveError) -> Bool {
        guard try database.number("SELECT v FROM \(name)_config WHERE k = 'version'") == 4 else { return false }
        // Later forms have a mark behind the structure's cookie (`FTS5_STRUCTURE_V2`).
        return try record(Self.structure)?.dropFirst(4).starts(with: [0xFF, 0, 0, 1]) != true
    }

    func record(_ row: Int64) throws(ArchiveError) -> [UInt8]? {
        try database.blob("SELECT block FROM \(name)_data WHERE id = ?", [.int(row)])
    }

    /// The leaves of a segment, as rows.
    func pages(of segment: IndexStructure.Segment) throws(ArchiveError) -> Statement {
        let rows = try Statement("SELECT block FROM \(name)_data WHERE id BETWEEN ? AND ? ORDER BY id", in: database)
        try rows.bind([
            .int(Self.leaf(segment.number, segment.first)), .int(Self.leaf(segment.number, segment.last)),
        ])
        return rows
    }

    func write(_ row: Int64, _ bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
        let statement: Statement
        if let writing {
            statement = writing
        } else {
            statement = try Statement("INSERT INTO \(name)_data (id, block) VALUES (?, ?)", in: database)
            writing = statement
        }
        try statement.bind(row, lent: bytes)
        while try statement.step() {}
    }

    func write(_ row: Int64, _ bytes: [UInt8]) throws(ArchiveError) {
        try database.run("INSERT INTO \(name)_data (id, block) VALUES (?, ?)", [.int(row), .blob(bytes)])
    }

    /// Notes how many terms documents have in each column, as varints.
    func writeSizes(_ sizes: [(document: Int64, terms: [UInt8])]) throws(ArchiveError) {
        guard !sizes.isEmpty else { return }
        let statement = try Statement("INSERT INTO \(name)_docsize (id, sz) VALUES (?, ?)", in: database)
        for one in sizes {
            try statement.bind([.int(one.document), .blob(one.terms)])
            while try statement.step() {}
        }
    }

    /// Puts another record in the place of the one that is there.
    func replace(_ row: Int64, _ bytes: [UInt8]) throws(ArchiveError) {
        try database.run("UPDATE \(name)_data SET block = ? WHERE id = ?", [.blob(bytes), .int(row)])
    }

    /// Notes the first term of a leaf, as far as it tells it from those before.
    func writeSplit(_ segment: Int64, _ term: [UInt8], _ page: Int64) throws(ArchiveError) {
        try database.run(
            "INSERT INTO \(name)_idx (segid, term, pgno) VALUES (?, ?, ?)", [.int(segment), .blob(term), .int(page)])
    }

    /// Takes away a segment.
    func remove(_ segment: Int64) throws(ArchiveError) {
        try database.run(
            "DELETE FROM \(name)_data WHERE id >= ? AND id < ?", [.int(segment << 37), .int((segment + 1) << 37)])
        try database.run("DELETE FROM \(name)_idx WHERE segid = ?", [.int(segment)])
    }

    /// Has FTS5 merge what is due.
    func merge() throws(ArchiveError) {
        try database.run("INSERT INTO \(name) (\(name), rank) VALUES ('merge', 1000000)")
    }

    /// Has FTS5 forget what it remembers of the index on this connection: it does so when a statement that could have written is
    /// taken back.
    func forget() throws(ArchiveError) {
        try database.execute(
            """
            SAVEPOINT written; DELETE FROM \(name) WHERE rowid = -1; ROLLBACK TO written; RELEASE written
            """)
    }
}
