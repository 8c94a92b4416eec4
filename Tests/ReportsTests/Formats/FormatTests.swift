import JSON
import Moments
import Stories
import Testing

@testable import Reports

@Suite("A report in its formats")
struct FormatTests {
    private func flood(since: String? = nil) throws -> Report {
        let options = ReportBuilder.Options(since: since.flatMap { Dated(iso: $0)?.moment }, version: "test")
        return try ReportBuilder().report(on: [Made.flood()], options: options)
    }

    @Test(
        "What begins like a sign of a list is none",
        arguments: [
            ("1. Police", "1\\. Police"), ("12) dead", "12\\) dead"), ("+ more", "\\+ more"), ("- more", "\\- more"),
            ("12 dead", "12 dead"), ("3", "3"), ("", ""), ("plain", "plain"),
        ])
    func unlisted(_ text: String, _ written: String) { #expect(MarkdownReport.unlisted(text) == written) }

    @Test("terminal")
    func terminal() throws {
        try expectGolden(TerminalReport(flood(since: "2025-03-03T23:00:00Z"), width: 80).text, "flood.txt")
    }

    @Test("Markdown")
    func markdown() throws { try expectGolden(MarkdownReport(flood()).text, "flood.md") }

    @Test("HTML")
    func html() throws { try expectGolden(HTMLReport(flood(since: "2025-03-03T23:00:00Z")).text, "flood.html") }

    @Test("JSON")
    func json() throws { try expectGolden(ReportJSON(flood()).text, "flood.json") }

    @Test("Terminal lines keep to the width, without and with colour", arguments: [40, 72, 100])
    func width(_ width: Int) throws {
        for line in TerminalReport(try flood(), width: width).text.split(separator: "\n") where !line.contains("://") {
            #expect(line.unicodeScalars.count <= width, "\(line)")
        }
        let painted = TerminalReport(try flood(), width: width, colour: true).text
        #expect(painted.contains("\u{1B}[32m= agreed\u{1B}[0m"))
        #expect(Self.unpainted(painted) == TerminalReport(try flood(), width: width).text)
    }

    private static func unpainted(_ text: String) -> String {
        var out = ""
        var inside = false
        for character in text {
            if character == "\u{1B}" { inside = true }
            if !inside { out.append(character) }
            if inside, character == "m" { inside = false }
        }
        return out
    }

    @Test("Text of documents can neither steer a terminal nor open an element or a script")
    func hostile() throws {
        var story = Story(
            id: "h", title: "<script>alert(1)</script>\u{1B}[2J",
            readings: [
                Made.reading(
                    "h-1", outlet: "\"><img src=x>", published: "2025-03-03",
                    [
                        "A \u{1B}]0;owned\u{7} clock <b onload=x> & [link](javascript:x) fell near \u{202E}Solla on the bridge today."
                    ])
            ])
        story.readings[0] = story.readings[0]
        story.origins = [Origin(relation: .independent, why: "alone", root: "h-1")]
        let report = try ReportBuilder().report(on: [story])
        let terminal = TerminalReport(report).text
        #expect(!terminal.contains("\u{1B}") && !terminal.contains("\u{202E}") && !terminal.contains("\u{7}"))
        let html = try HTMLReport(report).text
        #expect(!html.contains("<script") && !html.contains("<b onload") && !html.contains("<img"))
        #expect(html.contains("&lt;script&gt;"))
        let markdown = MarkdownReport(report).text
        #expect(!markdown.contains("<b onload") && !markdown.contains("[link](javascript"))
    }

    @Test("HTML asks for nothing from outside and runs nothing")
    func selfContained() throws {
        let html = try HTMLReport(flood()).text
        for word in ["<script", "src=", "@import", "url(", "<link", " style=\"background"] {
            #expect(!html.contains(word), "\(word)")
        }
        #expect(html.contains("Content-Security-Policy"))
    }

    @Test("Every link inside the page has its target, every id is there once")
    func anchors() throws {
        let html = try HTMLReport(flood(since: "2025-03-03T23:00:00Z")).text
        let ids = html.split(separator: " id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        #expect(Set(ids).count == ids.count)
        for link in html.split(separator: "href=\"#").dropFirst() {
            let target = String(link.prefix { $0 != "\"" })
            #expect(ids.contains(target), "\(target)")
        }
    }

    @Test("The JSON has what its schema requires, everywhere")
    func schema() throws {
        let schema = try JSONParser.parse(Array(ReportSchema.text().utf8))
        let report = try JSONParser.parse(Array(ReportJSON(flood(since: "2025-03-03T23:00:00Z")).text.utf8))
        #expect(SchemaCheck(schema).faults(report) == [])
        let broken = try JSONParser.parse(Array("{\"schema\":\"sitrep-report/1\",\"stories\":[{\"id\":7}]}".utf8))
        #expect(!SchemaCheck(schema).faults(broken).isEmpty)
    }
}
