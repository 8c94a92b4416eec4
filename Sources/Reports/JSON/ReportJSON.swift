import Readings
import Captures
import Documents
import JSON
import Moments
import Stories
import Texts

/// Writes a report as JSON (`sitrep-report/1`). Offsets are code points, half open, into the text of the cited document.
public struct ReportJSON: Sendable {
    /// Version of the report's JSON.
    public static let schema = "sitrep-report/1"

    let report: Report

    /// Makes a writer.
    public init(_ report: Report) { self.report = report }

    /// The whole report, indented, with a newline at its end.
    public var text: String {
        var json = JSONWriter(indent: 1)
        json.object { json in
            json.member("schema", Self.schema)
            json.member("asOf", report.asOf?.rfc3339())
            json.member("since", report.since?.rfc3339())
            json.name("run")
            json.object { json in
                json.member("version", report.version)
                json.member("models", report.models)
            }
            json.member("later", report.later)
            json.member("undatedLeftOut", report.undatedLeftOut)
            json.name("stories")
            json.array(report.stories) { StoryJSON($1).write(&$0) }
            json.name("skipped")
            json.array(report.skipped) { json, skipped in
                json.object { json in
                    json.member("file", skipped.file)
                    json.member("line", skipped.line)
                    json.member("reason", skipped.reason)
                }
            }
        }
        json.newline()
        return json.string
    }
}

/// Writes one story.
struct StoryJSON {
    let report: StoryReport
    let story: Story
    let view: StoryView
    /// Code point indexes of the documents, made once.
    let indexes: [CodePointIndex]

    init(_ report: StoryReport) {
        self.report = report
        story = report.story
        view = report.view
        indexes = report.story.readings.map { CodePointIndex($0.document.text) }
    }

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("id", story.id)
            json.member("title", story.title)
            counts(&json)
            list(&json, "documents", Array(story.readings.indices), document)
            list(&json, "inShort", report.inShort, statement)
            list(&json, "changes", report.changes) { json, change in
                json.member("kind", change.kind.rawValue)
                json.member("published", change.reported?.moment.rfc3339())
                statement(&json, change.statement)
            }
            events(&json)
            numbers(&json)
            contradictions(&json)
            list(&json, "corrections", story.corrections) { json, correction in
                citation(&json, correction.citation)
                json.member("corrects", correction.corrects.map { view.document($0).id })
                json.member("why", correction.why)
            }
            if !story.amendments.isEmpty {
                list(&json, "amendments", story.amendments) { json, amendment in
                    json.member("id", amendment.id)
                    json.member("kind", amendment.change.kind)
                    json.member("author", amendment.author)
                    json.member("made", amendment.made.rfc3339())
                    json.member("reason", amendment.reason)
                    json.member("text", story.words(amendment))
                }
            }
            list(&json, "people", story.people) { json, person in
                json.member("name", person.name)
                json.member("type", person.kind.rawValue)
                json.member("variants", person.variants)
                json.member("roles", person.roles)
                json.member("mentions", person.mentions)
            }
            says(&json)
            places(&json)
            list(&json, "gaps", report.gaps) { json, gap in
                json.member("kind", gap.kind)
                json.member("text", gap.text)
                citations(&json, "evidence", gap.evidence)
            }
            list(&json, "background", report.background, statement)
            list(&json, "unplaced", report.unplaced) { json, entry in
                evidence(&json, entry.evidence)
                json.member("kind", entry.kind)
                json.member("why", entry.why)
            }
        }
    }

    // MARK: Citations

    /// The five members of a citation, into the object being written.
    func citation(_ json: inout JSONWriter, _ citation: Citation) {
        let document = view.document(citation.document)
        let (start, end) = indexes[citation.document].codePoints(citation.extent)
        json.member("document", document.id)
        json.member("start", start)
        json.member("end", end)
        json.member("quote", document.text[citation.extent])
        json.member("sha256", document.sha256.hex)
    }

    func evidence(_ json: inout JSONWriter, _ index: Int) { citation(&json, report.evidence[index].citation) }

    func citations(_ json: inout JSONWriter, _ name: String, _ list: [Int]) {
        json.name(name)
        json.array(list) { json, item in json.object { evidence(&$0, item) } }
    }

    /// A citation of its first evidence, then its words, parts, mark and further evidence.
    func statement(_ json: inout JSONWriter, _ statement: Statement) {
        if let first = statement.evidence.first { evidence(&json, first) }
        json.member("id", statement.id)
        json.member("text", statement.text)
        json.member("quoted", statement.isQuoted)
        if !statement.isQuoted {
            json.name("parts")
            json.array(statement.parts) { json, part in
                json.object { json in
                    json.member("text", part.text)
                    guard let cited = part.evidence else { return }
                    json.name("from")
                    json.object { evidence(&$0, cited) }
                }
            }
        }
        json.member("mark", statement.mark?.rawValue)
        json.member("note", statement.note)
        citations(&json, "evidence", Array(statement.evidence.dropFirst()))
    }

    func list<Item>(
        _ json: inout JSONWriter, _ name: String, _ items: [Item], _ body: (inout JSONWriter, Item) -> Void
    ) {
        json.name(name)
        json.array(items) { json, item in json.object { body(&$0, item) } }
    }

    // MARK: Documents

    private func counts(_ json: inout JSONWriter) {
        let counts = report.counts
        json.name("counts")
        json.object { json in
            json.member("articles", counts.documents)
            json.member("outlets", counts.outlets)
            json.member("origins", counts.origins)
            json.member("voices", counts.voices)
            json.member("events", counts.events)
            json.member("agreed", counts.agreed)
            json.member("disputed", counts.disputed)
            json.member("single", counts.single)
        }
    }

    private func document(_ json: inout JSONWriter, _ index: Int) {
        let document = view.document(index)
        json.member("id", document.id)
        json.member("outlet", document.outlet?.value.name)
        json.member("url", document.url)
        json.member("title", document.title?.value)
        json.member("published", document.published?.iso)
        json.member("sha256", document.sha256.hex)
        json.member("file", document.origin)
        json.member("line", document.line)
        guard index < story.origins.count else { return }
        let origin = story.origins[index]
        json.name("origin")
        json.object { json in
            json.member("relation", origin.relation.rawValue)
            json.member("of", origin.document.map { view.document($0).id } ?? origin.outlet)
            json.member("share", origin.share)
            json.member("root", origin.root)
            json.member("why", origin.why)
        }
    }
}
