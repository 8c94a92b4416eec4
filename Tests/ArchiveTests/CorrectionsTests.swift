import Documents
import Moments
import Readings
import Reports
import Stories
import Testing
import Texts

@testable import Archive

@Suite("Corrections by people") struct CorrectionsTests {
    private static let noon = Moment(seconds: 1_740_000_000)

    private static func reading(_ id: String, _ text: String, outlet: String = "Harbour Herald") -> Reading {
        var document = Document(id: id, text: Text(text))
        document.published = Dated(iso: "2025-02-1\(id.last ?? "0")T08:00:00Z")
        document.outlet = Stated(Outlet(name: outlet), rule: "test")
        return Reading(document)
    }

    private static func archive(_ folder: ArchiveFolder, _ builder: StoryBuilder) throws -> Archive {
        let archive = try Archive(path: folder.file, create: true)
        _ = try archive.add(
            [
                reading("q1", "The quay at Tarn collapsed on Monday and harbour crews searched the water for workers."),
                reading("q2", "Harbour crews searched the water at Tarn after the quay collapsed, its master said."),
                reading("m3", "Measles cases rose in Oldby schools, and the health board opened vaccination clinics."),
                reading("m4", "The health board of Oldby said measles cases rose; vaccination clinics stay open."),
            ], arrived: noon)
        _ = try archive.updateStories(at: noon, builder: builder)
        return archive
    }

    @Test func storiesAreSplitAndMergedAndBack() throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        let archive = try Self.archive(folder, builder)
        let before = try archive.groups().map(\.members)
        #expect(before == [["m3", "m4"], ["q1", "q2"]])
        let quay = try #require(try archive.groups().first { $0.members == ["q1", "q2"] }?.id)
        let measles = try #require(try archive.groups().first { $0.members == ["m3", "m4"] }?.id)
        let merged = try archive.correct(
            .merge(story: measles, into: quay), author: "Mara Holt", reason: "a test", at: Self.noon.adding(seconds: 10)
        )
        #expect(try archive.groups().map(\.members) == [["q1", "q2", "m3", "m4"]])
        #expect(try archive.stories().map(\.id) == [quay])
        // What comes later to the machine's story goes where people put it.
        _ = try archive.add(
            [Self.reading("m5", "Measles cases rose again in Oldby schools, the health board said of its clinics.")],
            arrived: Self.noon.adding(seconds: 20))
        _ = try archive.updateStories(at: Self.noon.adding(seconds: 20), builder: builder)
        #expect(try archive.groups().map(\.members.count) == [5])
        let split = try archive.correct(
            .split(story: quay, documents: ["q2"]), author: "Mara Holt", reason: "another quay",
            at: Self.noon.adding(seconds: 30))
        #expect(try archive.groups().map(\.members) == [["q1", "m3", "m4", "m5"], ["q2"]])
        #expect(
            try archive.undoCorrection(
                split.id, author: "Iven Strand", reason: "the same", at: Self.noon.adding(seconds: 40)))
        #expect(
            try archive.undoCorrection(
                merged.id, author: "Iven Strand", reason: "no", at: Self.noon.adding(seconds: 50)))
        #expect(try archive.undoCorrection(merged.id, author: "Iven Strand", reason: "no", at: Self.noon) == false)
        #expect(try archive.groups().map(\.members) == [["m3", "m4", "m5"], ["q1", "q2"]])
        // What held at a moment is what had been said by then.
        #expect(try archive.groups(knownAt: Self.noon.adding(seconds: 5)).map(\.members) == before)
        #expect(try archive.groups(knownAt: Self.noon.adding(seconds: 25)).map(\.members.count) == [5])
        #expect(try archive.groups(knownAt: Self.noon.adding(seconds: 35)).map(\.members.count) == [4, 1])
        #expect(try archive.amendments().map { $0.undone?.author } == ["Iven Strand", "Iven Strand"])
        #expect(try archive.check() == [])
    }

    /// A story's id goes by its first document. What people said of a story holds when an earlier one comes to it, on either side.
    @Test(arguments: ["q0", "m0"]) func mergesHoldWhenAnEarlierDocumentComes(_ id: String) throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        var archive = try Self.archive(folder, builder)
        let quay = try #require(try archive.groups().first { $0.members == ["q1", "q2"] }?.id)
        let measles = try #require(try archive.groups().first { $0.members == ["m3", "m4"] }?.id)
        let kept = try archive.correct(
            .merge(story: measles, into: quay), author: "Mara Holt", reason: "a test", at: Self.noon.adding(seconds: 10)
        )
        #expect(try archive.storyChanges(after: nil).last?.why == "Mara Holt says so: a test (correction k1)")
        archive = try Archive(path: folder.file)
        let text =
            id == "q0"
            ? "The quay at Tarn collapsed on Monday and crews searched the water for harbour workers."
            : "Measles cases rose in Oldby schools, and the health board of Oldby opened clinics."
        let later = Self.noon.adding(seconds: 20)
        _ = try archive.add([Self.reading(id, text)], arrived: later)
        _ = try archive.updateStories(at: later, builder: builder)
        #expect(try archive.groups().map { Set($0.members) } == [["q1", "q2", "m3", "m4", id]])
        #expect(try archive.groups(knownAt: later).map { Set($0.members) } == [["q1", "q2", "m3", "m4", id]])
        let home = try #require(try archive.groups().first?.id)
        #expect((home == quay) == (id == "m0"))
        // Under every id it had.
        #expect(try archive.story(named: quay) == home)
        #expect(try archive.story(named: measles) == home)
        let documents = try archive.documents(story: home).known
        #expect(try archive.amendments(at: nil, of: home, documents).map(\.id) == [kept.id])
        #expect(try archive.amendments(at: nil, of: "s-another", []).isEmpty)
        // Whoever looks at the story is told.
        var story = try #require(builder.story(of: documents.map { Reading($0) }))
        story.tell(try archive.amendments(at: nil, of: home, documents))
        let report = try ReportBuilder().report(on: [story])
        for text in [MarkdownReport(report).text, try HTMLReport(report).text, ReportJSON(report).text] {
            #expect(text.contains("a test"))
        }
        #expect(try archive.undoCorrection(kept.id, author: "Iven Strand", reason: "no", at: later))
        #expect(try archive.groups().map(\.members.count).sorted() == [2, 3])
        #expect(try archive.check() == [])
    }

    /// What people say today changes nothing of what was known at an earlier moment: not the documents of a story, not its name.
    @Test func anEarlierMomentKnowsNoLaterMerge() throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        let archive = try Self.archive(folder, builder)
        let moment = Self.noon.adding(seconds: 5)
        let stories = try archive.groups().map(\.id)
        func then() throws -> [String] {
            try stories.map { id in
                let id = try archive.story(named: id, knownAt: moment) ?? "none"
                let known = try archive.documents(story: id, knownAt: moment).known.map(\.id)
                return "\(id) \(try archive.title(of: id, knownAt: moment) ?? "none") \(known)"
            }
        }
        let before = try then()
        _ = try archive.correct(
            .merge(story: stories[0], into: stories[1]), author: "Mara Holt", reason: "a test",
            at: Self.noon.adding(seconds: 10))
        #expect(try then() == before)
        #expect(Set(try stories.map { try archive.story(named: $0) }) == [stories[1]])
        // What had not begun by then is nothing then, also when it has gone into something since.
        #expect(try archive.story(named: stories[0], knownAt: Self.noon.adding(seconds: -5)) == stories[0])
        #expect(try archive.documents(story: stories[0], knownAt: Self.noon.adding(seconds: -5)).known.isEmpty)
    }

    @Test func whatMeansNothingIsRefused() throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        let archive = try Self.archive(folder, builder)
        let quay = try #require(try archive.groups().first { $0.members == ["q1", "q2"] }?.id)
        let changes: [Amendment.Change] = [
            .split(story: quay, documents: ["q2", "m3"]), .samePerson("A B", "a b"),
            .reprints(outlet: "Tarn", of: "tarn"),
        ]
        for change in changes {
            #expect(throws: ArchiveError.self) {
                try archive.correct(change, author: "A", reason: "r", at: Self.noon)
            }
        }
        #expect(try archive.amendments().isEmpty)
        #expect(try archive.groups().map(\.members.count) == [2, 2])
    }

    /// Places in texts are counted in code points, as the command takes them.
    @Test func placesAreSaidAsTheyAreGiven() throws {
        let text = Text("Überall Öl. The quay gave way.")
        let change = Amendment(
            id: "k1", made: Self.noon, author: "A", reason: "r", change: .apart(document: "q1", at: 14))
        #expect(change.words { $0 == "q1" ? text : nil } == "what q1@12 says is another event")
    }

    @Test func readingsArePutRightAndSaySo() throws {
        let text = "Two people died in Ellan on Monday. M. Holt of the council said so."
        var reading = Self.reading("q1", text, outlet: "Skerry Radio")
        reading.sentences = [
            Sentence(extent: Extent(0, 35), tokens: 0..<0, kind: .sentence),
            Sentence(extent: Extent(36, 67), tokens: 0..<0, kind: .sentence),
        ]
        reading.times = [TimeExpression(extent: Extent(28, 34), kind: .date, value: "2025-02-17", rule: "weekday")]
        reading.places = [
            Place(extent: Extent(19, 24), latitude: 1, longitude: 2, label: "Ellan", precision: .town, rule: "test")
        ]
        reading.entities = [Entity(name: "M. Holt", kind: .person, mentions: [])]
        var builder = try StoryBuilder()
        builder.amendments = [
            Amendment(
                id: "k1", made: Self.noon, author: "Iven Strand", reason: "local time",
                change: .date(document: "q1", at: 3, value: "2025-02-16")),
            Amendment(
                id: "k2", made: Self.noon, author: "Iven Strand", reason: "the village",
                change: .place(document: "q1", at: 20, name: "Ellan Bridge", latitude: 56, longitude: -3)),
            Amendment(
                id: "k3", made: Self.noon, author: "Iven Strand", reason: "one person",
                change: .samePerson("M. Holt", "Mara Holt")),
            Amendment(
                id: "k4", made: Self.noon, author: "Iven Strand", reason: "credit line dropped",
                change: .reprints(outlet: "Skerry Radio", of: "Northern Press Agency")),
            Amendment(
                id: "k5", made: Self.noon, author: "Iven Strand", reason: "of another story",
                change: .date(document: "zz", at: 3, value: "2025-02-16")),
        ]
        let story = try #require(builder.story(of: [reading]))
        #expect(story.readings[0].times.map(\.value) == ["2025-02-16"])
        #expect(story.readings[0].times[0].rule == "correction k1")
        #expect(story.readings[0].places.map(\.label) == ["Ellan Bridge"])
        #expect(story.people.map(\.name) == ["Mara Holt"])
        #expect(story.origins[0].relation == .cites)
        #expect(story.origins[0].outlet == "Northern Press Agency")
        #expect(story.amendments.map(\.id) == ["k1", "k2", "k3", "k4"])
        let report = try ReportBuilder().report(on: [story])
        for text in [MarkdownReport(report).text, try HTMLReport(report).text, ReportJSON(report).text] {
            #expect(text.contains("Iven Strand"))
            #expect(text.contains("credit line dropped"))
        }
        // A place that is none is not located.
        builder.amendments = [
            Amendment(
                id: "k6", made: Self.noon, author: "A", reason: "a person",
                change: .place(document: "q1", at: 20, name: nil, latitude: 0, longitude: 0))
        ]
        #expect(try #require(builder.story(of: [reading])).readings[0].places[0].latitude == nil)
    }

    @Test func theArchiveKeepsEveryKind() throws {
        let folder = try ArchiveFolder()
        let archive = try Self.archive(folder, StoryBuilder())
        let changes: [Amendment.Change] = [
            .apart(document: "q1", at: 4), .date(document: "q1", at: nil, value: "2025-02-09"),
            .date(document: "q1", at: 5, value: "2025-02-09T10:00:00Z"),
            .place(document: "q1", at: 4, name: "Tarn", latitude: 54.5, longitude: -3.25),
            .place(document: "q1", at: 4, name: nil, latitude: 0, longitude: 0),
            .samePerson("A \"B\" C", "D"), .reprints(outlet: "Skerry Radio", of: "NPA"),
        ]
        for change in changes {
            _ = try archive.correct(change, author: "Mara Holt", reason: "because \"so\"", at: Self.noon)
        }
        let again = try Archive(path: folder.file)
        #expect(try again.amendments().map(\.change) == changes)
        #expect(try again.amendments(at: Self.noon.adding(seconds: -1)).isEmpty)
        let documents = try again.documents(knownAt: nil).known
        let dated = Amendment.applied(try again.amendments(at: nil), to: documents)
        #expect(dated.first { $0.id == "q1" }?.published?.rule == "correction k2")
        for change: Amendment.Change in [
            .apart(document: "nobody", at: 4), .apart(document: "q1", at: 9_999),
            .date(document: "q1", at: 1, value: "soon"), .merge(story: "s-a", into: "s-b"),
            .split(story: "s-a", documents: []),
            .place(document: "q1", at: 1, name: "X", latitude: 91, longitude: 0),
        ] {
            #expect(throws: ArchiveError.self) {
                try archive.correct(change, author: "A", reason: "b", at: Self.noon)
            }
        }
        #expect(throws: ArchiveError.self) {
            try archive.correct(changes[0], author: "", reason: "b", at: Self.noon)
        }
        #expect(try archive.amendments().count == changes.count)
    }
}
