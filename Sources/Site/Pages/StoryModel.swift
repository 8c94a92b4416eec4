import Readings
import Stories
import Archive
import Documents
import JSON
import Moments
import Reports
import Synchronization
import Texts

/// One story: the whole situation report.
struct StorySitePage: Page {
    var report: Report
    var id: String
    var ask: Ask
    private var views: StoryPage

    let part = "stories"
    var title: String { (report.stories.first?.story.title ?? "Story") + asOfWords }
    private var asOfWords: String { report.asOf.map { ", as of \(Clock.stamp($0))" } ?? "" }
    var feed: String? { "/stories/\(Address.encoded(id)).atom" }

    /// Forms of the same story besides pages: ending, name, media type.
    static let exports: [(ending: String, name: String, type: String)] = [
        ("md", "Markdown", "text/markdown; charset=utf-8"), ("html", "HTML", "text/html; charset=utf-8"),
        ("json", "JSON", "application/json"), ("csv", "CSV", "text/csv; charset=utf-8"),
        ("geojson", "GeoJSON", "application/geo+json"), ("jsonl", "JSON lines", "application/x-ndjson"),
        ("atom", "Atom", "application/atom+xml; charset=utf-8"), ("stix", "STIX", "application/stix+json;version=2.1"),
        ("annotations", "Annotations", "application/ld+json"),
    ]

    init(id: String, ask: Ask, answer: ReportDesk.Answer) throws {
        report = answer.report
        self.id = id
        self.ask = ask
        let offsets = Offsets()
        // Moments are left open in addresses: the sections are kept for pages of other moments.
        var setting = StorySetting(
            key: "\(id) \(ask.visitor.mayEdit)",
            document: { document, extent in
                let at = extent.map { "#c\(offsets.both($0, in: document).start)" } ?? ""
                return "\(Address.make(["documents", document.id]))\(Markup.hole)\(at)"
            },
            citation: { CitationText.address($0.id, offsets.both($1, in: $0)) },
            stretch: {
                let (start, end) = offsets.both($1, in: $0)
                return "\(start)-\(end)"
            },
            entity: { "\(Address.make(["entities", $0]))\(Markup.hole)" },
            place: { "\(Address.make(["places", $0]))\(Markup.hole)" },
            exports: Self.links(id, ask),
            moments: MomentForm(
                ask: ask, path: ["stories", id], states: Self.states(answer.report, ask), newest: answer.report.asOf
            ).markup)
        setting.history = { "\(Address.make(["corrections"]))\(Markup.hole)#\($0)" }
        if ask.visitor.mayEdit {
            setting.correction = {
                let document = $0
                return CorrectPage.address(
                    document: document.id, at: $1.map { offsets.both($0, in: document).start }, story: id)
            }
            setting.storyCorrection = { CorrectPage.address(story: id, name: $0) }
        }
        guard let views = StoryPage(answer.report, setting: setting) else {
            throw Problem.notFound("The story holds nothing.")
        }
        self.views = views
    }

    /// Links to other forms: first those for reading, then those for programs, with every table there is.
    private static func links(_ id: String, _ ask: Ask) -> [(name: String, address: String)] {
        let order = ["html", "md", "json", "atom", "csv", "geojson", "jsonl", "stix", "annotations"]
        return order.compactMap { ending in exports.first { $0.ending == ending } }.flatMap {
            form -> [(name: String, address: String)] in
            guard form.ending == "csv" else { return [(form.name, ask.link(["stories", id], ending: form.ending))] }
            return Export.Table.allCases.map { table in
                (
                    "\(form.name): \(table.rawValue)",
                    ask.link(["stories", id], ending: form.ending, with: [("table", table.rawValue)])
                )
            }
        }
    }

    /// What a saved form is called: the title in plain letters, the table, and the day it speaks for.
    func fileName(_ ending: String, table: String?) -> String {
        let title = report.stories.first?.story.title ?? ""
        let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        var parts: [String] = []
        for word in words where parts.reduce(0, { $0 + $1.utf8.count + 1 }) + word.utf8.count <= 60 {
            parts.append(String(word))
        }
        if parts.isEmpty { parts = [id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }] }
        if ending == "csv", let table = table.flatMap(Export.Table.init(rawValue:)) { parts.append(table.rawValue) }
        if let asOf = report.asOf { parts.append(String(asOf.rfc3339().prefix(10))) }
        return parts.joined(separator: "-") + "." + ending
    }

    /// Up to six moments at which a report had just come in, spread over the story.
    private static func states(_ report: Report, _ ask: Ask) -> [Moment] {
        guard let story = report.stories.first?.story else { return [] }
        let moments = Array(Set(story.readings.compactMap { $0.document.published?.moment }.filter { $0 < ask.asOf }))
            .sorted()
        guard moments.count > 6 else { return moments }
        return (0..<6).map { moments[$0 * (moments.count - 1) / 5] }
    }

    var contents: Markup { "<nav class=\"toc\" aria-label=\"In this report\">\n\(views.contents)</nav>\n" }
    var main: Markup { views.article }

    func write(_ json: inout JSONWriter) { json.raw(ReportJSON(report).text) }

    /// Another form of the story; nil when it needs a time and nothing is dated.
    func export(_ ending: String) throws -> String? {
        switch ending {
        case "md": return MarkdownReport(report).text
        case "html": return try HTMLReport(report).text
        case "json": return ReportJSON(report).text
        default:
            guard let format = Export.Format(rawValue: ending), let export = Export(report) else { return nil }
            let table = ask.query["table"].flatMap(Export.Table.init(rawValue:)) ?? .events
            return export.text(format, table: table)
        }
    }
}

/// Code point offsets into documents, for addresses; each document is looked through when it is first asked for.
final class Offsets: Sendable {
    private let indexes = Mutex<[String: CodePointIndex]>([:])

    func both(_ extent: Extent, in document: Document) -> (start: Int, end: Int) {
        indexes.withLock { indexes in
            let index = indexes[document.id] ?? CodePointIndex(document.text)
            indexes[document.id] = index
            return index.codePoints(extent)
        }
    }
}
