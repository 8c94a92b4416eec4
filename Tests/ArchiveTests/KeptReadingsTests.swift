import Captures
import Documents
import Foundation
import JSON
import Moments
import Readings
import Reports
import Stories
import Testing
import Texts

@testable import Archive

@Suite("Readings in the archive") struct KeptReadingsTests {
    private static let noon = Moment(seconds: 1_740_000_000)

    /// Articles of our own: the bundled sample and the labelled situations.
    private static let articles: [String: [Document]] = {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        var files = ["Samples": root.appending(path: "Samples/articles.jsonl")]
        for slug in ["border-village", "cholera-outbreak", "harbour-explosion", "museum-theft"] {
            files[slug] = root.appending(path: "Tests/Cases/\(slug)/articles.jsonl")
        }
        return files.mapValues { file in (try? DocumentInput.readAll(paths: [file.path()]).documents) ?? [] }
    }()

    @Test("Reports from kept readings are those from reading anew, byte for byte", arguments: articles.keys.sorted())
    func reports(_ name: String) throws {
        let documents = try #require(Self.articles[name])
        try #require(documents.count > 3)
        let reader = try Reader()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true, version: "1", models: ["m"])
        let readings = documents.map { reader.read($0) }
        _ = try archive.add(readings, arrived: Self.noon)
        let stored = try archive.documents().known
        let kept = try archive.readings(of: stored).compactMap { $0 }
        #expect(kept.count == documents.count)
        let builder = try StoryBuilder()
        let reports = try ReportBuilder()
        func text(_ readings: [Reading]) throws -> String {
            ReportJSON(reports.report(on: builder.stories(of: readings), options: .init(all: true))).text
        }
        #expect(try text(kept) == text(stored.map { reader.read($0) }))
        #expect(try archive.check() == [])
        #expect(try archive.sizes().readings == documents.count)
    }

    private static func document(_ id: String, _ text: String) -> Document {
        var document = Document(id: id, text: Text(text))
        document.published = Dated(iso: "2025-02-10T08:00:00Z")
        return document
    }

    /// A statement that may take back part of what it did has FTS5 write all terms it holds: one segment a document.
    @Test func whatGoesInTogetherIsOneSegment() throws {
        let reader = try Reader()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        func add(_ numbers: Range<Int>) throws {
            let texts = numbers.map { "Mara Holt said on Monday that \($0 + 2) people were hurt at the quay in Tarn." }
            let documents = texts.map { Document(text: Text($0)) } + [Document(id: "empty \(numbers)", text: Text(""))]
            let captures = documents.map { Capture(origin: $0.id, mediaType: "text/plain", bytes: $0.text.utf8) }
            _ = try archive.add(documents.map { reader.read($0) }, arrived: Self.noon, captures: captures)
        }
        for round in 1...3 {
            try add(round * 20..<round * 20 + 20)
            for index in ["words", "facets"] {
                let segments = try archive.database.number("SELECT count(DISTINCT segid) FROM \(index)_idx")
                #expect(segments == Int64(round), "\(index)")
            }
        }
        #expect(try archive.sizes().readings == 60)
        #expect(try archive.check() == [])
    }

    @Test func othersReadingsAreNotUsed() throws {
        let reader = try Reader()
        let folder = try ArchiveFolder()
        let old = try Archive(path: folder.file, create: true, version: "1", models: ["m 1"])
        let first = Self.document("a", "The quay at Tarn gave way on Monday.")
        let second = Self.document("a", "The quay at Tarn gave way on Monday, and two were hurt.")
        _ = try old.add([first, second].map { reader.read($0) }, arrived: Self.noon)
        let stored = try old.documents().known
        #expect(stored.map(\.id) == ["a", "a~2"])
        #expect(try old.readings(of: stored).compactMap { $0?.document.id } == ["a", "a~2"])
        #expect(try old.check() == [])
        // A document whose date was put right is another one to read.
        var moved = stored[0]
        moved.published = Dated(iso: "2025-02-17T08:00:00Z")
        #expect(try old.readings(of: [moved, stored[1]]).map { $0 == nil } == [true, false])
        // What other models read is read again, once.
        let new = try Archive(path: folder.file, version: "1", models: ["m 2"])
        #expect(try new.readings(of: stored).allSatisfy { $0 == nil })
        #expect(try new.unread() == ["a", "a~2"])
        #expect(try new.record(stored.map { reader.read($0) }, at: Self.noon) == 0)
        #expect(try new.unread() == [])
        #expect(try new.unread(all: true) == ["a", "a~2"])
        #expect(try new.readings(of: stored).allSatisfy { $0 != nil })
        #expect(try old.readings(of: stored).allSatisfy { $0 == nil })
        #expect(try new.check() == [])
    }

    @Test func damagedReadingsAreReadAgain() throws {
        let reader = try Reader()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let document = Self.document("a", "The quay at Tarn gave way on Monday.")
        let other = reader.read(Self.document("a", "Measles cases rose in Oldby."))
        _ = try archive.add([reader.read(document)], arrived: Self.noon)
        func json(_ readings: [Reading]) -> [UInt8] {
            var json = JSONWriter()
            for reading in readings { reading.write(to: &json, tokens: true) }
            return json.bytes
        }
        let whole = json([reader.read(document)])
        #expect(archive.reader == nil)
        let body = try #require(try archive.database.blob("SELECT body FROM kept_reading"))
        for broken in [[], [1, 2, 3], Array(body.dropLast()), Packed.pack(ReadingCode.encode(other) ?? [])] as [[UInt8]]
        {
            try archive.database.run("UPDATE kept_reading SET body = ?", [.blob(broken)])
            #expect(try archive.readings(of: [document]).map { $0 == nil } == [true])
            #expect(json(try archive.allReadings(of: [document])) == whole)
            #expect(try archive.check().count == 1)
        }
        // Whole, but not what was noted.
        var changed = reader.read(document)
        changed.names = []
        changed.entities = []
        changed.references = []
        changed.places = []
        changed.claims = []
        changed.attributions = []
        try archive.database.run(
            "UPDATE kept_reading SET body = ?", [.blob(Packed.pack(try #require(ReadingCode.encode(changed))))])
        #expect(try archive.check().count == 1)
        // A bomb is not unpacked.
        try archive.database.run(
            "UPDATE kept_reading SET body = ?", [.blob(Packed.pack([UInt8](repeating: 0, count: 1 << 24)))])
        #expect(try archive.readings(of: [document]).map { $0 == nil } == [true])
        #expect(try archive.record([reader.read(document)], at: Self.noon) == 0)
        #expect(try archive.check() == [])
    }

    @Test func whatAnotherVersionNotedNeedsOnlyToBeReadable() throws {
        let folder = try ArchiveFolder()
        let old = try Archive(path: folder.file, create: true, version: "1", models: ["m"])
        let document = Self.document("a", "The quay at Tarn gave way on Monday.")
        _ = try old.add([try Reader().read(document)], arrived: Self.noon)
        // As a version notes it whose JSON is another.
        try old.database.run("UPDATE reading SET digest = ?", [.blob([UInt8](repeating: 7, count: 32))])
        #expect(try old.check().count == 1)
        let new = try Archive(path: folder.file, version: "2", models: ["m"])
        #expect(try new.check() == [])
        try new.database.run("UPDATE kept_reading SET body = ?", [.blob(Packed.pack([ReadingCode.version, 1, 2, 3]))])
        #expect(try new.check().count == 1)
    }

    @Test func prunedReadingsAreUnread() throws {
        let reader = try Reader()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let document = Self.document("a", "The quay at Tarn gave way on Monday.")
        _ = try archive.add([reader.read(document), Reading(Self.document("b", "Unread."))], arrived: Self.noon)
        #expect(try archive.pruneReadings(dryRun: true).readings == 1)
        #expect(try archive.unread() == [])
        let pruned = try archive.pruneReadings(dryRun: false)
        #expect(pruned.readings == 1 && pruned.bytes > 0)
        #expect(try archive.readings(of: [document]).map { $0 == nil } == [true])
        #expect(try archive.unread() == ["a"])
        try archive.compact()
        #expect(try archive.check() == [])
    }
}
