import Documents
import Moments
import Readings
import Stories
import Testing
import Texts

@testable import Reports

@Suite("What a page draws")
struct DrawingTests {
    private func figure(
        _ voice: String, _ day: Int, _ low: Double?, _ high: Double?, _ words: String, status: String = "current"
    ) -> NumberTable.Row {
        NumberTable.Row(
            entry: 0, reported: Dated(iso: "2025-03-0\(day)T12:00:00Z", rule: "test"), words: words, low: low,
            high: high,
            source: voice, voice: voice, outlet: voice, status: status, citations: [])
    }

    private func chart(_ rows: [NumberTable.Row]) -> String? {
        StepChart(table: NumberTable(id: "n", series: 0, title: "Killed", current: nil, rows: rows), asOf: nil).svg()?
            .html
    }

    /// Attributes of the elements of a name, as they stand.
    private func attributes(_ name: String, of element: String, in html: String) -> [Double] {
        html.split(separator: "<\(element) ").dropFirst().compactMap { part in
            let start = part.prefix { $0 != ">" }
            guard let value = start.split(separator: "\(name)=\"").dropFirst().first?.prefix(while: { $0 != "\"" })
            else {
                return nil
            }
            return Double(value)
        }
    }

    @Test("Labels of a chart stand inside it, and no two at its edge on each other")
    func labels() throws {
        let svg = try #require(
            chart([
                figure("police", 3, 100_000, 100_000, "100,000"), figure("police", 5, 120_000, 120_000, "120,000"),
                figure("union", 4, 119_000, nil, "at least 119,000"),
                figure("clinic", 4, 10_000, 99_999, "tens of thousands", status: "earlier figure"),
            ]))
        #expect(svg.contains(">200,000<") && svg.contains(">119,000+<") && svg.contains(">120,000<"))
        // The words where they are vaguer than any figure; what was overtaken is set lighter.
        #expect(svg.contains("class=\"v2 past\"") && svg.contains(">tens of thousands<"))
        let lefts = attributes("x", of: "text", in: svg)
        #expect(lefts.allSatisfy { $0 >= 0 && $0 <= 226 })
        let ends = zip(lefts, attributes("y", of: "text", in: svg)).filter { $0.0 == 226 }.map(\.1).sorted()
        #expect(ends.count == 3 && zip(ends, ends.dropFirst()).allSatisfy { $1 - $0 >= 12.9 })
        #expect(ends.allSatisfy { $0 > 8 && $0 < 156 })
    }

    @Test("Figures that are all the same need no chart; one that falls is dashed")
    func charts() throws {
        #expect(chart([figure("a", 3, 3, 3, "three"), figure("b", 4, 3, 3, "three")]) == nil)
        let svg = try #require(chart([figure("a", 3, 30, 30, "30"), figure("a", 4, 5, 5, "five")]))
        #expect(svg.contains("stroke-dasharray=\"4 3\""))
        let rising = try #require(chart([figure("a", 3, 5, 5, "five"), figure("a", 4, 30, 30, "30")]))
        #expect(!rising.contains("stroke-dasharray=\"4 3\""))
    }

    private func place(_ name: String, _ latitude: Double, _ longitude: Double, _ documents: Int) -> PlaceEntry {
        PlaceEntry(
            id: name, name: name, country: "GB", latitude: latitude, longitude: longitude, precision: .town,
            documents: documents, events: 0, rule: "", evidence: 0)
    }

    @Test("A map keeps to where the story is, and says what it leaves out")
    func map() {
        let near = [
            place("Fort William", 56.8, -5.1, 17), place("Glasgow", 55.9, -4.3, 6), place("Inverness", 57.5, -4.2, 5),
            place("Mallaig", 57, -5.8, 2),
        ]
        let one = PlaceMap(places: near + [place("Highland", 34.1, -117.2, 1)], outlines: nil)
        #expect(one.caption == "Too far away to draw: 5 Highland." && !one.svg().html.contains("5 Highland"))
        // What many name belongs to the story, however far it is.
        let many = PlaceMap(places: near + [place("Highland", 34.1, -117.2, 9)], outlines: nil)
        #expect(many.caption.isEmpty && many.svg().html.contains("5 Highland"))
    }

    @Test("A region of the world is no point")
    func regions() {
        var east = place("Middle East", 30, 41, 14)
        east.country = nil
        east.precision = .region
        let map = PlaceMap(places: [place("Aleppo", 36.2, 37.2, 3), east], outlines: nil)
        #expect(!map.svg().html.contains("Middle East") && map.svg().html.contains("1 Aleppo"))
    }

    @Test("An axis over years names years, each once; one over days names days")
    func axis() throws {
        let first = Moment(try #require(CivilDay(2005, 3, 1)))
        let last = first.adding(seconds: 700 * 86_400)
        let years = TimeTrack(events: [], reported: [first, last], asOf: nil, id: "s1").head.html
        #expect(years.contains(">2005</text>") && years.contains(">2006</text>") && !years.contains(" Mar"))
        #expect(years.split(separator: "2005").count == 2)
        let days = TimeTrack(events: [], reported: [first, first.adding(seconds: 9 * 86_400)], asOf: nil, id: "s1")
        #expect(days.head.html.contains(">1 Mar</text>"))
    }

    @Test("A page of another moment shares what does not depend on it, and is what a new page would be")
    func kept() throws {
        let builder = try ReportBuilder()
        let draft = builder.draft(Made.flood())
        for (asOf, since) in [
            ("2025-03-05T00:00:00Z", nil), ("2025-03-20T09:30:00Z", nil),
            ("2025-03-06T00:00:00Z", "2025-03-01T00:00:00Z"),
        ] {
            let options = ReportBuilder.Options(
                asOf: try #require(StatedDate.read(asOf, rule: "")?.moment),
                since: try since.map { try #require(StatedDate.read($0, rule: "")?.moment) })
            for key in ["reader", "editor"] {
                var setting = Self.setting
                setting.key = key
                if key == "editor" { setting.correction = { document, _ in "/correct/\(document.id)" } }
                let shared = try #require(StoryPage(builder.report(on: [draft], options: options), setting: setting))
                let fresh = try #require(
                    StoryPage(builder.report(on: [Made.flood()], options: options), setting: setting))
                #expect(shared.article == fresh.article)
                #expect(shared.article == shared.article)
                #expect(shared.article.html.contains("/correct/") == (key == "editor"))
            }
        }
    }

    private static let setting = StorySetting(
        key: "reader", document: { document, _ in "/documents/\(document.id)" },
        citation: { document, _ in "/cite/\(document.id)" }, stretch: { _, extent in "\(extent.start)-\(extent.end)" },
        entity: { "/entities/\($0)" }, place: { "/places/\($0)" })

    private func page(_ story: Story) throws -> String {
        return try #require(StoryPage(try ReportBuilder().report(on: [story]), setting: Self.setting)).article.html
    }

    @Test(
        "On a site sources stand by outlet and citations say which stretch they mean; a file has the sentences themselves"
    )
    func sources() throws {
        let html = try page(Made.flood())
        #expect(html.contains("<details class=\"outlet\" open><summary><b>Ana Agency</b>"))
        #expect(!html.contains("class=\"src\"") && html.contains("data-at=\"0-"))
        let file = try HTMLReport(try ReportBuilder().report(on: [Made.flood()])).text
        #expect(file.contains("class=\"src\"") && !file.contains("class=\"outlet\"") && !file.contains("data-at"))
        var long = Made.flood()
        let more = (0..<60).map { i in
            Made.reading(
                "more-\(i)", outlet: "Coast Radio", published: "2025-03-04", ["The dyke at Solla broke again \(i)."])
        }
        long.readings += more
        long.origins += more.map { Origin(relation: .independent, why: "alone", root: $0.document.id) }
        let folded = try page(long)
        #expect(
            folded.contains("<details class=\"outlet\"><summary><b>Coast Radio</b> <span class=\"quiet\">60 reports"))
    }
}
