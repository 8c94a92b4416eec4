import Documents
import Moments
import Readings
import Stories
import Testing
import Texts

@testable import Archive

@Suite("The archive") struct ArchiveTests {
    private static let noon = Moment(seconds: 1_740_000_000)

    private static func document(
        _ id: String, _ text: String, outlet: String? = "Harbour Herald", url: String? = nil, title: String? = nil,
        published: String? = "2025-02-10T08:00:00Z"
    ) -> Document {
        var document = Document(id: id, text: Text(text), origin: "test.jsonl", line: 7)
        document.outlet = outlet.map { Stated(Outlet(name: $0, domain: "herald.example"), rule: "field outlet") }
        document.url = url
        document.title = title.map { Stated($0, rule: "field title") }
        document.published = published.flatMap { Dated(iso: $0, rule: "field published") }
        return document
    }

    private static func readings(_ documents: Document...) -> [Reading] { documents.map { Reading($0) } }

    @Test func aDocumentComesBackAsItWas() throws {
        var document = Self.document(
            "a1", "Überflutung\n\nThe quay “gave way” at 06:10.\u{0}", url: "https://herald.example/1",
            title: "Quay \"gone\"")
        document.byline = Stated(["Mara Holt", "Iven Strand"], rule: "json-ld author")
        document.credit = Stated("NPA", rule: "credit line")
        document.modified = Dated(
            moment: Moment(seconds: 1_739_200_000), offset: -210, precision: .minute, rule: "og:modified")
        document.blocks = [Block(Extent(0, 12), .headline), Block(Extent(14, 40), .paragraph)]
        document.dateline = Extent(14, 17)
        document.language = "en"
        document.section = "Local"
        document.keywords = ["quay", "harbour"]
        document.flags = [.init("truncated", "ends in …")]
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.add([Reading(document)], arrived: Self.noon)
        let back = try #require(try archive.document("a1"))
        #expect(back.text == document.text)
        #expect(back.blocks == document.blocks)
        #expect(back.title == document.title)
        #expect(back.byline == document.byline)
        #expect(back.outlet == document.outlet)
        #expect(back.credit == document.credit)
        #expect(back.published == document.published)
        #expect(back.modified == document.modified)
        #expect(back.dateline == document.dateline)
        #expect(back.url == document.url)
        #expect(back.language == document.language)
        #expect(back.section == document.section)
        #expect(back.keywords == document.keywords)
        #expect(back.flags == document.flags)
        #expect(back.sha256 == document.sha256)
        #expect(back.origin == document.origin)
        #expect(back.line == document.line)
    }

    @Test func addingTwiceChangesNothing() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let document = Self.document("a1", "The quay gave way.")
        #expect(try archive.add(Self.readings(document), arrived: Self.noon).map(\.outcome) == [.new])
        var elsewhere = document
        elsewhere.id = "other"
        elsewhere.origin = "copy.jsonl"
        let again = try archive.add([Reading(elsewhere)], arrived: Self.noon.adding(seconds: 60))
        #expect(again == [Archive.Added(id: "a1", outcome: .known)])
        #expect(try archive.count() == 1)
    }

    @Test func manyAtOnceAreKeptAsOneByOne() throws {
        // As many as go in without a look at the rows they name, an id twice, an address twice and a document twice among them.
        var all = (0..<200).map {
            Self.document("m\($0)", "Post \($0) of the quay.", url: "https://herald.example/\($0)")
        }
        all[120].id = "m7"
        all[130].url = all[9].url
        all[140] = all[11]
        let (one, many) = (try ArchiveFolder(), try ArchiveFolder())
        let (slow, fast) = (try Archive(path: one.file, create: true), try Archive(path: many.file, create: true))
        var expected: [Archive.Added] = []
        for document in all { expected += try slow.add([Reading(document)], arrived: Self.noon) }
        let added = try fast.add(all.map { Reading($0) }, arrived: Self.noon)
        #expect(added == expected)
        #expect(added[120] == .init(id: "m7~2", outcome: .version(of: "m7")))
        #expect(added[130].outcome == .version(of: "m9"))
        #expect(added[140] == .init(id: "m11", outcome: .known))
        let (a, b) = (try fast.documents().known, try slow.documents().known)
        #expect(a.map(\.id) == b.map(\.id))
        #expect(a.map(\.text) == b.map(\.text))
        #expect(try fast.check().isEmpty)
        // From now on rows that are named are looked for again.
        #expect(throws: ArchiveError.self) {
            try fast.database.run("INSERT INTO made_from (document, capture) VALUES (9000, 9000)")
        }
    }

    @Test func aFailedLargeTransactionLeavesRowsLookedFor() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        try archive.database.execute(
            """
            CREATE TEMP TRIGGER full BEFORE INSERT ON document WHEN new.id = 'm150'
            BEGIN SELECT raise(ABORT, 'full'); END
            """)
        let readings = (0..<200).map { Reading(Self.document("m\($0)", "Post \($0).")) }
        #expect(throws: ArchiveError.self) { try archive.add(readings, arrived: Self.noon) }
        #expect(try archive.count() == 0)
        #expect(try archive.database.number("PRAGMA foreign_keys") == 1)
    }

    @Test func aNewFileHasLargePagesAndAnOldOneKeepsItsOwn() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        #expect(try archive.database.number("PRAGMA page_size") == 8192)
        let old = folder.path + "/old.sitrep"
        do {
            let database = try Database(path: old, create: true)
            try database.execute("PRAGMA application_id = \(Database.applicationID)")
            try database.useLog()
        }
        #expect(try Archive(path: old).database.number("PRAGMA page_size") == 4096)
    }

    @Test func aNewTextIsTheNextVersion() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let url = "https://herald.example/1"
        _ = try archive.add(Self.readings(Self.document("a1", "Two hurt.", url: url)), arrived: Self.noon)
        let second = try archive.add(Self.readings(Self.document("a1", "Three hurt.", url: url)), arrived: Self.noon)
        #expect(second == [Archive.Added(id: "a1~2", outcome: .version(of: "a1"))])
        let third = try archive.add(Self.readings(Self.document("zz", "Four hurt.", url: url)), arrived: Self.noon)
        #expect(third == [Archive.Added(id: "zz", outcome: .version(of: "a1~2"))])
        #expect(try archive.document("a1")?.text.string == "Two hurt.")
        #expect(try archive.document("a1~2")?.text.string == "Three hurt.")
    }

    @Test func whatWasKnownAtAMoment() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let early = Self.document("early", "The quay gave way.", published: "2025-02-10T08:00:00Z")
        let late = Self.document("late", "The quay was closed.", published: "2025-02-12T08:00:00Z")
        let dateless = Self.document("dateless", "A quay somewhere.", published: nil)
        let arrived = try #require(Dated(iso: "2025-02-11T00:00:00Z")).moment
        _ = try archive.add(Self.readings(early, late, dateless), arrived: arrived)
        func known(_ text: String) throws -> [String] {
            try archive.documents(knownAt: Dated(iso: text)?.moment).known.map(\.id)
        }
        #expect(try known("2025-02-10T12:00:00Z") == [])
        #expect(try known("2025-02-11T12:00:00Z") == ["early", "dateless"])
        #expect(try known("2025-02-12T12:00:00Z") == ["early", "late", "dateless"])
        #expect(try archive.documents(knownAt: arrived).later == 1)
    }

    @Test func filesOfThePastAreKnownSinceTheyWerePublished() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let old = Self.document("old", "The quay gave way.", published: "2023-02-10T08:00:00Z")
        _ = try archive.add(Self.readings(old), arrived: Self.noon, backfill: true)
        let then = try #require(Dated(iso: "2023-02-10T09:00:00Z")).moment
        #expect(try archive.documents(knownAt: then).known.map(\.id) == ["old"])
    }

    @Test func aClockSetBackReordersNothing() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.add(Self.readings(Self.document("a", "First.")), arrived: Self.noon)
        _ = try archive.add(
            Self.readings(Self.document("b", "Second.")), arrived: Self.noon.adding(seconds: -86_400))
        let before = try archive.documents(knownAt: Self.noon.adding(seconds: -1)).known
        #expect(before.isEmpty)
        #expect(try archive.documents(knownAt: Self.noon).known.map(\.id) == ["a", "b"])
    }

    @Test func aFailedTransactionLeavesNothing() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        try archive.database.execute("DROP TABLE found")
        var reading = Reading(Self.document("b", "Fell at Ellan."))
        reading.places = [
            Place(
                extent: Extent(8, 13), latitude: 56.1, longitude: -3.2, label: "Ellan", precision: .point, rule: "test")
        ]
        #expect(throws: ArchiveError.self) {
            try archive.add([Reading(Self.document("a", "First.")), reading], arrived: Self.noon)
        }
        #expect(try archive.count() == 0)
        #expect(try archive.database.number("SELECT count(*) FROM words WHERE words MATCH 'first'") == 0)
    }

    @Test func checkFindsWhatWasTamperedWith() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.add(
            Self.readings(Self.document("a", "Two hurt."), Self.document("b", "The quay gave way.")),
            arrived: Self.noon)
        #expect(try archive.check() == [])
        let forged = Packed.pack(DocumentRecord.encode(Self.document("a", "Nine hurt.")))
        try archive.database.run("UPDATE document SET body = ? WHERE id = 'a'", [.blob(forged)])
        #expect(
            try archive.check() == [
                "document a: its text does not have the recorded hash",
                "document a: its address, outlet, title or date is not as recorded",
            ])
        try archive.database.run("UPDATE document SET body = ? WHERE id = 'b'", [.blob([1, 2, 3])])
        #expect(try archive.check().contains("document b: its record cannot be read"))
        #expect(throws: ArchiveError.self) { try archive.document("b") }
    }

    @Test func aBackupIsWholeAndNeverOverwrites() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.add(Self.readings(Self.document("a", "Two hurt.")), arrived: Self.noon)
        let copy = folder.path + "/copy.db"
        try archive.backup(to: copy)
        let other = try Archive(path: copy)
        #expect(try other.document("a")?.text.string == "Two hurt.")
        #expect(try other.check() == [])
        #expect(throws: ArchiveError.self) { try archive.backup(to: copy) }
    }

    @Test func othersFilesAreLeftAlone() throws {
        let folder = try ArchiveFolder()
        #expect(throws: ArchiveError.self) { try Archive(path: folder.file) }
        let foreign = try Database(path: folder.file, create: true)
        try foreign.execute("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")
        let error = #expect(throws: ArchiveError.self) { try Archive(path: folder.file, create: true) }
        #expect(error?.reason == "it is a database of another program")
        #expect(try foreign.number("SELECT count(*) FROM sqlite_master") == 1)
        try folder.write("no database at all, but a text of some length", to: "notes.txt")
        let text = #expect(throws: ArchiveError.self) { try Archive(path: folder.path + "/notes.txt") }
        #expect(text?.reason == "it is no archive")
    }

    @Test func twoConnectionsShareAFile() throws {
        let folder = try ArchiveFolder()
        let one = try Archive(path: folder.file, create: true)
        let two = try Archive(path: folder.file)
        _ = try one.add(Self.readings(Self.document("a", "Two hurt.")), arrived: Self.noon)
        _ = try two.add(Self.readings(Self.document("b", "Three hurt.")), arrived: Self.noon)
        #expect(try one.count() == 2)
        #expect(try two.document("a") != nil)
    }

    @Test func aNewerFileIsNotTouched() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        try archive.database.execute("PRAGMA user_version = 99")
        let error = #expect(throws: ArchiveError.self) { try Archive(path: folder.file) }
        #expect(error?.reason == "a newer version of sitrep wrote it")
    }
}
