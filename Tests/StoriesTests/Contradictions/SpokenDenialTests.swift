import Documents
import Moments
import Readings
import Testing
import Texts

@testable import Stories

/// Denials and commitments as read from running text by the whole reader.
@Suite("Denials set against what they deny")
struct SpokenDenialTests {
    private func story(_ texts: [(id: String, text: String)]) throws -> Story {
        let reader = try Reader()
        let readings = texts.map { id, text in
            var document = Document(id: id, text: Text(text))
            document.outlet = Stated(Outlet(name: "Outlet \(id)"), rule: "test")
            document.published = Dated(iso: "2031-05-02T0\(id.utf8.count):00:00Z")
            document.blocks = [Block(Extent(0, document.text.count), .paragraph)]
            return reader.read(document)
        }
        return try #require(try StoryBuilder().stories(of: readings).first)
    }

    private func pairs(_ story: Story) -> [(String, String)] {
        story.contradictions.filter { $0.kind == .denial }.map {
            (story.readings[$0.a.document].text[$0.a.extent], story.readings[$0.b.document].text[$0.b.extent])
        }
    }

    @Test("“Rejected the account” answers the claim before it")
    func account() throws {
        let story = try story([
            (
                "a",
                "The valve was closed before the blast, two workers told the newspaper. A spokesman for Ostrand Chemicals rejected the account."
            )
        ])
        let found = pairs(story)
        #expect(found.count == 1)
        #expect(found.first?.0.hasPrefix("The valve was closed") ?? false)
        #expect(found.first?.1.hasPrefix("A spokesman") ?? false)
    }

    @Test("A denied clause answers the same occurrence in another article, and its event is disputed")
    func clause() throws {
        let story = try story([
            ("a", "Tarnish troops captured the town of Velm on Friday, the defence ministry said."),
            ("bb", "Ostran officials denied that Tarnish troops captured the town of Velm."),
        ])
        let found = pairs(story)
        #expect(found.count == 1)
        #expect(found.first?.0.hasPrefix("Tarnish troops") ?? false)
        let event = try #require(story.events.first { $0.type == "capture" })
        #expect(event.mark == .disputed)
        #expect(event.denies.contains { $0.contains("Ostran") })
    }

    @Test("What picks out the places that were spared denies no damage to others")
    func relative() throws {
        let told = ("a", "The earthquake has affected the people of Velm, residents said.")
        let denied = try story([
            told, ("bb", "The governor Ada Crane said the earthquake had not affected the people of Velm."),
        ])
        #expect(pairs(denied).count == 1)
        let spared = try story([
            ("a", "Readers of the Velm Courier described how the earthquake has affected them."),
            (
                "bb",
                "The governor Ada Crane said supplies would be bought in areas of Velm which had not been affected by the earthquake and would be sent directly to those in need."
            ),
        ])
        #expect(pairs(spared).isEmpty)
    }

    @Test("Who says it later after all has taken the denial back")
    func takenBack() throws {
        let story = try story([
            ("a", "Tarnish troops captured the town of Velm on Friday, the defence ministry said."),
            ("bb", "The Ostran government denied that Tarnish troops captured the town of Velm."),
            ("ccc", "Tarnish troops captured the town of Velm on Friday, the Ostran government said."),
        ])
        let denial = try #require(story.contradictions.first { $0.kind == .denial })
        #expect(denial.status == .superseded)
    }

    @Test(
        "A denial of one thing answers no claim of another",
        arguments: [
            "The mayor denied the reporter a visa.",
            "The mayor did not deny that the bridge fell.",
            "The club rejected an offer of two million for its goalkeeper.",
            "The mayor denied that a second bridge had collapsed.",
        ])
    func others(_ denial: String) throws {
        let story = try story([
            ("a", "The bridge in Velm collapsed on Friday, police said."), ("bb", "\(denial) He spoke in Velm."),
        ])
        #expect(pairs(story).isEmpty)
    }

    @Test(
        "What a text only mentions confirms nothing",
        arguments: [
            ("The guard was killed in the yard on Friday.", Commitment.Level.said),
            ("The alleged killing of the guard shocked the town.", .hearsay),
            ("There is evidence that the guard was killed.", .hearsay),
            ("The town waits to hear if the guard was killed.", .open),
            ("The guard may have been killed in the yard.", .open),
        ])
    func commitment(_ text: String, _ level: Commitment.Level) throws {
        var document = Document(id: "a", text: Text(text))
        document.blocks = [Block(Extent(0, document.text.count), .paragraph)]
        let reading = try Reader().read(document)
        let claim = try #require(reading.claims.first { $0.type == "death" }, "\(text)")
        #expect(try Commitment().level(claim, reading) == level, "\(text)")
    }
}
