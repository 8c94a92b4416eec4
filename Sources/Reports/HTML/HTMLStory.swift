import Readings
import Documents
import Lexicons
import Moments
import Stories

/// Writes one story as an article.
struct HTMLStory {
    let report: Report
    let story: StoryReport
    let number: Int
    let outlines: Outlines?
    let view: StoryView
    /// What the site adds; nil in a report that is one file.
    let setting: StorySetting?
    private let shelf: SectionShelf?

    init(
        report: Report, story: StoryReport, number: Int, outlines: Outlines?, setting: StorySetting? = nil
    ) {
        self.setting = setting
        self.report = report
        self.story = story
        self.number = number
        self.outlines = outlines
        view = story.view
        shelf = setting.map { story.view.sections.shelf($0.key, story.evidence) }
    }

    /// A section that is the same at every moment: written once for all pages of a site.
    func kept(_ name: String, _ write: () -> Markup) -> Markup { shelf?.section(name, write) ?? write() }

    /// Prefix of ids in this story.
    var p: String { "s\(number)" }

    // MARK: Frame

    /// The sections that are there: id, name, number of items.
    private var sections: [(id: String, name: String, count: Int)] {
        let sections: [(id: String, name: String, count: Int)] = [
            ("short", "In short", story.inShort.count), ("changed", "What changed", story.changes.count),
            ("timeline", "Timeline", story.timeline.count),
            ("numbers", "Numbers", story.numbers.reduce(0) { $0 + $1.rows.count }),
            ("says", "Who says what", story.voices.count),
            ("disputed", "Disputed", story.disputes.count + story.disputesLeftOut.count),
            ("corrections", "Corrections", story.corrections.count),
            ("amendments", "Corrections by people", story.story.amendments.count),
            ("map", "Map", story.places.count),
            ("gaps", "Gaps", story.gaps.count), ("background", "Background", story.background.count),
            ("sources", "Sources and origins", story.story.readings.count),
            ("unplaced", "Not placed", story.unplaced.count),
        ]
        return sections.filter { $0.count > 0 || ($0.id == "changed" && report.since != nil) }
    }

    /// The story's part of the contents.
    func contents(named: Bool) -> Markup {
        var out: Markup = named ? "<h2>\(story.story.title)</h2>" : "<h2>In this report</h2>"
        out += "<ul>\n"
        for section in sections {
            out += "<li><a href=\"#\(p)-\(section.id)\">\(section.name) <span>\(section.count)</span></a></li>\n"
        }
        return out + "</ul>\n"
    }

    func article() -> Markup {
        var out: Markup =
            "<article id=\"\(p)\">\n" + head()
        out += kept("short") {
            section(
                "short", "In short", Wording.inShort, list(story.inShort.map { statement($0) }, "lead") + Self.legend,
                story.inShort.isEmpty)
        }
        out += changes()
        out += timeline()
        out += numbers()
        out += kept("says") { voices() + disputes() + map() }
        out += gaps()
        out += kept("sources") {
            section(
                "background", "Background", Wording.background,
                list(story.background.map { statement($0, quiet: true) }, "quietly"),
                story.background.isEmpty) + sources() + unplaced()
        }
        out += "</article>\n"
        return out
    }

    /// What the marks mean, where they are met first.
    private static let legend: Markup =
        "<p class=\"legend\"><span>\(HTML.mark(.agreed)): two or more independent origins tell it</span><span>\(HTML.mark(.disputed)): two claims that do not fit</span><span>\(HTML.mark(.single)): one source, however many outlets print it</span></p>\n"

    func section(_ id: String, _ name: String, _ note: String, _ body: Markup, _ isEmpty: Bool = false) -> Markup {
        guard !isEmpty else { return "" }
        return
            "<section class=\"sec\" id=\"\(p)-\(id)\"><header><h2>\(name)</h2><p>\(note)</p></header>\n\(body)</section>\n"
    }

    func list(_ items: [Markup], _ kind: String = "") -> Markup {
        "<div\(kind.isEmpty ? "" : " class=\"\(kind)\"")>\n" + items.joined() + "</div>\n"
    }

    private func head() -> Markup {
        let counts = story.counts
        let figures: [(String, String)] = [
            ("\(counts.documents)", counts.documents == 1 ? "report" : "reports"),
            (
                counts.outlets == 0 ? "?" : "\(counts.outlets)",
                counts.outlets == 1 ? "outlet" : counts.outlets == 0 ? "outlets, none stated" : "outlets"
            ),
            ("\(counts.origins)", counts.origins == 1 ? "independent origin" : "independent origins"),
            ("\(counts.voices)", counts.voices == 1 ? "voice" : "voices"), ("\(counts.agreed)", "agreed"),
            ("\(counts.disputed)", "disputed"), ("\(counts.single)", "one voice"),
        ]
        var out: Markup =
            "<div class=\"head\"><div class=\"topline\"><p class=\"small quiet\">Situation report</p>\(exports)</div><h1>\(story.story.title)</h1>\n<dl class=\"counts\">"
        for (figure, name) in figures { out += "<div><dt>\(name)</dt><dd>\(figure)</dd></div>" }
        out += "</dl>\n<div class=\"when\"><div>"
        if let asOf = report.asOf {
            out +=
                "<p>As of \(Wording.moment(report, asOf))</p><p class=\"small quiet\">\(Wording.asOfNote(report))</p>"
        } else {
            out += "<p>Date unknown</p><p class=\"small quiet\">No report states when it was published.</p>"
        }
        if let moments = setting?.moments { out += moments }
        return out + "</div>" + Histogram(view: view, since: report.since).svg() + "</div></div>\n"
    }

    // MARK: Statements

    func cite(_ evidence: Int) -> Markup {
        let item = story.evidence[evidence]
        let name = "Source \(story.label(evidence)), \(view.outlet(item.document))"
        let note = "#\(p)-d\(item.document + 1)-\(item.number)"
        let address = setting?.document(view.document(item.document), item.citation.extent) ?? "\(note)"
        let card: Markup =
            setting.map { " data-at=\"\($0.stretch(view.document(item.document), item.citation.extent))\"" } ?? ""
        return
            "<a class=\"cite\" href=\"\(address)\"\(card) aria-label=\"\(name)\">[\(story.label(evidence))]</a>"
    }

    /// The words of a statement, each read part followed by its citation; a joiner keeps it on the line of its last word.
    func words(_ statement: Statement) -> Markup {
        var out: Markup = ""
        for (parts, cite) in statement.stretches {
            for part in parts { out += part.evidence == nil ? Markup(exact: part.text) : Markup(words: part.text) }
            for evidence in cite { out += "\u{2060}" + self.cite(evidence) }
        }
        return out
    }

    /// One statement: mark, words, and the sentences it rests on in the margin.
    func statement(_ statement: Statement, quiet: Bool = false, lead: Markup? = nil, before: Markup = "") -> Markup {
        var left: Markup = lead ?? ""
        if let mark = statement.mark, !quiet { left += HTML.mark(mark) }
        let correct = fix(statement.evidence.first)
        let note = note(statement)
        if !note.isEmpty { left += "<span class=\"why\">\(note)</span>" }
        return
            "<div class=\"st\"\(item)><div class=\"left\">\(left)\(correct)</div><p class=\"words\">\(before)\(words(statement))</p>\(margin(statement.evidence, quoted: statement.isQuoted))</div>\n"
    }

    /// Sentences in the margin at most; the rest is a citation away.
    private static let mostBeside = 3

    /// Evidence for the margin. A quoted sentence is not printed twice: of its own source only the name stands there.
    func margin(_ evidence: [Int], quoted: Bool) -> Markup {
        let count = evidence.count
        var out: Markup =
            "<details class=\"ev\"><summary>\(count) source \(count == 1 ? "sentence" : "sentences")</summary>"
        for (i, item) in evidence.prefix(Self.mostBeside).enumerated() {
            let document = story.evidence[item].document
            out += "<p><b>\(story.label(item))</b> \(view.outlet(document)), \(date(document))"
            if !(quoted && i == 0) {
                out += ": <span class=\"said\">“\(story.evidence[item].quote)”</span>"
            }
            out += copy(item) + "</p>"
        }
        return out + "</details>"
    }

    func date(_ document: Int) -> String {
        view.dated(document).map { Clock.short($0) } ?? "date unknown"
    }

    func changes() -> Markup {
        guard let since = report.since else { return "" }
        let fresh = story.story.readings.count { $0.document.published.map { $0.moment > since } ?? false }
        let note = "\(fresh) new \(fresh == 1 ? "report" : "reports"). Newest first."
        let items = story.changes.map { change -> Markup in
            statement(
                change.statement,
                lead: "<span class=\"nb\">\(change.reported.map { Clock.short($0) } ?? "date unknown")</span><br>",
                before: "<strong>\(change.kind.rawValue).</strong> ")
        }
        let body: Markup =
            items.isEmpty ? "<p>Nothing that this report would print has changed.</p>" : list(items, "quietly")
        return section("changed", "What changed since \(Clock.stamp(since))", note, body)
    }
}
