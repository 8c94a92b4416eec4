import CSQLite
import Documents
import Moments
import Readings
import Stories
import Testing
import Texts

@testable import Archive

@Suite("What goes wrong around an archive") struct FailureTests {
    private static let noon = Moment(seconds: 1_740_000_000)

    private static func reading(_ i: Int) -> Reading {
        Reading(
            Document(id: "d\(i)", text: Text("Document \(i). " + String(repeating: "\(i * 7919) crates ", count: 40))))
    }

    /// A limit on pages stands for a disk that fills up.
    @Test func aFullDiskLosesNothing() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.add((0..<20).map(Self.reading), arrived: Self.noon)
        let pages = try archive.database.number("PRAGMA page_count") ?? 0
        _ = try archive.database.number("PRAGMA max_page_count = \(pages + 4)")
        var added = 20
        var error: ArchiveError?
        while error == nil, added < 2_000 {
            do throws(ArchiveError) {
                _ = try archive.add((added..<added + 20).map(Self.reading), arrived: Self.noon)
                added += 20
            } catch let caught {
                error = caught
            }
        }
        #expect(error?.reason == "the disk is full")
        #expect(try archive.count() == added)
        #expect(try archive.check() == [])
        _ = try archive.database.number("PRAGMA max_page_count = 1000000")
        _ = try archive.add([Self.reading(added)], arrived: Self.noon)
        #expect(try archive.count() == added + 1)
    }

    @Test func aSecondWriterIsToldToWait() throws {
        let folder = try ArchiveFolder()
        let one = try Archive(path: folder.file, create: true)
        let two = try Archive(path: folder.file)
        sqlite3_busy_timeout(two.database.handle, 20)
        try one.database.execute("BEGIN IMMEDIATE")
        let error = #expect(throws: ArchiveError.self) { try two.add([Self.reading(1)], arrived: Self.noon) }
        #expect(error?.reason.contains("another program") == true)
        #expect(try two.count() == 0)
        try one.database.execute("COMMIT")
        _ = try two.add([Self.reading(1)], arrived: Self.noon)
        #expect(try one.count() == 1)
    }

    @Test func aFileThatMayNotBeWrittenIsSaidToBe() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.add([Self.reading(1)], arrived: Self.noon)
        try archive.database.execute("PRAGMA query_only = ON")
        let error = #expect(throws: ArchiveError.self) { try archive.add([Self.reading(2)], arrived: Self.noon) }
        #expect(error?.reason == "it cannot be written")
        #expect(try archive.count() == 1)
        try archive.database.execute("PRAGMA query_only = OFF")
        _ = try archive.add([Self.reading(2)], arrived: Self.noon)
        #expect(try archive.check() == [])
    }

    /// Rights do not bind the superuser: what cannot be written is opened here as `looking` does it then.
    @Test func whatCannotBeWrittenIsRead() throws {
        let folder = try ArchiveFolder()
        var archive = try Archive(path: folder.file, create: true)
        _ = try archive.add([Self.reading(1)], arrived: Self.noon)
        // Its newest content is in the log.
        let error = #expect(throws: ArchiveError.self) { try Database.fixed(folder.file) }
        #expect(error?.reason.contains("sitrep.db-wal") == true)
        try archive.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        archive = try Archive(path: folder.file, looking: true)
        #expect(!archive.isReadOnly)
        let fixed = try Database.fixed(folder.file)
        defer { sqlite3_close_v2(fixed) }
        #expect(sqlite3_db_readonly(fixed, "main") == 1)
        #expect(sqlite3_exec(fixed, "SELECT 1 FROM words WHERE words MATCH 'crates'", nil, nil, nil) == SQLITE_OK)
        #expect(sqlite3_exec(fixed, "DELETE FROM document", nil, nil, nil) & 0xFF == SQLITE_READONLY)
    }

    /// A later form of FTS5's index is left to FTS5, which says what it thinks of it.
    @Test func aLaterFormOfTheIndexIsLeftToFTS5() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.add([Self.reading(1)], arrived: Self.noon)
        let tables = IndexTables("words", in: archive.database)
        #expect(try tables.areKnown())
        let record = try #require(try tables.record(IndexTables.structure))
        try tables.replace(IndexTables.structure, record.prefix(4) + [0xFF, 0, 0, 1] + record.dropFirst(4))
        #expect(try !tables.areKnown())
        try tables.replace(IndexTables.structure, record)
        try archive.database.run("UPDATE words_config SET v = 5 WHERE k = 'version'")
        #expect(try !tables.areKnown())
        let other = try Archive(path: folder.file)
        do throws(ArchiveError) {
            // A library that knows the form takes it.
            _ = try other.add([Self.reading(2)], arrived: Self.noon)
        } catch {
            #expect(error.reason.contains("fts5"), "\(error)")
        }
    }

    /// The newest arrival stays the newest, so that what was known at a moment stays what was known.
    @Test func aClockSetBackReordersNothing() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.add([Self.reading(1)], arrived: Self.noon)
        _ = try archive.add([Self.reading(2)], arrived: Self.noon.adding(seconds: -86_400))
        #expect(try archive.standing("d2")?.arrived == Self.noon)
        let builder = try StoryBuilder()
        _ = try archive.updateStories(at: Self.noon, builder: builder)
        let story = try #require(try archive.standing("d1")?.story)
        let watch = try archive.addWatch(.quiet(hours: 1, story: story), delivery: .output, at: Self.noon)
        _ = try archive.runWatches(at: Self.noon.adding(seconds: 600), builder: builder)
        _ = try archive.add([Self.reading(3)], arrived: Self.noon.adding(seconds: -7200))
        _ = try archive.updateStories(at: Self.noon.adding(seconds: -7200), builder: builder)
        #expect(try archive.runWatches(at: Self.noon.adding(seconds: -7200), builder: builder).isEmpty)
        let fired = try archive.runWatches(at: Self.noon.adding(seconds: 7200), builder: builder)
        #expect(fired.map(\.watch) == [watch.id])
        #expect(fired.first?.story == story)
        #expect(try archive.runWatches(at: Self.noon.adding(seconds: 7300), builder: builder).isEmpty)
    }

    /// What a crash leaves behind: a log with a transaction that was never committed.
    @Test func anUnfinishedTransactionIsForgotten() throws {
        let folder = try ArchiveFolder()
        do {
            let archive = try Archive(path: folder.file, create: true)
            _ = try archive.add([Self.reading(1)], arrived: Self.noon)
            try archive.database.execute(
                "BEGIN IMMEDIATE; INSERT INTO story (id, title, opened) VALUES ('s-x', 'Half', 0)")
        }
        let again = try Archive(path: folder.file)
        #expect(try again.count() == 1)
        #expect(try again.database.number("SELECT count(*) FROM story") == 0)
        #expect(try again.check() == [])
    }

    @Test func damageIsFound() throws {
        let folder = try ArchiveFolder()
        do {
            let archive = try Archive(path: folder.file, create: true)
            _ = try archive.add((0..<50).map(Self.reading), arrived: Self.noon)
            try archive.compact()
        }
        try folder.overwrite("sitrep.db", at: 3 * 4096, with: [UInt8](repeating: 0x5A, count: 4096))
        do throws(ArchiveError) {
            let archive = try Archive(path: folder.file)
            #expect(try !archive.check().isEmpty)
        } catch {
            #expect(error.reason.contains("damaged"))
        }
    }

    /// The same documents in any order and any batches give the same answer for every moment.
    @Test func anyMomentIsTheSameHoweverDocumentsCame() throws {
        let builder = try StoryBuilder()
        let things = ["quay at Tarn", "bridge at Oldby", "school at Pellin"]
        let readings = (0..<24).map { i in
            var document = Document(
                id: "d\(i)",
                text: Text(
                    "The \(things[i % 3]) was closed again after inspectors found crack number \(i) in its walls."))
            document.published = Dated(iso: "2025-02-\(10 + i / 3)T0\(i % 9):00:00Z")
            return Reading(document)
        }
        let moments = (10..<18).compactMap { Dated(iso: "2025-02-\($0)T05:00:00Z")?.moment }
        var random = SplitMix(state: 11)
        var answers: Set<[[StoryGroup]]> = []
        for _ in 0..<4 {
            let folder = try ArchiveFolder()
            let archive = try Archive(path: folder.file, create: true)
            var rest = readings.shuffled(using: &random)
            while !rest.isEmpty {
                let size = Int.random(in: 1...min(7, rest.count), using: &random)
                _ = try archive.add(Array(rest.prefix(size)), arrived: Self.noon, backfill: true)
                rest.removeFirst(size)
            }
            answers.insert(try moments.map { try archive.groups(knownAt: $0, builder: builder) })
        }
        #expect(answers.count == 1)
        #expect(answers.first?.last?.flatMap(\.members).count == 24)
    }

    /// SplitMix64, so that a failure can be repeated.
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
