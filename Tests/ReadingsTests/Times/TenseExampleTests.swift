import Documents
import Lexicons
import Moments
import Testing
import Texts

@testable import Readings

/// The examples beside the words of lexicons/times-tenses.tsv, read from raw text.
@Suite("Times in clauses that look ahead", .enabled(if: Resource.names.contains("models/english.network")))
struct TenseExampleTests {
    @Test("A present in a clause of time is as far ahead as what it hangs on; a past looks back")
    func examples() throws {
        let reader = try Reader()
        var read = 0
        for row in try Table(named: "lexicons/times-tenses.tsv", columns: ["word", "kind"]).rows {
            for (text, value) in [(row["example"], row["value"]), (row["not"], row["notvalue"])] where !text.isEmpty {
                var document = Document(text: Text(text))
                document.published = Dated(iso: "2034-05-27T12:00:00Z")
                let values = reader.read(document).times.map(\.value)
                #expect(values.last == value, "line \(row.line): \(text) read as \(values)")
                read += 1
            }
        }
        #expect(read >= 15)
    }

    @Test(
        "A time right behind a past verb is that verb's",
        arguments: [
            ("The senator said Friday the state should keep a list of them.", "2034-05-26"),
            ("The commander said on Friday that his men would march.", "2034-05-26"),
            ("The ministry said Friday's match will be played in Oren.", "2034-06-02"),
            ("The council will meet on Friday.", "2034-06-02"),
        ])
    func behindVerbs(text: String, value: String) throws {
        var document = Document(text: Text(text))
        document.published = Dated(iso: "2034-05-27T12:00:00Z")
        #expect(try Reader().read(document).times.map(\.value) == [value])
    }
}
