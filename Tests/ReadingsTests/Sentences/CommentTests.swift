import Documents
import Lexicons
import Moments
import Testing
import Texts

@testable import Readings

@Suite("Readers' comments behind an article", .enabled(if: Resource.names.contains("models/english.network")))
struct CommentTests {
    private static let article = "The ferry sank off Pellin, killing 12 people.\n\nDivers went down on Monday.\n\n"

    @Test("What comments are signed with begins them; they assert nothing")
    func examples() throws {
        let reader = try Reader()
        var read = 0
        for row in try Table(named: "rules/comment-marks.tsv", columns: ["mark"]).rows {
            for (text, isComment) in [(row["example"], true), (row["not"], false)] where !text.isEmpty {
                let reading = reader.read(document(Self.article + text + "\n\nThe crew murdered 300 passengers."))
                let kinds = reading.sentences.map(\.kind)
                #expect(kinds.prefix(2) == [.sentence, .sentence], "line \(row.line): \(text)")
                #expect((kinds.last == .comment) == isComment, "line \(row.line): \(text)")
                #expect(kinds.dropFirst(2).contains(.comment) == isComment, "line \(row.line): \(text)")
                if isComment { #expect(reading.claims.allSatisfy { $0.sentence < 2 }, "line \(row.line): \(text)") }
                read += 1
            }
        }
        #expect(read >= 9)
    }

    @Test("A clock that stands twice signs a comment, also in treebank spacing")
    func twice() throws {
        let text = Self.article + "March 3 , 2034 09:57 pm at 9:57 pm | She killed 40 people .\nThe captain died ."
        let kinds = try Reader().read(document(text)).sentences.map(\.kind)
        #expect(kinds.prefix(2) == [.sentence, .sentence])
        #expect(kinds.dropFirst(2).allSatisfy { $0 == .comment })
    }

    @Test("Comments are on no map and nobody's word; what the article says stays")
    func left() throws {
        let text =
            "Police in London said 12 people died.\n\nMarch 3, 2034 at 3:15 pm | Reply | Police in Paris said that 300 "
            + "people died on Sunday.\n\nMy aunt in Rome told me that it was a bomb."
        let reading = try Reader().read(document(text))
        #expect(reading.places.map { reading.text[$0.extent] } == ["London"])
        #expect(reading.quantities.map { reading.text[$0.extent] } == ["12"])
        #expect(reading.times.isEmpty)
        #expect(reading.attributions.count == 1)
        #expect(reading.attributions.first?.source.first.map { reading.text[$0] } == "Police in London")
        #expect(reading.text.string == text)
    }

    @Test(
        "An article's own moment begins none",
        arguments: [
            "March 3, 2034 at 3:15 pm | Reply\n\nThe ferry sank off Pellin, killing 12 people.",
            "March 3, 2034 at 3:15 pm | Harbour Herald\n\nThe ferry sank off Pellin. Divers went down.",
            article + "The hearing is on March 3, 2034 at 3:15 pm. Reply by Friday, the court said.",
            article + "The match is on March 3, 2034 at 3:15 pm | Oren | Gate 2.",
        ])
    func news(text: String) throws {
        #expect(try Reader().read(document(text)).sentences.allSatisfy { $0.kind != .comment })
    }

    private func document(_ text: String) -> Document {
        var document = Document(text: Text(text))
        document.published = Dated(iso: "2034-03-03T12:00:00Z")
        return document
    }
}
