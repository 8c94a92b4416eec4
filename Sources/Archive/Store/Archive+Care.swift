import Documents
import Texts

extension Archive {
    /// Sizes of an archive.
    public struct Sizes: Sendable, Hashable {
        /// How many documents it holds.
        public var documents: Int
        /// Of how many the reading is kept.
        public var readings: Int
        /// Stories there are now.
        public var stories: Int
        /// Bytes of the file, without its log.
        public var bytes: Int
    }

    /// Counts and size.
    public func sizes() throws(ArchiveError) -> Sizes {
        let pages = try database.number("PRAGMA page_count") ?? 0
        let size = try database.number("PRAGMA page_size") ?? 0
        return Sizes(
            documents: try count(), readings: Int(try database.number("SELECT count(*) FROM kept_reading") ?? 0),
            stories: Int(try database.number("SELECT count(DISTINCT story) FROM member") ?? 0),
            bytes: Int(pages * size))
    }

    /// Checks everything that can be checked: the file's structure, the search index, every document and kept reading against its hash.
    /// Where the file cannot be written, the terms of the indexes are left out.
    ///
    /// - Returns: what is wrong, a line each; none when all is well.
    public func check() throws(ArchiveError) -> [String] {
        var faults: [String] = []
        try database.rows("PRAGMA integrity_check(20)") { row in
            if let line = row.text(0), line != "ok" { faults.append("file: \(line)") }
            return true
        }
        try database.rows("PRAGMA foreign_key_check") { row in
            faults.append("table \(row.text(0) ?? "?"), row \(row.int(1)): refers to nothing in \(row.text(2) ?? "?")")
            return true
        }
        if !isReadOnly { try checkIndexes(&faults) }
        let run = try runNumber()
        try database.rows(
            """
            SELECT d.n, d.id, d.sha256, d.key, d.body, k.body, r.digest, k.run FROM document d
            LEFT JOIN kept_reading k ON k.document = d.n LEFT JOIN reading r ON r.document = k.document AND r.run = k.run
            ORDER BY d.n
            """
        ) { row throws(ArchiveError) in
            let id = row.text(1) ?? "?"
            guard let bytes = packer.unpack(row.blob(4)), let document = DocumentRecord.decode(bytes) else {
                faults.append("document \(id): its record cannot be read")
                return true
            }
            if document.id != id { faults.append("document \(id): its record says '\(document.id)'") }
            if Fingerprint(of: document.text.utf8).bytes != row.blob(2) {
                faults.append("document \(id): its text does not have the recorded hash")
            }
            if DocumentRecord.key(of: document) != row.blob(3) {
                faults.append("document \(id): its address, outlet, title or date is not as recorded")
            }
            if try database.number("SELECT 1 FROM words WHERE rowid = ?", [.int(row.int(0))]) == nil {
                faults.append("document \(id): missing in the search index")
            }
            let digest = row.int(7) == run ? row.blob(6) : nil
            if !row.isNull(5), let fault = fault(row.blob(5), digest: digest, of: document) {
                faults.append("document \(id): \(fault); `sitrep archive reread --all` reads it again")
            }
            return true
        }
        try database.rows("SELECT \(Self.captureColumns), c.address FROM capture c ORDER BY c.n") {
            row throws(ArchiveError) in
            if try captured(row) == nil {
                faults.append("capture of \(row.text(6) ?? "?"): its bytes do not have the recorded hash")
            }
            return true
        }
        return faults
    }

    /// Has FTS5 check the indexes, which it does in answer to a statement that writes.
    private func checkIndexes(_ faults: inout [String]) throws(ArchiveError) {
        do {
            try database.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        } catch {
            faults.append("search index: \(error.reason)")
        }
        do {
            try database.execute("INSERT INTO facets (facets, rank) VALUES ('integrity-check', 1)")
        } catch {
            faults.append("index of names and places: \(error.reason)")
        }
    }

    /// Writes a whole, compact copy while others may go on writing. The target must not exist.
    public func backup(to path: String) throws(ArchiveError) {
        do {
            try database.run("VACUUM INTO ?", [.text(path)])
        } catch {
            if error.reason.contains("output file already exists") {
                throw ArchiveError(
                    file: path, reason: "it exists already", advice: "Name a new file for the backup.")
            }
            throw error
        }
    }

    /// Gives unused space back and merges the search index.
    public func compact() throws(ArchiveError) {
        try database.execute("INSERT INTO words (words) VALUES ('optimize')")
        try database.execute("INSERT INTO facets (facets) VALUES ('optimize')")
        try database.execute("VACUUM")
        try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    }
}
