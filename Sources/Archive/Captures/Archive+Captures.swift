public import Captures
import Documents
import JSON
public import Moments
public import Readings
import Stories
import Texts

extension Archive {
    /// Keeps the bytes that a document was made from: without the document's text where they hold it, else once and packed against it.
    ///
    /// - Parameter quoted: the text as `JSONWriter` quotes it.
    func keep(
        _ capture: Capture, of number: Int64, _ document: Document, quoted: ArraySlice<UInt8>, arrived: Int64
    ) throws(ArchiveError) {
        let hash = capture.sha256
        var kept: Int64?
        var values: [StoredValue] = [
            .blob(hash.bytes), .text(capture.url ?? capture.origin), .text(capture.mediaType),
            .int(capture.captured?.seconds ?? arrived), .int(Int64(capture.bytes.count)),
        ]
        if let cut = TextCut(of: document.text, quoted: quoted, in: capture.bytes) {
            values += [.int(number), .int(Int64(cut.offset)), .int(cut.isQuoted ? 1 : 0), .blob(short(cut.rest))]
        } else {
            kept = try database.number(
                kept: "SELECT n FROM capture WHERE sha256 = ? AND cut IS NULL", [.blob(hash.bytes)])
            if kept == nil {
                let (packed, usesBasis) = packer.pack(capture.bytes, basis: document.text.utf8)
                values += [usesBasis ? .int(number) : .null, .null, .null, .blob(packed)]
            }
        }
        if kept == nil {
            try database.run(
                kept: """
                    INSERT INTO capture (sha256, address, media, captured, size, basis, cut, quoted, body)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """, values)
            kept = database.lastRow
        }
        guard let kept else { return }
        try database.run(
            kept: "INSERT OR IGNORE INTO made_from (document, capture) VALUES (?, ?)", [.int(number), .int(kept)])
    }

    /// Columns of `capture` from which `captured` makes the bytes.
    static let captureColumns = "c.body, c.sha256, c.basis, c.size, c.cut, c.quoted"

    /// What is left of a capture: as it is, or packed where that is shorter. A line of JSON without its text is not worth packing.
    private func short(_ rest: [UInt8]) -> [UInt8] {
        guard rest.count >= 512 else { return rest }
        let packed = packer.pack(rest)
        return packed.isEmpty || packed.count >= rest.count ? rest : packed
    }

    /// The bytes of a capture, which must have their hash; nil when they are damaged, or the text they were packed against is.
    ///
    /// - Parameter row: begins with `captureColumns`.
    func captured(_ row: Statement) throws(ArchiveError) -> [UInt8]? {
        let body = row.blob(0)
        var text = Text("")
        if !row.isNull(2) {
            try database.rows("SELECT body FROM document WHERE n = ?", [.int(row.int(2))]) { row in
                text = packer.unpack(row.blob(0)).flatMap(DocumentRecord.text) ?? text
                return false
            }
        }
        var bytes: [UInt8]?
        if row.isNull(4) {
            bytes = packer.unpack(body, basis: text.utf8)
        } else {
            let isQuoted = row.int(5) == 1
            let size = row.int(3) - Int64(TextCut.size(of: text, isQuoted: isQuoted))
            let rest = Int64(body.count) == size ? body : packer.unpack(body, most: TextCut.longest)
            bytes = rest.flatMap {
                TextCut(rest: $0, offset: Int(truncatingIfNeeded: row.int(4)), isQuoted: isQuoted).bytes(with: text)
            }
        }
        guard let bytes, Fingerprint(of: bytes).bytes == row.blob(1) else { return nil }
        return bytes
    }

    /// The bytes that a document was made from, as they arrived; nil when they were not kept, or pruned.
    ///
    /// - Throws: when they do not have the recorded hash.
    public func capture(of id: String) throws(ArchiveError) -> Capture? {
        var found: Capture?
        try database.rows(
            """
            SELECT \(Self.captureColumns), c.address, c.media, c.captured FROM capture c
            JOIN made_from m ON m.capture = c.n JOIN document d ON d.n = m.document WHERE d.id = ?
            """, [.text(id)]
        ) { row throws(ArchiveError) in
            guard let bytes = try captured(row) else {
                throw ArchiveError(
                    file: database.path, reason: "the bytes that '\(id)' was made from are damaged",
                    advice: "Run `sitrep archive check`, and take them from a backup.")
            }
            found = Capture(
                origin: row.text(6) ?? "", url: row.text(6), mediaType: row.text(7) ?? "",
                captured: Moment(seconds: row.int(8)), bytes: bytes)
            return false
        }
        return found
    }

    /// What pruning takes away.
    public struct Pruned: Sendable, Hashable {
        /// Captures.
        public var captures = 0
        /// Compressed bytes of all that goes.
        public var bytes = 0
        /// Readings.
        public var readings = 0

        /// Nothing yet.
        public init() {}

        /// Adds what else goes.
        public static func += (a: inout Pruned, b: Pruned) {
            a.captures += b.captures
            a.bytes += b.bytes
            a.readings += b.readings
        }
    }

    /// Forgets captured bytes; documents and all that was read off them stay.
    ///
    /// - Parameters:
    ///   - before: only what was captured before.
    ///   - uncited: only of documents that are alone in their story and that no correction and no news of a watch names.
    ///   - dryRun: counts and takes nothing away.
    public func prune(before: Moment?, uncited: Bool, dryRun: Bool) throws(ArchiveError) -> Pruned {
        try database.transaction { () throws(ArchiveError) in
            let spared = try uncited ? citedCaptures() : []
            var chosen: [Int64] = []
            var pruned = Pruned()
            try database.rows(
                "SELECT n, length(body) FROM capture WHERE captured < ? ORDER BY n",
                [.int(before?.seconds ?? .max)]
            ) { row in
                guard !spared.contains(row.int(0)) else { return true }
                chosen.append(row.int(0))
                pruned.captures += 1
                pruned.bytes += Int(row.int(1))
                return true
            }
            guard !dryRun else { return pruned }
            for number in chosen { try database.run("DELETE FROM capture WHERE n = ?", [.int(number)]) }
            return pruned
        }
    }

    /// Captures of documents that share their story with others, or that a correction or news of a watch names.
    private func citedCaptures() throws(ArchiveError) -> Set<Int64> {
        var named: Set<String> = []
        for amendment in try amendments() {
            switch amendment.change {
            case .apart(let id, _), .date(let id, _, _), .place(let id, _, _, _, _): named.insert(id)
            case .split(_, let ids): named.formUnion(ids)
            case .samePerson, .merge, .reprints: continue
            }
        }
        try database.rows("SELECT cause FROM fired WHERE cause LIKE 'document %'") { row in
            named.insert(String((row.text(0) ?? "").dropFirst(9)))
            return true
        }
        var found: Set<Int64> = []
        try database.rows(
            """
            SELECT f.capture, d.id, m.story IN (SELECT story FROM member GROUP BY story HAVING count(*) > 1)
            FROM made_from f JOIN document d ON d.n = f.document LEFT JOIN member m ON m.document = d.n
            """
        ) { row in
            if row.int(2) == 1 || named.contains(row.text(1) ?? "") { found.insert(row.int(0)) }
            return true
        }
        return found
    }

    // MARK: Reading again

    /// SHA-256 of all that was read, as `sitrep read` prints it.
    static func digest(of reading: Reading) -> [UInt8] {
        var json = JSONWriter()
        reading.write(to: &json)
        return Fingerprint(of: json.bytes).bytes
    }

    /// Records readings of documents that are here already as a run of their own; earlier runs stay on record. What the
    /// documents can be found by follows the new readings.
    ///
    /// - Returns: how many were read differently than by the run before.
    public func record(_ readings: [Reading], at now: Moment) throws(ArchiveError) -> Int {
        try database.transaction { () throws(ArchiveError) in
            let number = try startedRun(at: now.seconds)
            var changed = 0
            for reading in readings {
                guard
                    let document = try database.number(
                        "SELECT n FROM document WHERE id = ?", [.text(reading.document.id)])
                else { continue }
                let digest = Self.digest(of: reading)
                let same = try database.number(
                    "SELECT 1 FROM reading WHERE document = ? AND digest = ?", [.int(document), .blob(digest)])
                if same == nil { changed += 1 }
                try store(reading, of: document, run: number)
                try Facets.remove(document, from: database)
                try Facets(reading).write(document, to: database)
            }
            return changed
        }
    }
}
