import Documents
import JSON
import Moments
import Readings
import Stories
import Testing
import Texts

@testable import Reports

@Suite("Exports of a story") struct ExportTests {
    private func export(_ story: Story = Made.flood()) throws -> Export {
        try #require(Export(try ReportBuilder().report(on: [story], options: .init(all: true))))
    }

    /// Cells of a CSV as RFC 4180 reads them.
    private func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = ""
        var quoted = false
        var characters = Array(text.unicodeScalars)[...]
        while let scalar = characters.popFirst() {
            switch scalar {
            case "\"" where quoted && characters.first == "\"":
                cell.unicodeScalars.append(scalar)
                characters.removeFirst()
            case "\"": quoted.toggle()
            case "," where !quoted:
                row.append(cell)
                cell = ""
            case "\r" where !quoted: continue
            case "\n" where !quoted:
                rows.append(row + [cell])
                (row, cell) = ([], "")
            default: cell.unicodeScalars.append(scalar)
            }
        }
        return rows
    }

    @Test(arguments: Export.Table.allCases)
    func tablesAreEven(_ table: Export.Table) throws {
        let rows = rows(try #require(try export().text(.csv, table: table)))
        #expect(rows.count > 1)
        #expect(Set(rows.map(\.count)).count == 1)
    }

    @Test func everyEventHasItsSentence() throws {
        let export = try export()
        let rows = rows(export.csv(.events))
        let sentence = try #require(rows[0].firstIndex(of: "sentence"))
        let document = try #require(rows[0].firstIndex(of: "document"))
        for row in rows.dropFirst() {
            let source = export.story.readings.first { $0.document.id == row[document] }
            let text = try #require(source).document.text.string
            #expect(text.contains(row[sentence]))
        }
        #expect(rows.count - 1 == export.story.events.count)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+44 131", "'+44 131"), ("-3.25", "-3.25"),
        ("- none", "'- none"),
        ("\tx", "'\tx"), ("＝1", "'＝1"), ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
        ("a\u{1B}[2Jb", "a\u{FFFD}[2Jb"), ("two\nlines", "\"two\nlines\""), ("=a,b", "\"'=a,b\""), ("", ""),
    ])
    func cellsAreNoFormulas(_ value: String, _ written: String) {
        #expect(Export.cell(value) == written)
    }

    /// A sentence never stands beside a better mark than in the report: what it tells besides may be disputed.
    @Test func marksAreThoseOfTheReport() throws {
        var story = Made.flood()
        let agreed = try #require(story.events.firstIndex { $0.mark == .agreed })
        let first = try #require(story.events[agreed].tellings.first)
        // The same sentence also tells of something that is disputed.
        var second = Event(
            id: "e-second", tellings: story.events[agreed].tellings.filter { $0.citation == first.citation },
            why: "test")
        second.mark = .disputed
        story.events.append(second)
        let export = try export(story)
        let rows = rows(export.csv(.events))
        let (status, id) = (
            try #require(rows[0].firstIndex(of: "status")), try #require(rows[0].firstIndex(of: "event"))
        )
        for entry in export.report.timeline {
            guard let row = rows.first(where: { $0[id] == entry.statement.id }) else { continue }
            #expect(row[status] == entry.statement.mark?.rawValue)
        }
        let mark = try #require(export.telling(export.story.events[agreed])?.mark)
        #expect(rows.first { $0[id] == export.story.events[agreed].id }?[status] == mark.rawValue)
    }

    @Test func addressesLeadToPages() throws {
        var story = Made.flood()
        for i in story.readings.indices {
            var document = story.readings[i].document
            document.url = "javascript:alert(\(i))"
            var reading = Reading(document)
            reading.sentences = story.readings[i].sentences
            reading.claims = story.readings[i].claims
            reading.quantities = story.readings[i].quantities
            reading.tokens = story.readings[i].tokens
            story.readings[i] = reading
        }
        let export = try export(story)
        for format in [Export.Format.atom, .annotations, .stix] {
            #expect(try #require(export.text(format)).contains("javascript:") == false)
        }
    }

    /// STIX 2.1, section 3.2: an object's later versions keep the time of its creation.
    @Test func laterBundlesKeepTimesOfCreation() throws {
        func created(_ asOf: String) throws -> [String: String] {
            let options = ReportBuilder.Options(asOf: Dated(iso: asOf)?.moment, all: true)
            let export = try #require(Export(try ReportBuilder().report(on: [Made.flood()], options: options)))
            let json = try JSONParser.parse(Array(try #require(export.text(.stix)).utf8))
            var times: [String: String] = [:]
            for object in json["objects"]?.array ?? [] {
                times[object["id"]?.string ?? ""] = object["created"]?.string
            }
            return times
        }
        #expect(try created("2025-03-06T08:00:00Z") == created("2025-03-08T08:00:00Z"))
    }

    @Test(arguments: [Export.Format.geojson, .annotations, .stix])
    func isJSON(_ format: Export.Format) throws {
        let text = try #require(try export().text(format))
        _ = try JSONParser.parse(Array(text.utf8))
        #expect(try export().text(format) == text)
    }

    @Test func annotationsQuoteTheirText() throws {
        let export = try export()
        let json = try JSONParser.parse(Array(export.annotations.utf8))
        let items = try #require(json["first"]?["items"]?.array)
        #expect(items.count == export.report.evidence.count)
        for (item, evidence) in zip(items, export.report.evidence) {
            let selectors = try #require(item["target"]?["selector"]?.array)
            let exact = try #require(selectors[0]["exact"]?.string)
            let start = try #require(selectors[1]["start"]?.int)
            let end = try #require(selectors[1]["end"]?.int)
            let scalars = Array(export.view.document(evidence.document).text.string.unicodeScalars)
            #expect(String(String.UnicodeScalarView(scalars[start..<end])) == exact)
        }
    }

    @Test func referencesInsideABundleAreThere() throws {
        let json = try JSONParser.parse(Array(try #require(try export().text(.stix)).utf8))
        let objects = try #require(json["objects"]?.array)
        let ids = objects.compactMap { $0["id"]?.string }
        #expect(Set(ids).count == ids.count)
        for object in objects {
            for reference in object["object_refs"]?.array ?? [] {
                #expect(ids.contains(reference.string ?? ""))
            }
            if let maker = object["created_by_ref"]?.string { #expect(ids.contains(maker)) }
        }
        #expect(ids.allSatisfy { $0.split(separator: "-").count == 6 })
    }

    /// What STIX 2.1 (OASIS standard, 10 June 2021) requires: common properties (3.2), those of each type (4), external
    /// references (2.5), identifiers (2.7), no empty list (2.9), timestamps in UTC with milliseconds (2.14).
    @Test func bundlesHaveWhatTheSpecificationRequires() throws {
        // The made-up town gets a place of its own.
        var story = Made.flood()
        story.readings[0].places = [
            Place(
                extent: Extent(36, 41), latitude: 51.5, longitude: 22.25, label: "Solla",
                country: "PL", precision: .town, gazetteer: "made:1", rule: "test")
        ]
        let json = try JSONParser.parse(Array(try #require(try export(story).text(.stix)).utf8))
        #expect(json["type"]?.string == "bundle")
        let own: [String: [String]] = [
            "identity": ["name", "identity_class"], "location": ["latitude", "longitude"], "note": ["content"],
            "report": ["name", "published"],
        ]
        let objects = try #require(json["objects"]?.array)
        let types = Set(objects.compactMap { $0["type"]?.string })
        #expect(types == Set(own.keys))
        for object in objects + [json] {
            let type = try #require(object["type"]?.string)
            let id = try #require(object["id"]?.string)
            #expect(id.hasPrefix(type + "--"))
            let groups = id.dropFirst(type.utf8.count + 2).split(separator: "-").map(\.utf8.count)
            #expect(groups == [8, 4, 4, 4, 12])
            #expect(id.dropFirst(type.utf8.count + 2).allSatisfy { $0 == "-" || $0.isHexDigit && !$0.isUppercase })
            guard type != "bundle" else { continue }
            #expect(object["spec_version"]?.string == "2.1")
            for name in own[type] ?? [] { #expect(object[name] != nil, "\(type) without \(name)") }
            for name in ["created", "modified"] + (type == "report" ? ["published"] : []) {
                let time = try #require(object[name]?.string)
                #expect(time.hasSuffix(".000Z") && time.utf8.count == 24)
            }
            if type == "note" || type == "report" { #expect(object["object_refs"]?.array?.isEmpty == false) }
            for name in ["authors", "sectors", "object_refs", "external_references"] {
                if let list = object[name]?.array { #expect(!list.isEmpty, "\(name) of \(id) is empty") }
            }
            for reference in object["external_references"]?.array ?? [] {
                #expect(reference["source_name"]?.string?.isEmpty == false)
                #expect(["description", "url", "external_id"].contains { reference[$0] != nil })
                #expect(reference["hashes"] == nil || reference["url"] != nil)
            }
            if type == "location" {
                #expect((object["latitude"]?.double).map { abs($0) <= 90 } == true)
                #expect((object["longitude"]?.double).map { abs($0) <= 180 } == true)
                if let country = object["country"]?.string { #expect(country.utf8.count == 2) }
            }
        }
    }

    @Test func feedsEscapeWhatTheyQuote() {
        #expect(Export.escaped("a<b>&\"c\"\u{1}\u{FFFF}é") == "a&lt;b&gt;&amp;&quot;c&quot;\u{FFFD}\u{FFFD}é")
    }

    @Test func undatedStoriesHaveNoFeed() throws {
        var document = Document(id: "u", text: Text("The quay gave way."))
        document.outlet = nil
        let undated = try export(Story(id: "s-1", title: "Quay", readings: [Reading(document)]))
        #expect(undated.text(.atom) == nil)
        #expect(undated.text(.stix) == nil)
        #expect(undated.text(.csv) != nil)
    }
}
