import Documents
import JSON
import Readings
import Stories
import Testing
import Texts

@testable import Reports

@Suite("Checking a report against its documents")
struct ReportCheckTests {
    private let documents = Made.flood().readings.map(\.document)

    private func text() throws -> String { ReportJSON(try ReportBuilder().report(on: [Made.flood()])).text }

    private func check(_ text: String, _ documents: [Document]? = nil) throws -> ReportCheck {
        ReportCheck(try JSONParser.parse(Array(text.utf8)), against: documents ?? self.documents)
    }

    @Test("An untouched report holds")
    func holds() throws {
        let check = try check(text())
        #expect(check.failures == [])
        #expect(check.citations > 20)
        #expect(check.statements >= 3)
    }

    @Test(
        "A changed report fails",
        arguments: [
            (
                "\"quote\": \"Police said four people died.\"", "\"quote\": \"Police said forty people died.\"",
                "the quote differs"
            ),
            ("\"start\": 61", "\"start\": 60", "the quote differs"),
            ("\"end\": 90", "\"end\": 99999", "is not inside the text"),
            ("\"text\": \"The dyke near Solla broke", "\"text\": \"The dam near Solla broke", "printed words differ"),
            (" according to ", " as proved by ", "neither read nor"),
            ("\"document\": \"ana-1\"", "\"document\": \"ana-9\"", "no document of that id"),
            ("sitrep-report/1", "sitrep-report/9", "not a sitrep-report/1"),
        ])
    func tampered(_ old: String, _ new: String, _ reason: String) throws {
        let original = try text()
        #expect(original.contains(old))
        let changed = original.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
        let check = try check(changed)
        #expect(check.failures.contains { $0.reason.contains(reason) }, "\(check.failures)")
    }

    @Test("A changed document fails by its hash, a missing one by its id")
    func changedDocument() throws {
        var documents = self.documents
        documents[0] = Document(id: "ana-1", text: Text("A dyke on the river Tarn did not break."))
        #expect(try check(text(), documents).failures.contains { $0.reason.contains("sha256") })
        documents.remove(at: 0)
        #expect(try check(text(), documents).failures.contains { $0.document == "ana-1" })
    }

    @Test(
        "Hostile offsets are failures, not crashes", arguments: ["-5", "1e3", "9999999999999999999", "\"x\"", "null"])
    func hostile(_ offset: String) throws {
        let changed = try text().split(separator: "\"start\": 0,", omittingEmptySubsequences: false)
            .joined(separator: "\"start\": \(offset),")
        #expect(try !check(changed).failures.isEmpty)
    }

    @Test("Offsets are code points")
    func codePoints() throws {
        let json = try JSONParser.parse(Array(text().utf8))
        let events = json["stories"]?.array?.first?["events"]?.array ?? []
        let denial = try #require(events.first { $0["id"]?.string == "e-denial" }?["claims"]?.array?.first)
        let quote = try #require(denial["quote"]?.string)
        let start = try #require(denial["start"]?.int)
        let end = try #require(denial["end"]?.int)
        #expect(end - start == quote.unicodeScalars.count)
        #expect(end - start < quote.utf8.count)
    }
}
