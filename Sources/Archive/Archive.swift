public import Captures
public import Documents
public import Moments
public import Readings
import Stories
import Texts

/// The store: one SQLite file that keeps every document as it came, what was read off it, and how stories went.
///
/// Documents are immutable and known by their content: adding one twice changes nothing. Two times are kept apart: when a
/// document says it was published, and when it arrived here. One connection; used by one thread at a time. Other
/// programs may read and write the same file.
public final class Archive {
    /// What became of a document that was added.
    public struct Added: Sendable, Hashable {
        /// How it stands to what was there.
        public enum Outcome: Sendable, Hashable {
            /// It is new.
            case new
            /// It is there already; nothing was done.
            case known
            /// It is a newer text of the document with this id.
            case version(of: String)
        }

        /// Its id in the archive, which differs from the given one when that was taken by another text.
        public var id: String
        /// What was done.
        public var outcome: Outcome

        /// Makes a note of what became of a document.
        public init(id: String, outcome: Outcome) {
            self.id = id
            self.outcome = outcome
        }
    }

    let database: Database
    let packer = Packer()
    /// What new documents can be found by, until it is written.
    private lazy var words = WordIndex(in: database)
    private lazy var lines = LineIndex(in: database)
    /// Which indexes are in the form that is written here, in the transaction at hand; others are left to FTS5.
    private var isOurs = (words: false, lines: false)
    /// Splits texts as the index does; nil where SQLite has no FTS5.
    private(set) lazy var splitter = database.tokenizers?.tokenizer()
    /// The running stories, once they have been asked for.
    var desk: StoryDesk?
    /// Documents that opened the stories that people spoke of, as far as they were looked for; nil for those that have none.
    var openers: [String: Int64?] = [:]
    /// The documents of the story asked for last, at a moment; nil when they may be others by now.
    var asked: (story: String, moment: Moment, version: Int64, members: Set<Int64>)?
    /// Documents added here whose stories are not made yet, so that they need not be unpacked again.
    var fresh: [Int64: Document] = [:]
    /// Documents of the story asked for last, by number, as whoever reads a story asks for it at several moments.
    private var told: [Int64: Document] = [:]
    /// Longest texts of them together, bytes.
    private static let mostTold = 1 << 20
    /// What the index of the last arrivals holds; nil while there is none.
    var arrivals: Arrivals?
    /// Reads for watches what has no kept reading, once there was need.
    var reader: Reader?
    /// Who reads; names and hashes of models are asked for when they are needed.
    private(set) lazy var run: (version: String, models: String) = (version, models().joined(separator: "; "))
    private let isLooking: Bool
    private let version: String
    private let models: () -> [String]

    /// Opens an archive, and makes it when `create` is set and there is none.
    ///
    /// - Parameters:
    ///   - version: of the program, kept with every reading.
    ///   - models: names of what reads (models, rules), kept likewise; other names are another run.
    ///   - looking: nothing is to be written, so that a file that cannot be is read where possible.
    public init(
        path: String, create: Bool = false, version: String = "0",
        models: @autoclosure @escaping () -> [String] = [], looking: Bool = false
    ) throws(ArchiveError) {
        database = try Database(path: path, create: create, looking: looking)
        isLooking = looking
        self.version = version
        self.models = models
        try open()
    }

    private func open() throws(ArchiveError) {
        let mark = try database.number("PRAGMA application_id") ?? 0
        let tables = try database.number("SELECT count(*) FROM sqlite_master") ?? 0
        guard mark == Database.applicationID || mark == 0 && tables == 0 else {
            throw ArchiveError(
                file: database.path, reason: "it is a database of another program",
                advice: "Name another file with --archive.")
        }
        if isLooking, database.isReadOnly {
            guard try missing().isEmpty else {
                throw ArchiveError(
                    file: database.path,
                    reason: "an earlier version of sitrep wrote it, and it cannot be written to be brought up to date",
                    advice: "Copy it to a folder of yours and name the copy with --archive.")
            }
            return
        }
        if mark == 0 {
            try database.useLargePages()
            try database.execute("PRAGMA application_id = \(Database.applicationID)")
        }
        try database.useLog()
        try migrate()
    }

    /// Whether the file cannot be written.
    public var isReadOnly: Bool { database.isReadOnly }

    /// Steps that the file has not seen. Steps are known by their names; files from before names were kept have the first steps, as many as
    /// they count.
    private func missing() throws(ArchiveError) -> [Migration] {
        let newer = ArchiveError(
            file: database.path, reason: "a newer version of sitrep wrote it",
            advice: "Use that version, or a copy from before.")
        let count = Int(try database.number("PRAGMA user_version") ?? 0)
        guard count <= Migration.all.count else { throw newer }
        guard try database.number("SELECT 1 FROM sqlite_master WHERE name = 'migration'") != nil else {
            return Array(Migration.all[count...])
        }
        var names: Set<String> = []
        try database.rows("SELECT name FROM migration") { row in
            names.insert(row.text(0) ?? "")
            return true
        }
        guard names.isSubset(of: Migration.all.map(\.name)) else { throw newer }
        return Migration.all.filter { !names.contains($0.name) }
    }

    /// Brings the file up to date, each step in one transaction.
    private func migrate() throws(ArchiveError) {
        for step in try missing() {
            try database.transaction { () throws(ArchiveError) in
                // Another program may have taken the step meanwhile.
                let missing = Set(try missing().map(\.name))
                guard missing.contains(step.name) else { return }
                try database.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)")
                try database.execute(step.sql)
                let taken = Migration.all.map(\.name).filter { $0 == step.name || !missing.contains($0) }
                for name in taken {
                    try database.run("INSERT OR IGNORE INTO migration (name) VALUES (?)", [.text(name)])
                }
                try database.execute("PRAGMA user_version = \(taken.count)")
            }
        }
    }

    // MARK: Adding

    /// Documents kept in memory for the stories.
    static let mostFresh = 4096

    /// Whether a document is here already; its id when it is.
    public func id(of document: Document) throws(ArchiveError) -> String? {
        try id(withKey: DocumentRecord.key(of: document))
    }

    /// What makes two documents the same one, wherever they came from: 38 bytes of address, outlet, title, date and text.
    public static func key(of document: Document) -> [UInt8] { DocumentRecord.key(of: document) }

    /// The id of the document with a key; nil when it is not here.
    public func id(withKey key: [UInt8]) throws(ArchiveError) -> String? {
        try database.text(kept: "SELECT id FROM document WHERE key = ?", [.blob(key)])
    }

    /// Adds readings with their documents, all or none. What returns is on the disk.
    ///
    /// - Parameters:
    ///   - arrived: when they became known here. A clock that was set back does not reorder arrivals: the latest arrival so far
    ///     is taken instead.
    ///   - backfill: dated documents count as known since they were published, for files of the past.
    ///   - captures: the bytes each was made from, in the same order; none to keep no bytes.
    public func add(
        _ readings: [Reading], arrived: Moment, backfill: Bool = false, captures: [Capture] = []
    ) throws(ArchiveError) -> [Added] {
        guard !readings.isEmpty else { return [] }
        // What a transaction that failed gathered goes with it.
        defer {
            words?.index.discard()
            lines.index.discard()
        }
        guard readings.count >= Self.many else { return try write(readings, arrived, backfill, captures) }
        return try database.unchecked { () throws(ArchiveError) in
            try write(readings, arrived, backfill, captures)
        }
    }

    /// Readings from which on it costs less to have SQLite prepare its statements anew, twice, than to look up each row that they name.
    private static let many = 128

    private func write(
        _ readings: [Reading], _ arrived: Moment, _ backfill: Bool, _ captures: [Capture]
    ) throws(ArchiveError) -> [Added] {
        try database.transaction { () throws(ArchiveError) in
            let latest = try database.number("SELECT max(arrived) FROM document") ?? .min
            let now = backfill ? arrived.seconds : max(arrived.seconds, latest)
            let runNumber = try startedRun(at: now)
            isOurs = (try words?.index.tables.areKnown() ?? false, try lines.index.tables.areKnown())
            var added: [Added] = []
            added.reserveCapacity(readings.count)
            // As spans: a value taken out of a list would be copied with all it holds.
            let (readings, captures) = (readings.span, captures.span)
            for i in readings.indices {
                var time = now
                if backfill, let published = readings[i].document.published {
                    time = min(now, published.moment.seconds)
                }
                let made = try add(readings[i], arrived: time, run: runNumber)
                added.append(made.added)
                if let kept = made.kept, captures.indices.contains(i) {
                    let quoted = kept.record.bytes[kept.record.text]
                    try keep(captures[i], of: kept.number, readings[i].document, quoted: quoted, arrived: time)
                }
            }
            try words?.index.flush()
            try lines.index.flush()
            return added
        }
    }

    /// A document's record: its bytes, and where its text stands in them.
    private typealias Record = (bytes: [UInt8], text: Range<Int>)

    /// Adds a reading; a document that is new is kept under a number, by a record.
    private func add(
        _ reading: Reading, arrived: Int64, run: Int64
    ) throws(ArchiveError) -> (added: Added, kept: (number: Int64, record: Record)?) {
        let key = DocumentRecord.key(of: reading.document)
        let given = reading.document.id
        let sameAddress =
            try reading.document.url.flatMap { url throws(ArchiveError) in
                try database.number(kept: "SELECT max(n) FROM document WHERE url = ?", [.text(url)])
            }
        // Nobody has had an id given that is free: the first one keeps it.
        if let kept = try insert(reading.document, given, key, arrived, previous: sameAddress) {
            let added = try finish(reading, kept, arrived: arrived, run: run, previous: sameAddress)
            return (added, kept)
        }
        if let known = try id(withKey: key) { return (Added(id: known, outcome: .known), nil) }
        var document = reading.document
        let previous = try renamed(&document) ?? sameAddress
        guard let kept = try insert(document, given, key, arrived, previous: previous) else {
            throw damaged(given)
        }
        return (try finish(reading.renamed(document.id), kept, arrived: arrived, run: run, previous: previous), kept)
    }

    /// Adds the row of a document; nil when its key or its id is taken.
    private func insert(
        _ document: Document, _ given: String, _ key: [UInt8], _ arrived: Int64, previous: Int64?
    ) throws(ArchiveError) -> (number: Int64, record: Record)? {
        let record: Record = DocumentRecord.encode(document)
        let body = packer.pack(record.bytes)
        try database.run(
            kept: """
                INSERT INTO document (id, key, sha256, given, url, outlet, title, published, arrived, previous, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """,
            [
                .text(document.id), .blob(key), .blob(document.sha256.bytes), .text(given),
                StoredValue(document.url), StoredValue(document.outlet?.value.name),
                StoredValue(document.title?.value), StoredValue(document.published?.moment.seconds), .int(arrived),
                StoredValue(previous), .blob(body),
            ])
        return database.changes > 0 ? (database.lastRow, record) : nil
    }

    /// Adds what a new document can be found by, and its reading.
    private func finish(
        _ reading: Reading, _ kept: (number: Int64, record: Record), arrived: Int64, run: Int64, previous: Int64?
    ) throws(ArchiveError) -> Added {
        let n = kept.number
        let document = reading.document
        if let words, isOurs.words {
            try words.add(n, title: document.title?.value ?? "", text: document.text.utf8)
        } else {
            try database.run(
                kept: "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
                [.int(n), .text(document.title?.value ?? ""), .utf8(document.text.utf8)])
        }
        try Facets(reading).write(n, to: database, isOurs.lines ? lines : nil)
        try store(reading, of: n, run: run, isNew: true)
        if fresh.count < Self.mostFresh { fresh[n] = document }
        guard let previous else { return Added(id: document.id, outcome: .new) }
        let old = try database.text("SELECT id FROM document WHERE n = ?", [.int(previous)])
        return Added(id: document.id, outcome: .version(of: old ?? document.id))
    }

    /// Gives a document an id of its own when another one has its; returns the latest document with the given one.
    private func renamed(_ document: inout Document) throws(ArchiveError) -> Int64? {
        let given = document.id
        let before = """
            (SELECT n FROM document WHERE id = ?1 AND given = ?1
            UNION ALL SELECT n FROM document WHERE given = ?1 AND given <> id)
            """
        let count = try database.number("SELECT count(*) FROM \(before)", [.text(given)]) ?? 0
        document.id = "\(given)~\(count + 1)"
        while try database.number("SELECT 1 FROM document WHERE id = ?", [.text(document.id)]) != nil {
            document.id += "~"
        }
        return try database.number("SELECT max(n) FROM \(before)", [.text(given)])
    }

    // MARK: Documents

    /// How many documents there are.
    public func count() throws(ArchiveError) -> Int { Int(try database.number("SELECT count(*) FROM document") ?? 0) }

    /// The document with an id; nil when there is none.
    public func document(_ id: String) throws(ArchiveError) -> Document? {
        var found: Document?
        try database.rows("SELECT body FROM document WHERE id = ?", [.text(id)]) { row throws(ArchiveError) in
            found = try decoded(row.blob(0), id)
            return false
        }
        return found
    }

    /// The documents of a story, or all, that were known at a moment: arrived and, as far as dated, published by then.
    /// By published time, undated last, then by id.
    ///
    /// What belonged to the story is what belonged to it then: the stories of that moment are made of the documents known
    /// at it alone.
    ///
    /// - Parameter keeps: whether they are likely to be asked for again, and kept unpacked until another story is.
    /// - Returns: the documents, and how many were left out because they were published or arrived later.
    public func documents(
        story: String? = nil, knownAt asOf: Moment? = nil, keeps: Bool = true
    ) throws(ArchiveError) -> (known: [Document], later: Int) {
        try database.look { () throws(ArchiveError) in try found(story, asOf, keeps) }
    }

    private func found(
        _ story: String?, _ asOf: Moment?, _ keeps: Bool
    ) throws(ArchiveError) -> (known: [Document], later: Int) {
        var documents: [Document] = []
        var latest: [Int64: Document] = [:]
        var later = 0
        var wanted: Set<Int64>?
        var sql = "SELECT body, id, published, arrived, n FROM document"
        if let story {
            var now: Set<Int64> = []
            try database.rows("SELECT document FROM member WHERE story = ?", [.text(story)]) { row in
                now.insert(row.int(0))
                return true
            }
            let then =
                try asOf.map { moment throws(ArchiveError) in try members(of: story, now: now, at: moment) } ?? now
            wanted = then
            sql += " WHERE n IN (\(then.union(now).sorted().map(String.init).joined(separator: ",")))"
        }
        sql += " ORDER BY published IS NULL, published, id"
        try database.rows(sql) { row throws(ArchiveError) in
            if let asOf, row.int(3) > asOf.seconds || !row.isNull(2) && row.int(2) > asOf.seconds {
                later += 1
            } else if wanted?.contains(row.int(4)) ?? true {
                let known = told[row.int(4)]
                let document = if let known { known } else { try decoded(row.blob(0), row.text(1) ?? "") }
                documents.append(document)
                if wanted != nil { latest[row.int(4)] = document }
            }
            return true
        }
        if keeps, wanted != nil, documents.reduce(0, { $0 + $1.text.count }) <= Self.mostTold { told = latest }
        return (documents, later)
    }

    /// The text alone of the record in a body.
    func text(in body: [UInt8], _ id: String) throws(ArchiveError) -> Text {
        guard let bytes = packer.unpack(body), let text = DocumentRecord.text(bytes) else { throw damaged(id) }
        return text
    }

    private func damaged(_ id: String) -> ArchiveError {
        ArchiveError(
            file: database.path, reason: "the record of document '\(id)' is damaged",
            advice: "Run `sitrep archive check`, and take the document from a backup.")
    }

    /// The record in a body, which must be the one of that id.
    func decoded(_ body: [UInt8], _ id: String) throws(ArchiveError) -> Document {
        guard let bytes = packer.unpack(body), let document = DocumentRecord.decode(bytes), document.id == id else {
            throw damaged(id)
        }
        return document
    }
}
