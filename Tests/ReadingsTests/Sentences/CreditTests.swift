import Documents
import Lexicons
import Testing
import Texts

@testable import Readings

@Suite("Credits of pictures", .enabled(if: Resource.names.contains("models/english.network")))
struct CreditTests {
    @Test("A line that credits a picture is a caption, whatever names stand in it")
    func examples() throws {
        let reader = try Reader()
        for row in try Table(named: "rules/picture-credits.tsv", columns: ["phrase", "where", "example"]).rows {
            let kinds = kinds(row["example"], reader)
            #expect(kinds.first == .caption, "line \(row.line): \(row["example"]) is \(kinds)")
        }
    }

    @Test("A sentence, and a line that only names places, are none")
    func others() throws {
        let reader = try Reader()
        #expect(kinds("The photo shows Mara Lindt at the gate.", reader).first == .sentence)
        #expect(kinds("Moren and Pellin", reader).first != .caption)
        #expect(kinds("He works for Northwire Images.", reader).first == .sentence)
    }

    private func kinds(_ line: String, _ reader: Reader) -> [Sentence.Kind] {
        let text = line + "\n\nThe bridge at Pellin was closed on Friday."
        var document = Document(text: Text(text))
        document.blocks = [
            Block(Extent(0, line.utf8.count), .paragraph),
            Block(Extent(line.utf8.count + 2, text.utf8.count), .paragraph),
        ]
        return reader.read(document).sentences.map(\.kind)
    }
}
