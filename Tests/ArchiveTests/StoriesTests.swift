import Documents
import Moments
import Readings
import Stories
import Testing
import Texts

@testable import Archive

@Suite("Stories in the archive") struct StoriesTests {
    private static let noon = Moment(seconds: 1_740_000_000)

    private static let texts = [
        ("q1", "The quay at Tarn collapsed early on Monday and harbour crews searched the water for workers."),
        ("q2", "Harbour crews searched the water at Tarn again after the quay collapsed, the harbour master said."),
        ("q3", "Divers found the crane of the collapsed quay at Tarn; harbour crews searched on."),
        ("m1", "Measles cases rose in Oldby schools, and the health board opened vaccination clinics for pupils."),
        ("m2", "The health board of Oldby said measles cases rose; vaccination clinics at schools stay open."),
    ]

    private static func reading(_ i: Int) -> Reading {
        var document = Document(id: texts[i].0, text: Text(texts[i].1))
        document.published = Dated(iso: "2025-02-1\(i)T08:00:00Z")
        document.outlet = Stated(Outlet(name: "Outlet \(i)"), rule: "test")
        return Reading(document)
    }

    /// Whatever the order and the size of the batches, the stories are the same in the end.
    @Test(arguments: [[[0, 1, 2, 3, 4]], [[4], [2], [0, 3], [1]], [[3, 1], [4, 2, 0]]])
    func orderOfArrivalDoesNotMatter(_ batches: [[Int]]) throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        for (i, batch) in batches.enumerated() {
            let now = Self.noon.adding(seconds: Int64(i) * 60)
            _ = try archive.add(batch.map(Self.reading), arrived: now)
            _ = try archive.updateStories(at: now, builder: builder)
        }
        let groups = builder.groups(of: Self.texts.indices.map { Self.reading($0).document })
        #expect(groups.map(\.members) == [["q1", "q2", "q3"], ["m1", "m2"]])
        let lines = try archive.stories()
        #expect(Set(lines.map(\.id)) == Set(groups.map(\.id)))
        #expect(try archive.documents(story: groups[0].id).known.map(\.id) == ["q1", "q2", "q3"])
    }

    @Test("A story is called what it was called: by the headlines known at a moment")
    func titlesOfThen() throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let titles = [
            "Quay collapses", "Crews search the water at the collapsed quay of Tarn", "Crane found at Tarn",
        ]
        for i in 0...2 {
            var document = Self.reading(i).document
            document.title = Stated(titles[i], rule: "test")
            let now = try #require(document.published?.moment)
            _ = try archive.add([Reading(document)], arrived: now)
            _ = try archive.updateStories(at: now, builder: builder)
        }
        let story = try #require(try archive.stories().first)
        #expect(story.documents == 3)
        let now = try #require(try archive.title(of: story.id, knownAt: nil))
        // Its own headline is too short to name more than itself.
        #expect(now == story.title && now != titles[0])
        let first = try #require(Dated(iso: "2025-02-10T09:00:00Z")?.moment)
        #expect(try archive.title(of: story.id, knownAt: first) == titles[0])
        #expect(try archive.titles(of: [story.id], knownAt: first) == [story.id: titles[0]])
        // Nothing came after this moment: the title is today's, and nothing is looked for.
        let last = try #require(Dated(iso: "2025-02-13T00:00:00Z")?.moment)
        #expect(try archive.titles(of: [story.id], knownAt: last) == [:])
        #expect(try archive.title(of: story.id, knownAt: last) == now)
        #expect(try archive.title(of: "s-none", knownAt: first) == nil)
    }

    @Test func historyTellsWhatHappened() throws {
        let builder = try StoryBuilder()
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        var kinds: [[Archive.StoryChange.Kind]] = []
        for (i, batch) in [[1, 2], [3], [0], []].enumerated() {
            let now = Self.noon.adding(seconds: Int64(i) * 60)
            _ = try archive.add(batch.map(Self.reading), arrived: now)
            kinds.append(try archive.updateStories(at: now, builder: builder).map(\.kind))
        }
        // The first document came last: the story goes on under its id, and the old id leads to it.
        #expect(kinds == [[.opened], [.opened], [.opened, .merged], []])
        let all = try archive.storyChanges(after: nil)
        let ended = try #require(all.first { $0.kind == .merged })
        #expect(try archive.story(named: ended.story) == ended.other)
        #expect(try archive.storyChanges(after: Self.noon.adding(seconds: 60)).count == 2)
        #expect(try archive.story(named: "s-") == nil)
    }
}
