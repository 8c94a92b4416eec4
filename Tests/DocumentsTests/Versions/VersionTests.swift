import Captures
import Moments
import Testing
import Texts

@testable import Documents

@Suite struct VersionTests {
    private func document(_ text: String, url: String? = "https://www.herald.example/storm") -> Document {
        var document = Document(id: url, text: Text(text))
        document.url = url
        return document
    }

    private let first = """
        The storm reached Pellin on Monday. Two people were hurt, police said. Schools stay closed.
        The mayor asked people to stay at home.
        """

    @Test func theSecondOfAnAddressIsAVersionWithItsChanges() throws {
        var book = VersionBook()
        let noted1 = book.note(document(first))
        #expect(noted1 == nil)
        let text = """
            The storm reached Pellin on Monday. Four people were hurt, police said.
            The mayor asked people to stay at home. Power is back in the old town.
            """
        let second = document(text, url: "http://herald.example/storm/#top")
        let noted = book.note(second)
        let version = try #require(noted)
        #expect(version.number == 2)
        #expect(version.of == "https://www.herald.example/storm")
        let difference = try #require(version.difference)
        #expect(difference.kept == 2)
        let changes = difference.changes.map { change in
            switch change {
            case .removed(let text): "- \(text)"
            case .added(let extent): "+ \(second.text[extent])"
            case .changed(let text, let extent): "\(text) > \(second.text[extent])"
            }
        }
        #expect(
            changes == [
                "Two people were hurt, police said. > Four people were hurt, police said.",
                "- Schools stay closed.", "+ Power is back in the old town.",
            ])
    }

    @Test func theSameTextIsAnUnchangedVersionAndSpacesDoNotCount() throws {
        var book = VersionBook()
        _ = book.note(document(first))
        let again = book.note(document(first))
        let same = try #require(again)
        #expect(same.number == 2)
        #expect(same.difference == nil)
        let third = book.note(document(first.replacing("on Monday", with: "on  Monday")))
        let spaced = try #require(third)
        #expect(spaced.number == 3)
        #expect(spaced.difference?.changes.isEmpty == true)
        #expect(spaced.difference?.kept == 4)
    }

    @Test func otherAddressesAndNoneAreNoVersions() {
        var book = VersionBook()
        let noted2 = book.note(document(first))
        #expect(noted2 == nil)
        let noted3 = book.note(document(first, url: "https://herald.example/storm?page=2"))
        #expect(noted3 == nil)
        let noted4 = book.note(document(first, url: nil))
        #expect(noted4 == nil)
        let noted5 = book.note(document(first, url: nil))
        #expect(noted5 == nil)
    }

    @Test func revisitsCountAsVersionsOfWhatTheyReferTo() throws {
        var book = VersionBook()
        _ = book.note(document(first))
        let noted = book.note(
            Capture.Revisit(address: "https://herald.example/storm"), of: "https://herald.example/print")
        let version = try #require(noted)
        #expect(version.number == 2)
        #expect(version.difference == nil)
        let noted6 = book.note(Capture.Revisit(), of: "https://herald.example/other")
        #expect(noted6 == nil)
    }

    @Test func memoryIsHeldToTheLimitAndTheOldestAddressGoesFirst() {
        var book = VersionBook(limit: 2000)
        for i in 0..<100 { _ = book.note(document(first, url: "https://herald.example/\(i)")) }
        #expect(book.forgotten > 80)
        let noted7 = book.note(document(first, url: "https://herald.example/0"))
        #expect(noted7 == nil)
        let noted8 = book.note(document(first, url: "https://herald.example/99"))
        #expect(noted8 != nil)
    }

    @Test func manySentencesAreComparedAsASet() {
        let old = document((0..<4500).map { "Sentence \($0) ends." }.joined(separator: "\n"))
        let new = document((1..<4501).map { "Sentence \($0) ends." }.joined(separator: "\n"))
        let difference = VersionDifference(from: old, to: new)
        #expect(difference.kept == 4499)
        #expect(difference.changes.count == 1 || difference.changes.count == 2)
    }

    @Test(arguments: [
        ("“Stay,” he said. “We hold.” Rain fell.", 3), ("It cost 4.5 million. No more.", 2),
        ("雨が降った。川があふれた。", 2), ("At 4 p.m. the dam held", 1), ("Is it over? Yes! It is…", 3), ("", 0),
    ])
    func sentencesAreCutAlike(_ text: String, _ count: Int) {
        #expect(SentenceCut(Document(text: Text(text))).sentences.count == count)
    }
}
