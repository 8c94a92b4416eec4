import Documents
import Lexicons
import Moments
import Readings
import Testing
import Texts

@testable import Stories

@Suite("Who speaks for a body")
struct SourceBodiesTests {
    @Test("Every row of the table fires on its example and not on the other")
    func table() throws {
        let bodies = try SourceBodies()
        let columns = ["words", "stands", "body", "example", "not"]
        for row in try Table(named: "rules/source-bodies.tsv", columns: columns).rows {
            #expect(bodies.body(of: row["example"]) == row["body"], "line \(row.line)")
            if row["not"] != "-" { #expect(bodies.body(of: row["not"]) == nil, "line \(row.line)") }
        }
        for source in ["", "the", "General Crane", "Inspector of mines Rui Castanho", "ex chief constable"] {
            #expect(bodies.body(of: source) == nil, "\(source)")
        }
    }

    private func open(_ texts: [String], hours: Int = 5) throws -> [Contradiction] {
        let reader = try Reader()
        let readings = texts.enumerated().map { i, text in
            var document = Document(id: "\(i)", text: Text(text))
            document.outlet = Stated(Outlet(name: "Outlet \(i)"), rule: "test")
            document.published = Dated(iso: "2034-05-26T\(10 + hours * i):00:00Z")
            document.blocks = [Block(Extent(0, document.text.count), .paragraph)]
            return reader.read(document)
        }
        let story = try #require(try StoryBuilder().stories(of: readings).first)
        return story.contradictions.filter { $0.kind == .number && $0.status == .open }
    }

    @Test(
        "An officer's later figure replaces that of the police; another body's is set against it",
        arguments: [("Chief Inspector Ada Crane", 0), ("Rui Castanho, who leads the railway union,", 1)])
    func figures(_ source: String, _ count: Int) throws {
        let pairs = try open([
            "Twenty people died when the bridge at Velm fell on Monday, police said.",
            "Twenty-three people died when the bridge at Velm fell on Monday, \(source) said.",
        ])
        #expect(pairs.count == count, "\(pairs.map(\.why))")
    }

    @Test("Fewer missing five hours later is news, an hour later a contradiction", arguments: [(5, 0), (1, 1)])
    func falls(_ hours: Int, _ count: Int) throws {
        let pairs = try open(
            [
                "Nine people were missing after the bridge at Velm fell on Monday.",
                "Seven people were missing after the bridge at Velm fell on Monday.",
            ], hours: hours)
        #expect(pairs.count == count, "\(pairs.map(\.why))")
    }
}
