import Documents
import Lexicons
import Moments
import Readings
import Stories
import Testing
import Texts

@testable import Reports

@Suite("What a report says")
struct ReportBuilderTests {
    private func report(_ story: Story = Made.flood(), since: String? = nil, asOf: String? = nil) throws -> StoryReport
    {
        let options = ReportBuilder.Options(
            asOf: asOf.flatMap { Dated(iso: $0)?.moment }, since: since.flatMap { Dated(iso: $0)?.moment })
        return try ReportBuilder().report(on: [story], options: options).stories[0]
    }

    @Test("In short opens with what most tell, and prints no event twice")
    func inShort() throws {
        let short = try report().inShort
        #expect(short.first?.id == "e-breach")
        #expect(short.first?.mark == .agreed)
        #expect(Set(short.compactMap(\.id)).count == short.count)
        #expect((3...7).contains(short.count))
    }

    @Test("A summary holds no sentence that needs the one before, none that opens with a pronoun, no replaced figure")
    func standsAlone() throws {
        let words = try report().inShort.map(\.text)
        #expect(!words.contains { $0.hasPrefix("They") })
        #expect(!words.contains("Police said four people died."))
    }

    @Test("Figures are composed from read words only")
    func figures() throws {
        let report = try report()
        let figure = try #require(report.numbers.first?.current)
        // The 7 is 22 hours older than the 9: it stays in the table, and the line is marked disputed.
        #expect(figure.text == "Killed: “9” according to police.")
        #expect(figure.mark == .disputed)
        for part in figure.parts {
            guard let evidence = part.evidence else {
                #expect(Template(rawValue: part.text) != nil || part.text == "Killed")
                continue
            }
            #expect(report.evidence[evidence].quote.contains(part.text))
        }
    }

    /// The composed line of two figures, each in a report of its own.
    private func killed(
        _ first: (words: String, low: Double, high: Double), _ second: (words: String, low: Double, high: Double),
        outlets: [String?] = ["Courier", "Herald"], second published: String = "2025-03-04T10:00:00Z"
    ) throws -> Statement? {
        var readings = [
            Made.reading(
                "a", outlet: outlets[0], published: "2025-03-04T08:00:00Z", ["The quake killed \(first.words) people ."]
            ),
            Made.reading("b", outlet: outlets[1], published: published, ["It killed \(second.words) people ."]),
        ]
        let figures = [
            Made.quantity(first.words, in: &readings[0], low: first.low, high: first.high),
            Made.quantity(second.words, in: &readings[1], low: second.low, high: second.high),
        ]
        var story = Story(id: "s-quake", title: "Quake", readings: readings)
        story.series = [
            Series(
                measure: "killed", scope: "",
                entries: (0...1).map { d in
                    .init(
                        citation: Made.citation(story, d, 0), quantity: figures[d], source: nil, voice: "outlet \(d)",
                        status: "current")
                })
        ]
        return try report(story).numbers.first?.current
    }

    @Test("“Hundreds” told after 25,000 counts some of them", arguments: [("25,000", 25_000.0), ("300", 300.0)])
    func vague(_ words: String, _ first: Double) throws {
        let line = try killed((words, first, first), ("hundreds", 200, 999), second: "2025-03-06T10:00:00Z")
        let printed = first > 999 ? words : "hundreds"
        #expect(line?.text.hasPrefix("Killed: “\(printed)” according to") == true, "\(line?.text ?? "nothing")")
    }

    @Test("Figures more than four times apart are not set against each other", arguments: [(311.0, 1), (50.0, 2)])
    func apart(_ second: Double, _ count: Int) throws {
        let line = try killed(("60", 60, 60), ("\(Int(second))", second, second))
        #expect(line?.evidence.count == count)
        #expect(line?.mark == (count == 1 ? .single : .disputed))
    }

    @Test("Of what only rises, seven are no toll where two newsrooms counted thousands", arguments: [true, false])
    func few(_ isCounted: Bool) throws {
        let told = isCounted ? ["9,000", "8,700", "seven"] : ["9,000", "seven"]
        var readings = told.enumerated().map { i, words in
            Made.reading(
                "d\(i)", outlet: "Outlet \(i)", published: "2025-03-04T0\(8 + i):00:00Z",
                ["The quake killed \(words) people ."])
        }
        let figures = told.indices.map { i in
            let value = ["9,000": 9_000.0, "8,700": 8_700, "seven": 7][told[i]]
            return Made.quantity(told[i], in: &readings[i], low: value, high: value)
        }
        var story = Story(id: "s-quake", title: "Quake", readings: readings)
        story.series = [
            Series(
                measure: "killed", scope: "",
                entries: told.indices.map { i in
                    .init(
                        citation: Made.citation(story, i, 0), quantity: figures[i], source: nil, voice: "outlet \(i)",
                        status: "current")
                })
        ]
        let line = try report(story).numbers.first?.current
        #expect(line?.text.contains("seven") == !isCounted, "\(line?.text ?? "nothing")")
    }

    @Test(
        "A figure that one voice gives stands in its own sentence, where that is what it says",
        arguments: [true, false])
    func sentence(_ isMain: Bool) throws {
        var reading = Made.reading(
            "a", outlet: "Courier", published: "2025-03-04T08:00:00Z",
            ["Rescuers counted 60 dead people in the ruined town of Solla on Tuesday ."])
        let figure = Made.quantity("60", in: &reading, low: 60, high: 60)
        reading.tokens[1].relation = .root
        let claim = Claim(
            extent: reading.sentences[0].extent, sentence: 0, predicate: reading.sentences[0].extent, predicateToken: 1,
            lemma: "count", quantities: isMain ? [figure] : [], rule: "test")
        reading.claims = [claim]
        var other = Made.reading(
            "b", outlet: "Herald", published: "2025-03-02T08:00:00Z", ["Some 40 people died ."])
        let earlier = Made.quantity("40", in: &other, low: 40, high: 40)
        var story = Story(id: "s-quake", title: "Quake", readings: [other, reading])
        story.series = [
            Series(
                measure: "killed", scope: "",
                entries: [
                    .init(
                        citation: Made.citation(story, 0, 0), quantity: earlier, source: nil, voice: "b",
                        status: "earlier figure"),
                    .init(
                        citation: Made.citation(story, 1, 0), quantity: figure, source: nil, voice: "a",
                        status: "current"),
                ])
        ]
        let words = try report(story).inShort.map(\.text)
        #expect(words.contains { $0.hasPrefix("Rescuers counted 60") } == isMain, "\(words)")
        #expect(words.contains("Killed: “60” according to Courier.") == !isMain, "\(words)")
    }

    @Test("One figure by two newsrooms is agreed, by two that nobody knows it is not", arguments: [true, false])
    func agreed(_ areKnown: Bool) throws {
        let line = try killed(
            ("60", 60, 60), ("60", 60, 60), outlets: areKnown ? ["Courier", "Herald"] : [nil, nil])
        #expect(line?.mark == (areKnown ? .agreed : .single))
    }

    @Test("A latest report that gives only its day makes a report of that day", arguments: [true, false])
    func days(_ isDay: Bool) throws {
        let published = isDay ? "2025-03-04" : "2025-03-04T00:00:00Z"
        let readings = [Made.reading("a", outlet: "Courier", published: published, ["The bridge fell ."])]
        let asOf = try #require(readings[0].document.published?.moment)
        var report = try ReportBuilder().report(on: [Story(id: "s-a", title: "Bridge", readings: readings)])
        report.asOf = asOf
        let expected =
            isDay
            ? "As of Tue 4 Mar 2025, the day of the latest report."
            : "As of Tue 4 Mar 2025, 00:00 UTC, the time of the latest report."
        #expect(Wording.asOf(report) == expected)
    }

    @Test("The same figure in a reprint is one row with two citations")
    func reprints() throws {
        let rows = try #require(try report().numbers.first?.rows)
        #expect(rows.map(\.words) == ["four people", "7", "9"])
        #expect(rows[0].evidence.count == 2)
    }

    @Test("Every printed quotation is the cited sentence, byte for byte")
    func quotations() throws {
        let report = try report(since: "2025-03-03T23:00:00Z")
        let statements =
            report.inShort + report.background + report.corrections + report.timeline.map(\.statement)
            + report.changes.map(\.statement)
        for statement in statements where statement.isQuoted {
            #expect(statement.text == report.evidence[statement.evidence[0]].quote)
        }
        for item in report.evidence {
            let document = report.story.readings[item.document].document
            #expect(document.text[item.citation.extent] == item.quote)
        }
    }

    @Test("Since: what came later is new, revised or disputed; what was there is not")
    func since() throws {
        let changes = try report(since: "2025-03-03T23:00:00Z").changes
        #expect(
            changes.contains {
                $0.kind == .revised && $0.statement.text == "Killed: “four people” → “9” according to police."
            })
        #expect(changes.contains { $0.kind == .new && $0.statement.id == "e-denial" })
        #expect(changes.contains { $0.kind == .disputed })
        #expect(!changes.contains { $0.statement.id == "e-breach" })
        let confirmed = try report(since: "2025-03-03T09:45:00Z").changes
        #expect(confirmed.contains { $0.kind == .confirmed && $0.statement.id == "e-breach" })
    }

    @Test("A bare heading is listed as such and is no claim")
    func heading() throws {
        let report = try report()
        let heading = try #require(report.unplaced.first { $0.kind == "heading" })
        #expect(report.evidence[heading.evidence].quote == "Solla, the river and the dyke")
        #expect(!report.inShort.contains { $0.text == "Solla, the river and the dyke" })
    }

    @Test("Background stays out of the summary and the timeline")
    func background() throws {
        let report = try report()
        #expect(report.background.map(\.id) == ["e-1953"])
        #expect(!report.inShort.contains { $0.id == "e-1953" })
        #expect(!report.timeline.contains { report.story.events[$0.event].id == "e-1953" })
    }

    @Test("Gaps: undated and nameless reports, and silence against the chosen moment")
    func gaps() throws {
        let gaps = try report(asOf: "2025-03-06T10:00:00Z").gaps
        #expect(gaps.contains { $0.kind == "no date" && $0.text.hasPrefix("1 of 5 documents") })
        #expect(gaps.contains { $0.kind == "no outlet" })
        #expect(gaps.contains { $0.kind == "stale" && $0.text.contains("2 days") })
        #expect(try !report().gaps.contains { $0.kind == "stale" })
    }

    @Test("An undated story has no moment and never becomes now")
    func undated() throws {
        let story = Story(
            id: "u", title: "Passages",
            readings: [
                Made.reading(
                    "u-1", outlet: nil, published: nil, ["Marines landed on the cape near two old lighthouses."])
            ])
        let report = try ReportBuilder().report(on: [story])
        #expect(report.asOf == nil)
        let text = TerminalReport(report).text
        #expect(text.contains("Date unknown") && text.contains("outlet unknown · date unknown"))
        #expect(report.stories[0].gaps.contains { $0.kind == "no date" && $0.text.hasPrefix("No document states") })
    }

    @Test("Citations are numbered by document, and by sentence where a document is cited twice")
    func labels() throws {
        let report = try report()
        let labels = report.evidence.indices.map { report.label($0) }
        #expect(Set(labels).count == labels.count)
        #expect(labels.contains("5"))
        #expect(labels.contains("1.1"))
    }

    @Test("The same story gives the same bytes")
    func deterministic() throws {
        let texts = try (0..<5).map { _ in ReportJSON(try ReportBuilder().report(on: [Made.flood()])).text }
        #expect(Set(texts).count == 1)
    }

    @Test("Rules of silence fire on their examples and not on the others")
    func silence() throws {
        let phrases = try SilencePhrases()
        let table = try Table(named: "rules/silence.tsv", columns: ["id", "phrase", "fires", "not"])
        for row in table.rows {
            #expect(phrases.rule(in: ArraySlice(row["fires"].utf8)) != nil, "\(row["id"])")
            #expect(phrases.rule(in: ArraySlice(row["not"].utf8)) == nil, "\(row["id"])")
        }
    }
}
