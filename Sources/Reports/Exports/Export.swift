import Documents
import JSON
import Moments
import Stories

/// Writes one story for other programs. What a row says is what the report says, with its citation.
public struct Export: Sendable {
    /// Forms that stories can be written in.
    public enum Format: String, Sendable, CaseIterable {
        /// One table; cells that a spreadsheet would run as a formula begin with an apostrophe.
        case csv
        /// Places with the events told to be there (RFC 7946).
        case geojson
        /// One event a line, as in the report's JSON.
        case jsonl
        /// Events as a feed, newest first (RFC 4287).
        case atom
        /// Every cited sentence as an annotation of its article (W3C Web Annotation, JSON-LD).
        case annotations
        /// Outlets, places and events as a STIX 2.1 bundle.
        case stix
    }

    /// Tables that CSV can hold.
    public enum Table: String, Sendable, CaseIterable {
        case events, numbers, claims, documents
    }

    let story: Story
    let report: StoryReport
    let asOf: Moment?
    let version: String
    let view: StoryView
    let json: StoryJSON

    /// Makes an export of a report's story; nil when it has no story of that index.
    public init?(_ report: Report, story index: Int = 0) {
        guard report.stories.indices.contains(index) else { return nil }
        self.report = report.stories[index]
        story = self.report.story
        asOf = report.asOf
        version = report.version
        view = self.report.view
        json = StoryJSON(self.report)
    }

    /// The text. STIX and Atom need a time: nil when nothing in the story is dated and none was chosen.
    public func text(_ format: Format, table: Table = .events) -> String? {
        switch format {
        case .csv: csv(table)
        case .geojson: geojson
        case .jsonl: jsonl
        case .atom: asOf.map(atom)
        case .annotations: annotations
        case .stix: asOf.map(stix)
        }
    }

    private var jsonl: String {
        var out = JSONWriter()
        for event in story.events {
            out.object { json in
                json.member("story", story.id)
                self.json.event(&json, event)
            }
            out.newline()
        }
        return out.string
    }

    /// The sentence that the report quotes an event by, with the mark that stands beside it there: a sentence is disputed when
    /// anything that it tells is, also where the event itself is agreed.
    func telling(_ event: Event) -> (citation: Citation, mark: Mark)? {
        let writer = EventWriter(view: view)
        return writer.best(event).map { ($0, writer.mark($0, event).0) }
    }

    /// An address that leads to a page; nil for any other (`javascript:`).
    static func link(_ document: Document) -> String? {
        document.url.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
    }
}
