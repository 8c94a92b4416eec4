import Captures
import Documents
import Moments
import Readings
import Stories
import Testing
import Texts

@testable import Archive

@Suite("Captures and runs in the archive") struct ArchiveCapturesTests {
    private static let noon = Moment(seconds: 1_740_000_000)

    private static func reading(_ id: String, _ text: String) -> Reading {
        var document = Document(id: id, text: Text(text))
        document.published = Dated(iso: "2025-02-10T08:00:00Z")
        return Reading(document)
    }

    private static func capture(_ text: String, _ captured: Int64? = nil) -> Capture {
        Capture(
            origin: "feed.xml", url: "https://herald.example/1", mediaType: "text/html",
            captured: captured.map { Moment(seconds: $0) }, bytes: Array(text.utf8))
    }

    private static func cut(_ text: Text, in bytes: [UInt8]) -> TextCut? {
        let record: (bytes: [UInt8], text: Range<Int>) = DocumentRecord.encode(Document(id: "\"1", text: text))
        return TextCut(of: text, quoted: record.bytes[record.text], in: bytes)
    }

    /// What holds its document's text is kept with each document; anything else once.
    @Test func theSameBytesOfTwoDocuments() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let one = String(repeating: "The quay at Tarn gave way. ", count: 4)
        let two = String(repeating: "Divers searched the harbour. ", count: 4)
        let bytes = #"{"a":"\#(one)","b":"\#(two)"}"#
        _ = try archive.add(
            [Self.reading("a", one), Self.reading("b", two)], arrived: Self.noon,
            captures: [Self.capture(bytes, 1), Self.capture(bytes, 2)])
        #expect(try archive.capture(of: "a")?.bytes == Array(bytes.utf8))
        #expect(try archive.capture(of: "b")?.bytes == Array(bytes.utf8))
        #expect(try archive.capture(of: "b")?.captured == Moment(seconds: 2))
        #expect(try archive.database.number("SELECT count(*) FROM capture") == 2)
        #expect(try archive.check() == [])
        #expect(try archive.prune(before: Moment(seconds: 2), uncited: false, dryRun: false).captures == 1)
        #expect(try archive.capture(of: "a") == nil)
        #expect(try archive.capture(of: "b")?.bytes == Array(bytes.utf8))
        #expect(try archive.check() == [])
    }

    @Test func bytesAreKeptAsTheyArrived() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let page = "<html><p>The quay gave way.</p><p>Two hurt.</p></html>\u{0}\u{FF}"
        _ = try archive.add(
            [Self.reading("a", "The quay gave way."), Self.reading("b", "Two hurt.")], arrived: Self.noon,
            captures: [Self.capture(page, 1_739_000_000), Self.capture(page, 1_739_000_000)])
        let kept = try #require(try archive.capture(of: "a"))
        #expect(kept.bytes == Array(page.utf8))
        #expect(kept.url == "https://herald.example/1")
        #expect(kept.mediaType == "text/html")
        #expect(kept.captured == Moment(seconds: 1_739_000_000))
        #expect(try archive.database.number("SELECT count(*) FROM capture") == 1)
        #expect(try archive.capture(of: "nobody") == nil)
        #expect(try archive.check() == [])
        try archive.database.run("UPDATE capture SET body = ?", [.blob(Packed.pack([1, 2, 3]))])
        #expect(throws: ArchiveError.self) { try archive.capture(of: "a") }
        #expect(try archive.check().count == 1)
    }

    @Test(arguments: [
        // As it is, as a string of JSON, and as such a string in another spelling, which is packed against the text.
        ("before ", " after", "crews, dock workers", "crews, dock workers", true),
        (#"{"text":""#, #""}"#, "\"crews\",\n\ndock\tworkers \u{1}é", #"\"crews\",\n\ndock\tworkers \u0001é"#, true),
        ("<p>", "</p>", "\"crews\"", "\"crews\"", true),
        (#"{"text":""#, #""}"#, "crews é", #"crews \u00e9"#, false),
        (#"{"text":""#, #""}"#, "a/b", #"a\/b"#, false),
    ]) func aTextThatStandsInItsBytesIsKeptOnce(
        _ before: String, _ after: String, _ text: String, _ written: String, _ isCut: Bool
    ) throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let long = "The quay at Tarn gave way on Monday, and the harbour was searched by "
        let bytes = before + long + written + after
        let longer = before + long + written + " Again." + after + String(repeating: "<i>", count: 400)
        _ = try archive.add(
            [Self.reading("a", long + text), Self.reading("b", long + text + " Again.")], arrived: Self.noon,
            captures: [Self.capture(bytes), Self.capture(longer)])
        #expect(try archive.capture(of: "a")?.bytes == Array(bytes.utf8))
        #expect(try archive.capture(of: "b")?.bytes == Array(longer.utf8))
        #expect(try archive.database.number("SELECT count(cut) FROM capture") == (isCut ? 2 : 0))
        #expect(try archive.database.number("SELECT max(length(body)) < 300 FROM capture") == 1)
        #expect(try archive.check() == [])
        guard isCut else { return }
        let cut = try #require(try archive.database.number("SELECT cut FROM capture"))
        #expect(cut == before.utf8.count)
        for wrong: Int64 in [0, -1, .max, .min] where wrong != cut {
            try archive.database.run("UPDATE capture SET cut = ?", [.int(wrong)])
            #expect(try archive.check().count == 2)
        }
    }

    /// How a text is quoted belongs to the form of archives: other signs would leave their captures without their hash.
    @Test func quotingStaysAsItIs() throws {
        let text = Text("\"a\\b\"/\u{1}\u{8}\u{C}\u{1F}\n\r\t\u{7F}\u{80}é\u{2028}<&>'😀")
        let written = #"\"a\\b\"/\u0001\u0008\u000c\u001f\n\r\t"# + "\u{7F}\u{80}é\u{2028}<&>'😀"
        let cut = TextCut(rest: Array("[]".utf8), offset: 1, isQuoted: true)
        #expect(cut.bytes(with: text) == Array("[\(written)]".utf8))
    }

    @Test func aShortTextIsNotLookedFor() throws {
        #expect(Self.cut(Text("Two hurt."), in: Array("<p>Two hurt.</p>".utf8)) == nil)
        let text = Text(String(repeating: "Two hurt. ", count: 10))
        #expect(Self.cut(text, in: Array(text.utf8.dropLast())) == nil)
        let cut = try #require(Self.cut(text, in: text.utf8))
        #expect(cut.rest == [] && cut.offset == 0 && cut.bytes(with: text) == text.utf8)
    }

    @Test func pruningForgetsBytesAlone() throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let quay = "The quay at Tarn collapsed on Monday and harbour crews searched the water for workers"
        _ = try archive.add(
            [
                Self.reading("q1", quay + "."), Self.reading("q2", quay + ", its master said."),
                Self.reading("m", "Measles cases rose in Oldby schools, and the health board opened clinics."),
                Self.reading("n", "Striking miners blocked the railway at Marrow and talks broke down."),
            ], arrived: Self.noon,
            captures: [
                Self.capture("q1", 100), Self.capture("q2", 300), Self.capture("m", 100), Self.capture("n", 100),
            ])
        _ = try archive.updateStories(at: Self.noon, builder: builder)
        _ = try archive.correct(
            .date(document: "n", at: nil, value: "2025-02-09"), author: "A", reason: "b", at: Self.noon)
        func counts(_ before: Int64?, uncited: Bool) throws -> Int {
            try archive.prune(before: before.map { Moment(seconds: $0) }, uncited: uncited, dryRun: true).captures
        }
        #expect(try counts(200, uncited: false) == 3)
        #expect(try counts(nil, uncited: true) == 1)
        #expect(try counts(50, uncited: true) == 0)
        #expect(try archive.prune(before: Moment(seconds: 200), uncited: true, dryRun: false).captures == 1)
        #expect(try archive.capture(of: "m") == nil)
        #expect(try archive.capture(of: "n") != nil)
        #expect(try archive.count() == 4)
        #expect(try archive.check() == [])
    }

    @Test func readingAgainIsARunOfItsOwn() throws {
        let folder = try ArchiveFolder()
        var reading = Self.reading("a", "The quay at Tarn gave way.")
        reading.sentences = [Sentence(extent: Extent(0, 26), tokens: 0..<0)]
        let old = try Archive(path: folder.file, create: true, version: "1", models: ["m 1"])
        _ = try old.add([reading], arrived: Self.noon)
        #expect(try old.unread() == [])
        _ = try old.correct(.apart(document: "a", at: 3), author: "A", reason: "b", at: Self.noon)
        let new = try Archive(path: folder.file, version: "2", models: ["m 2"])
        #expect(try new.unread() == ["a"])
        // Read alike at first, then differently.
        #expect(try new.record([reading], at: Self.noon) == 0)
        #expect(try new.unread() == [])
        let newest = try Archive(path: folder.file, version: "3", models: ["m 3"])
        reading.places = [
            Place(
                extent: Extent(12, 16), latitude: 54, longitude: -3, label: "Tarn", precision: .town,
                gazetteer: "geonames:2", rule: "test")
        ]
        #expect(try newest.record([reading], at: Self.noon) == 1)
        #expect(try newest.database.number("SELECT count(*) FROM reading") == 3)
        #expect(try newest.search(SearchQuery("place:tarn")).map(\.id) == ["a"])
        #expect(try newest.amendments(at: nil).count == 1)
    }
}
