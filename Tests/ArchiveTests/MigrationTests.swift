import Captures
import Documents
import Glibc
import Moments
import Readings
import Reports
import Stories
import Testing
import Texts

@testable import Archive

@Suite("Archives of earlier versions") struct MigrationTests {
    private static let noon = Moment(seconds: 1_740_000_000)

    /// Builds the store of a fixture.
    private static func store(_ name: String, in folder: ArchiveFolder) throws {
        let path = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        guard let file = fopen("/\(path)/Fixtures/\(name)", "r") else { throw ArchiveFolder.ReadError() }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        try Database(path: folder.file, create: true).execute(String(decoding: bytes, as: UTF8.self))
    }

    @Test func anOldStoreGivesTheSameReports() throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        try Self.store("version-3.sql", in: folder)
        let archive = try Archive(path: folder.file)
        #expect(try archive.check() == [])
        func described() throws -> [String] {
            try archive.stories().sorted { $0.id < $1.id }.flatMap { line in
                let known = try archive.documents(story: line.id).known
                let story = try #require(builder.story(of: known.map { Reading($0) }))
                let then = try archive.documents(story: line.id, knownAt: Dated(iso: "2025-02-10T07:00:00Z")?.moment)
                return ["\(line.id) \(known.map(\.id)) \(then.known.map(\.id)) \(then.later)"]
                    + [ReportJSON(try ReportBuilder().report(on: [story])).text]
            }
        }
        // The stories of past moments need what the old store did not keep; it is made at the first update.
        #expect(try archive.stories().map(\.documents).sorted() == [1, 2])
        #expect(try !archive.storiesAreCurrent())
        #expect(try archive.updateStories(at: Self.noon, builder: builder) == [])
        let first = try described()
        #expect(first.count == 4)
        #expect(first[0] == #"s-6570edcaaf ["q1", "q2"] ["q1"] 1"#)
        #expect(first[2] == #"s-bf87d585c4 ["m1"] [] 1"#)
        #expect(first[1].contains("\"id\": \"s-6570edcaaf\""))
        #expect(try archive.search(SearchQuery("measles cases")).map(\.id) == ["m1"])
        #expect(try archive.storyChanges(after: nil).map(\.kind) == [.opened, .opened])
        // Once up to date it is a store like any other.
        var document = Document(id: "q3", text: Text("Harbour crews at Tarn searched on at the collapsed quay."))
        document.published = Dated(iso: "2025-02-11T09:00:00Z")
        _ = try archive.add([Reading(document)], arrived: Self.noon)
        _ = try archive.updateStories(at: Self.noon, builder: builder)
        #expect(try archive.documents(story: "s-6570edcaaf").known.map(\.id) == ["q1", "q2", "q3"])
        let again = try Archive(path: folder.file)
        #expect(try again.database.number("SELECT count(*) FROM migration") == Int64(Migration.all.count))
        #expect(try again.check() == [])
    }

    /// What could be found by names, places and words is found as before, and told apart into the same stories.
    @Test func namesAndPlacesMoveIntoOneRow() throws {
        let folder = try ArchiveFolder()
        try Self.store("version-9.sql", in: folder)
        let archive = try Archive(path: folder.file)
        #expect(try archive.check() == [])
        func found(_ query: String) throws -> [String] { try archive.search(SearchQuery(query)).map(\.id) }
        #expect(try found("entity:\"mara holt\"") == ["q2"])
        #expect(try found("entity:holt") == ["q1"])
        #expect(try found("entity:\"Mara\"") == [])
        #expect(try found("country:fr collapsed") == ["q2", "q1"])
        #expect(try found("source:\"The Police\"") == ["q2"])
        #expect(try found("near:48.8,2.3,20km") == ["q2", "q1"])
        #expect(try found("measure:infected type:collapse") == [])
        #expect(try archive.facets(.type, of: ["q1", "q2", "m1"]).first?.documents == 2)
        #expect(try archive.capture(of: "m1")?.bytes.isEmpty == false)
        let before = try archive.stories()
        #expect(before.map(\.documents).sorted() == [1, 2])
        var document = Document(
            id: "q3",
            text: Text("Crews searched the harbour at Tarn for dock workers after the quay collapsed, Mara Holt said."))
        document.published = Dated(iso: "2025-02-11T09:00:00Z")
        var reading = Reading(document)
        reading.entities = [Entity(name: "Mara Holt", kind: .person, mentions: [])]
        _ = try archive.add([reading], arrived: Moment(seconds: 4_000_000_000))
        _ = try archive.updateStories(at: Moment(seconds: 4_000_000_000), builder: StoryBuilder())
        #expect(try archive.stories().map(\.documents).sorted() == [1, 3])
        #expect(try found("entity:\"MARA HOLT\"") == ["q3", "q2"])
        // Read again, a document is found by the new names alone.
        reading.entities = [Entity(name: "Ines \"Iz\" Roux", kind: .person, mentions: [])]
        _ = try archive.record([reading], at: Moment(seconds: 4_000_000_000))
        #expect(try found("entity:\"MARA HOLT\"") == ["q2"])
        #expect(try archive.check() == [])
    }

    /// Coordinates that stood in a tree of their own, and figures that stood in a table, are found as before.
    @Test func placesAndFiguresMoveIntoOneRow() throws {
        let folder = try ArchiveFolder()
        let old = try Database(path: folder.file, create: true)
        try old.execute("PRAGMA application_id = \(Database.applicationID)")
        let steps = Migration.all.prefix { $0.name != "13-lines" }
        for step in steps { try old.execute(step.sql) }
        try old.execute("PRAGMA user_version = \(steps.count)")
        for (n, id) in [(1, "a"), (2, "b"), (3, "c")] {
            var document = Document(id: id, text: Text("Text \(id): 12 killed."))
            document.published = Dated(iso: "2025-02-1\(n)")
            try old.run(
                """
                INSERT INTO document (n, id, key, sha256, given, published, arrived, body) VALUES (?, ?, ?, ?, ?, ?, 1, ?)
                """,
                [
                    .int(Int64(n)), .text(id), .blob(Array(DocumentRecord.key(of: document).dropFirst(6))),
                    .blob(document.sha256.bytes), .text(id), StoredValue(document.published?.moment.seconds),
                    .blob(Packed.pack(DocumentRecord.encode(document))),
                ])
            try old.run(
                "INSERT INTO words (rowid, title, text) VALUES (?, '', ?)", [.int(Int64(n)), .utf8(document.text.utf8)])
        }
        try old.execute(
            """
            INSERT INTO found (document, list, spots) VALUES (1, '1Mara Holt', '56.1 -3.2'), (2, '', '-33.9 151.2');
            INSERT INTO facets (rowid, list) VALUES (1, '1Mara Holt'), (2, '');
            INSERT INTO spot (latitude, longitude, document) VALUES (56.1, -3.2, 1), (56.2, -3.2, 1), (-33.9, 151.2, 2);
            INSERT INTO figure (document, measure, low, lower, upper) VALUES
                (1, 'Killed', 12, 8, 18), (1, 'killed', 2.1, 0, 7), (3, 'infected', 3.0, 0, 4);
            """)
        let archive = try Archive(path: folder.file)
        #expect(try archive.check() == [])
        func found(_ query: String) throws -> [String] { try archive.search(SearchQuery(query)).map(\.id) }
        #expect(try found("near:56,-3,25km") == ["a"])
        #expect(try found("near:-33,151,200km") == ["b"])
        #expect(try found("near:0,0,100km") == [])
        #expect(try found("entity:\"mara holt\" near:56,-3,25km") == ["a"])
        let list = try archive.database.text("SELECT list FROM found WHERE document = 1")
        #expect(list == "1Mara Holt\n7146176100000800000\n7146176200000800000")
        let figures = try archive.database.text("SELECT figures FROM found WHERE document = 1").map(StoredFigure.read)
        #expect(
            figures == [
                StoredFigure(measure: "Killed", low: 12, extent: Extent(8, 18)),
                StoredFigure(measure: "killed", low: 2.1, extent: Extent(0, 7)),
            ])
        #expect(try archive.database.number("SELECT count(*) FROM found WHERE figures IS NOT NULL") == 2)
        _ = try archive.updateStories(at: Self.noon, builder: StoryBuilder())
        _ = try archive.addWatch(.measure("KILLED", atLeast: 10, story: nil), delivery: .feed, at: Self.noon)
        var document = Document(id: "d", text: Text("At least 15 killed."))
        document.published = Dated(iso: "2025-02-14")
        var reading = Reading(document)
        reading.quantities = [
            Quantity(extent: Extent(9, 11), low: 15, high: nil, counts: "killed", rule: "test")
        ]
        _ = try archive.add([reading], arrived: Self.noon)
        _ = try archive.updateStories(at: Self.noon, builder: StoryBuilder())
        #expect(try archive.runWatches(at: Self.noon, builder: StoryBuilder()).count == 1)
        #expect(try archive.check() == [])
    }

    @Test func stepsAreKnownByTheirNames() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        #expect(Set(Migration.all.map(\.name)).count == Migration.all.count)
        try archive.database.run("INSERT INTO migration (name) VALUES ('of-tomorrow')")
        let error = #expect(throws: ArchiveError.self) { try Archive(path: folder.file) }
        #expect(error?.reason == "a newer version of sitrep wrote it")
    }
}
