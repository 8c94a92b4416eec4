import Moments
import Readings
import Stories

extension HTMLStory {
    func timeline() -> Markup {
        guard !story.timeline.isEmpty else { return "" }
        let events = story.timeline.map { story.story.events[$0.event] }
        let track = TimeTrack(
            events: events, reported: story.timeline.compactMap(\.reported?.moment), asOf: report.asOf, id: p)
        var before = ""
        let items = zip(story.timeline, events).map { entry, event -> Markup in
            // Only the strip between depends on the moment.
            let told = kept("told \(event.id)") { "<p class=\"words\">\(words(entry.statement))</p>" }
            // A time that the entry above has too is printed once in bold.
            let again: Markup = entry.time == before ? " again" : ""
            before = entry.time
            var sub: Markup = entry.statement.mark.map { HTML.mark($0) } ?? ""
            var notes = [note(entry.statement)]
            if !entry.reason.isEmpty { notes.append(entry.reason) }
            if let place = entry.place { notes.append(place) }
            if let reported = entry.reported { notes.append("reported \(Clock.short(reported))") }
            for note in notes where !note.isEmpty { sub += "<span>\(note)</span>" }
            return
                "<div class=\"st\"\(item) id=\"\(p)-\(event.id)\"><p class=\"time\(again)\">\(entry.time)</p>\(track.svg(event, reported: entry.reported?.moment))<div>\(told)<p class=\"sub\">\(sub)\(fix(entry.statement.evidence.first))</p></div></div>\n"
        }
        var body: Markup = TimeTrack.legend + list([track.head] + items, "tl")
        if story.timelineLeftOut > 0 {
            body += more("\(story.timelineLeftOut) more events with a time")
        }
        return section("timeline", "Timeline", Wording.timeline, body)
    }

    /// What is left out for length, and where it can be found.
    func more(_ what: String) -> Markup {
        "<p class=\"more\">\(what) are in the JSON, and \(setting == nil ? "here with --all" : "in this report’s other forms (HTML, Markdown)").</p>"
    }

    /// What stands behind a statement, where it says more than its mark.
    func note(_ statement: Statement) -> String {
        statement.note == "1 voice" || statement.note == statement.mark?.word ? "" : statement.note
    }
}
