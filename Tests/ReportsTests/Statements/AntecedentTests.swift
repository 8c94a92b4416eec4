import Documents
import Lexicons
import Readings
import Stories
import Testing
import Texts

@testable import Reports

/// The examples of rules/antecedents.tsv, and what a summary must not open with.
@Suite("Sentences that need the one before", .enabled(if: Resource.names.contains("models/english.network")))
struct AntecedentTests {
    private func faults(_ text: String, _ reader: Reader, _ editor: EditorRules) -> Double {
        let reading = reader.read(Document(id: "a", text: Text(text)))
        let story = Story(id: "s", title: "", readings: [reading])
        guard let sentence = reading.sentences.first else { return -1 }
        return Readability(view: StoryView(story, editor: editor)).faults(
            Citation(document: 0, extent: sentence.extent))
    }

    @Test("“The manager left the company” does not stand alone; “the manager of the terminal” does")
    func examples() throws {
        let reader = try Reader()
        let editor = try EditorRules()
        for row in try Table(named: "rules/antecedents.tsv", columns: ["word", "kind", "example"]).rows {
            let faults = faults(row["example"], reader, editor)
            #expect(faults >= 2.4, "line \(row.line): \(row["example"]) has \(faults)")
            guard !row["not"].isEmpty else { continue }
            let other = self.faults(row["not"], reader, editor)
            #expect(other < faults, "line \(row.line): \(row["not"]) has \(other)")
        }
        for text in ["He said that the bridge would stay closed.", "It was the third fire in that street this year."] {
            #expect(faults(text, reader, editor) >= 2.4, "\(text)")
        }
    }

    @Test("The sign of a list is not printed")
    func signs() {
        let reading = Made.reading(
            "a", outlet: "Ana Agency", published: nil, ["• Local officials said the bridge at Pellin was closed."])
        let view = StoryView(Story(id: "s", title: "", readings: [reading]))
        let quote = view.quote(Citation(document: 0, extent: reading.sentences[0].extent))
        #expect(quote == "Local officials said the bridge at Pellin was closed.")
    }
}
