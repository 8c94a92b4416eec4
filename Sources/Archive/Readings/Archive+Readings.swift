public import Documents
import Lexicons
public import Readings
import Texts

extension Archive {
    /// What this program and its models read off documents of this archive, as far as it was kept. Nil stands where a document
    /// has to be read: nobody did so far, another version or other models did, or it is not as it is kept here (its date was
    /// put right). Damaged readings count as not kept. Never writes.
    public func readings(of documents: [Document]) throws(ArchiveError) -> [Reading?] {
        guard let run = try runNumber() else { return documents.map { _ in nil } }
        return try documents.map { document throws(ArchiveError) in
            let packed = try database.blob(
                """
                SELECT k.body FROM document d JOIN kept_reading k ON k.document = d.n
                WHERE d.key = ? AND d.id = ? AND k.run = ?
                """, [.blob(DocumentRecord.key(of: document)), .text(document.id), .int(run)])
            return packed.flatMap { try? reading($0, of: document) }
        }
    }

    /// Readings of documents of this archive: those that were kept, and the rest read now.
    func allReadings(of documents: [Document]) throws(ArchiveError) -> [Reading] {
        let kept = try readings(of: documents)
        return try kept.indices.map { i throws(ArchiveError) in
            if let reading = kept[i] { return reading }
            return try ownReader().read(documents[i])
        }
    }

    private func ownReader() throws(ArchiveError) -> Reader {
        if let reader { return reader }
        do throws(LexiconError) {
            let new = try Reader()
            reader = new
            return new
        } catch {
            throw ArchiveError(
                file: database.path, reason: "its documents cannot be read (\(error))",
                advice: "Install sitrep anew; its data is damaged.")
        }
    }

    /// Longest form of a reading that is unpacked, for a text of so many bytes.
    private static func longest(_ text: Int) -> Int { 65_536 + 64 * text }

    private func reading(_ packed: [UInt8], of document: Document) throws(ReadingCodeError) -> Reading {
        guard let bytes = packer.unpack(packed, most: Self.longest(document.text.count)) else { throw .damaged }
        return try ReadingCode.decode(bytes, of: document)
    }

    /// The number of this program's run; nil when it read nothing here yet.
    func runNumber() throws(ArchiveError) -> Int64? {
        try database.number(
            "SELECT n FROM run WHERE version = ? AND models = ?", [.text(run.version), .text(run.models)])
    }

    /// The number of this program's run, which begins now when it read nothing here yet. Call it within a transaction.
    ///
    /// - Parameter now: seconds since 1970.
    func startedRun(at now: Int64) throws(ArchiveError) -> Int64 {
        if let known = try runNumber() { return known }
        try database.run(
            "INSERT INTO run (version, models, started) VALUES (?, ?, ?)",
            [.text(run.version), .text(run.models), .int(now)])
        return database.lastRow
    }

    /// Notes that a run read a document, with a digest of what it found, and keeps the reading in place of an earlier one.
    ///
    /// - Parameters:
    ///   - reading: with the document's id in the archive.
    ///   - isNew: nothing has read the document yet. Plain insertions do then: statements that may take back part of what
    ///     they did have each index write its terms to the file first, a segment a document.
    func store(_ reading: Reading, of document: Int64, run: Int64, isNew: Bool = false) throws(ArchiveError) {
        // A document without a sentence is read in no time.
        let isEmpty = reading.sentences.isEmpty
        let noted: [StoredValue] = [
            .int(document), .int(run), isEmpty ? .null : .blob(Self.digest(of: reading)),
        ]
        var kept: [StoredValue]?
        if !isEmpty, let bytes = ReadingCode.encode(reading), bytes.count <= Self.longest(reading.text.count) {
            kept = [.int(document), .int(run), .blob(packer.pack(bytes))]
        }
        guard !isNew else {
            try database.run(kept: "INSERT INTO reading (document, run, digest) VALUES (?, ?, ?)", noted)
            if let kept {
                try database.run(kept: "INSERT INTO kept_reading (document, run, body) VALUES (?, ?, ?)", kept)
            }
            return
        }
        try database.run("INSERT OR REPLACE INTO reading (document, run, digest) VALUES (?, ?, ?)", noted)
        if let kept {
            try database.run("INSERT OR REPLACE INTO kept_reading (document, run, body) VALUES (?, ?, ?)", kept)
        } else {
            try database.run("DELETE FROM kept_reading WHERE document = ?", [.int(document)])
        }
    }

    /// What is wrong with a kept reading; nil when it is as it was read.
    ///
    /// - Parameter digest: what was noted of it; nil when another version did, whose JSON may have been another: then it is enough
    ///   that the reading can be taken up.
    func fault(_ packed: [UInt8], digest: [UInt8]?, of document: Document) -> String? {
        do throws(ReadingCodeError) {
            let reading = try reading(packed, of: document)
            guard let digest, Self.digest(of: reading) != digest else { return nil }
            return "its kept reading is not the one that was noted"
        } catch {
            if case .version = error { return nil }
            return "its kept reading cannot be used: \(error)"
        }
    }

    /// Documents that this program's version and models have not read, or whose reading was not kept, by id, in order of arrival.
    ///
    /// - Parameter all: every document instead.
    public func unread(all: Bool = false) throws(ArchiveError) -> [String] {
        var ids: [String] = []
        try database.rows(
            """
            SELECT d.id FROM document d WHERE ?3 OR NOT EXISTS (
                SELECT 1 FROM reading r JOIN run ON run.n = r.run LEFT JOIN kept_reading k ON k.document = r.document AND k.run = r.run
                WHERE r.document = d.n AND run.version = ?1 AND run.models = ?2 AND (r.digest IS NULL OR k.run IS NOT NULL)
            ) ORDER BY d.n
            """, [.text(run.version), .text(run.models), .int(all ? 1 : 0)]
        ) { row in
            ids.append(row.text(0) ?? "")
            return true
        }
        return ids
    }

    /// Forgets the readings that were kept; reports read their documents again, until `archive reread` keeps them anew.
    ///
    /// - Parameter dryRun: counts and takes nothing away.
    public func pruneReadings(dryRun: Bool) throws(ArchiveError) -> Pruned {
        try database.transaction { () throws(ArchiveError) in
            var pruned = Pruned()
            pruned.readings = Int(try database.number("SELECT count(*) FROM kept_reading") ?? 0)
            pruned.bytes = Int(try database.number("SELECT sum(length(body)) FROM kept_reading") ?? 0)
            if !dryRun { try database.run("DELETE FROM kept_reading") }
            return pruned
        }
    }
}
