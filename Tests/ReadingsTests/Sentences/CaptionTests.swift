import Documents
import Lexicons
import Moments
import Testing
import Texts

@testable import Readings

@Suite("Captions among sentences", .enabled(if: Resource.names.contains("models/english.network")))
struct CaptionTests {
    @Test("A present with a day that is over, or of somebody unnamed, tells what a picture shows")
    func examples() throws {
        let reader = try Reader()
        var read = 0
        for row in try Table(named: "rules/caption-verbs.tsv", columns: ["verb", "when"]).rows {
            for (text, isCaption) in [(row["example"], true), (row["not"], false)] where !text.isEmpty {
                let reading = reader.read(document(text))
                #expect((reading.sentences.first?.kind == .caption) == isCaption, "line \(row.line): \(text)")
                #expect(reading.claims.isEmpty || !isCaption, "line \(row.line): \(text)")
                read += 1
            }
        }
        #expect(read >= 16)
    }

    @Test(
        "News in the present is none",
        arguments: [
            "The council meets in Vesk on Tuesday.", "Police say two men walk past the camera on May 24.",
            "Floods cut the road to Oren on Friday.", "Soldiers entered Vesk on May 24, 2034.",
            "A court in Vesk holds that the law is void.",
        ])
    func news(text: String) throws {
        #expect(try Reader().read(document(text)).sentences.first?.kind == .sentence)
    }

    private func document(_ text: String) -> Document {
        var document = Document(text: Text(text))
        document.published = Dated(iso: "2034-05-27T12:00:00Z")
        return document
    }
}
