import Moments
import Readings
import Stories
import Testing

@testable import Reports

@Suite("What a timeline shows when there is more than fits")
struct TimelineChoiceTests {
    /// A story of one report with so many sentences, each an event of equal weight on a day of March 2031.
    private func story(days: [Int]) -> Story {
        let things = [
            "bridge", "ferry", "market", "school", "harbour", "orchard", "tunnel", "library", "bakery", "chapel",
            "quarry", "depot", "theatre",
        ]
        let deeds = ["closed", "reopened", "flooded"]
        let sentences = days.indices.map { i in
            "The \(things[i % things.count]) in ward\(i) of Pellin was \(deeds[i / things.count]) by crew\(i) of Okker."
        }
        let reading = Made.reading("a", outlet: "Ana Agency", published: "2031-03-20T08:00:00Z", sentences)
        var story = Story(id: "wards", title: "Wards", readings: [reading])
        story.origins = [Origin(relation: .independent, why: "alone", root: "a")]
        for (i, day) in days.enumerated() {
            guard let date = CivilDay(2031, 3, day) else { continue }
            var event = Event(
                id: "e-\(i)",
                tellings: [
                    .init(citation: Made.citation(story, 0, i), claim: 0, source: nil, chain: [], voice: "ana")
                ], why: "told once")
            event.start = Moment(date)
            event.end = Moment(date.adding(days: 1))
            event.precision = .day
            event.origins = [("Ana Agency", 0, "its own telling")]
            story.events.append(event)
        }
        return story
    }

    @Test("A day told already makes room for days that are not")
    func everyDayGetsALine() throws {
        let days = [Int](repeating: 1, count: 34) + [2, 3, 4]
        let story = story(days: days)
        var evidence = EvidenceList()
        let (entries, leftOut) = TimelineWriter(view: StoryView(story), all: false).entries(&evidence)
        #expect(entries.count == TimelineWriter.most)
        #expect(leftOut == days.count - TimelineWriter.most)
        let shown = Set(entries.compactMap { story.events[$0.event].start?.day().day })
        #expect(shown == [1, 2, 3, 4])
    }

    @Test("All of it is there on demand")
    func all() throws {
        var evidence = EvidenceList()
        let story = story(days: [Int](repeating: 1, count: 34) + [2])
        let (entries, leftOut) = TimelineWriter(view: StoryView(story), all: true).entries(&evidence)
        #expect(entries.count == 35 && leftOut == 0)
    }
}
