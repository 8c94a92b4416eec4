import Documents
import Lexicons
import Moments
import Readings
import Testing
import Texts

@testable import Stories

/// Contradictions of place and time as read from running text by the whole reader; towns are real, what happens there is not.
@Suite("Places and times set against each other")
struct SlotFinderTests {
    private func contradictions(_ texts: [(id: String, text: String)]) throws -> [Contradiction] {
        let reader = try Reader()
        let readings = texts.enumerated().map { i, item in
            var document = Document(id: item.id, text: Text(item.text))
            document.outlet = Stated(Outlet(name: "Outlet \(item.id)"), rule: "test")
            document.published = Dated(iso: "2034-05-26T1\(i):00:00Z")
            document.blocks = [Block(Extent(0, document.text.count), .paragraph)]
            return reader.read(document)
        }
        return try StoryBuilder().stories(of: readings).flatMap(\.contradictions)
            .filter { $0.kind == .place || $0.kind == .time }
    }

    @Test("One arrest of one man in two towns")
    func place() throws {
        let found = try contradictions([
            ("a", "Police arrested the guard Nuno Sardoal in Leiria on Tuesday, prosecutors said."),
            ("b", "Nuno Sardoal was arrested in Ovar on Tuesday, his lawyer Marta Quintela said."),
        ])
        #expect(found.map(\.kind) == [.place])
        #expect(found.first?.status == .open)
        #expect(found.first?.why.contains("km apart") ?? false)
    }

    @Test("One find on two days")
    func time() throws {
        let found = try contradictions([
            ("a", "Divers found the stolen gold goblet in the river on Thursday, police said."),
            (
                "b",
                "The stolen gold goblet was found by divers in the river on Wednesday, said Joana Lemos, who led the search."
            ),
        ])
        #expect(found.map(\.kind) == [.time])
    }

    @Test(
        "What can both be so is no contradiction",
        arguments: [
            [
                "Police arrested Nuno Sardoal in Leiria on Tuesday, prosecutors said.",
                "Police arrested Rui Castanho in Ovar on Tuesday, prosecutors said.",
            ],
            [
                "Divers found the stolen gold goblet in the river last Thursday, police said.",
                "The stolen gold goblet was found by divers in the river on 18 May, said Joana Lemos, who led the search.",
            ],
            [
                "Police arrested Nuno Sardoal in Portugal on Tuesday, prosecutors said.",
                "Nuno Sardoal was arrested in Ovar on Tuesday, his lawyer said.",
            ],
            [
                "Police arrested Nuno Sardoal near Leiria on Tuesday, prosecutors said.",
                "Nuno Sardoal was arrested in Marinha Grande on Tuesday, his lawyer said.",
            ],
            [
                "Nuno Sardoal was arrested in Leiria on Tuesday. Nuno Sardoal was arrested in Ovar on Monday, police said.",
                "Nuno Sardoal was arrested in Ovar on Monday, his lawyer said.",
            ],
            [
                "A man was arrested in Leiria on Tuesday, police said.",
                "A man was arrested in Ovar on Tuesday, the fire brigade said.",
            ],
            [
                "A second van was found in Leiria on Tuesday, police said.",
                "A van was found in Ovar on Tuesday, the fire brigade said.",
            ],
            [
                "Shells hit the village school in Leiria on Tuesday, police said.",
                "Shells hit the village school in Ovar on Tuesday, the fire brigade said.",
            ],
            [
                "Three guards were killed in Leiria on Tuesday, police said.",
                "Five guards were killed in Ovar on Tuesday, the fire brigade said.",
            ],
        ])
    func compatible(_ texts: [String]) throws {
        let found = try contradictions(texts.enumerated().map { ("\($0)", $1) })
        #expect(found.isEmpty, "\(found.map(\.why))")
    }

    @Test("Every predicate of the table is one that the reader gives its example")
    func table() throws {
        let reader = try Reader()
        let single = try SingleOccurrences()
        for row in try Table(named: "rules/single-occurrences.tsv", columns: ["word", "of", "example"]).rows {
            let claims = reader.read(Document(text: Text(row["example"] + " on Monday."))).claims
            #expect(
                claims.contains { single.holds(Sketcher.stem($0.lemma)) },
                "line \(row.line): \(row["example"]) read as \(claims.map(\.lemma))")
        }
    }

    @Test("Hours of one day contradict from an hour apart")
    func hours() throws {
        func time(_ start: String, _ end: String, _ precision: Precision) throws -> TimeExpression {
            var time = TimeExpression(
                extent: Extent(0, 1), kind: .time, value: "", precision: precision, rule: "test", anchor: "")
            time.earliest = try #require(Dated(iso: start)).moment
            time.latest = try #require(Dated(iso: end)).moment
            return time
        }
        let four = try time("2034-05-26T04:20:00Z", "2034-05-26T04:21:00Z", .minute)
        let half = try time("2034-05-26T04:50:00Z", "2034-05-26T04:51:00Z", .minute)
        let six = try time("2034-05-26T06:00:00Z", "2034-05-26T07:00:00Z", .hour)
        #expect(!SlotFinder.timesExclude(four, half))
        #expect(SlotFinder.timesExclude(four, six))
        #expect(!SlotFinder.timesExclude(four, four))
    }
}
