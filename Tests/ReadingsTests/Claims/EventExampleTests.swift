import Documents
import Lexicons
import Testing
import Texts

@testable import Readings

/// The examples beside the event words, read from raw text.
@Suite("Examples of the event words", .enabled(if: Resource.names.contains("models/english.network")))
struct EventExampleTests {
    @Test("What fires holds an event of its type, what must not holds none, and every type has an example")
    func examples() throws {
        let reader = try Reader()
        var shown: Set<String> = []
        for row in try Table(named: "lexicons/claims-words.tsv", columns: ["word", "pos", "type"]).rows {
            if !row["fires"].isEmpty {
                let types = types(row["fires"], reader)
                #expect(types.contains(row["type"]), "line \(row.line): \(row["fires"]) read as \(types)")
                shown.insert(row["type"])
            }
            if !row["not"].isEmpty {
                let types = types(row["not"], reader)
                #expect(!types.contains(row["type"]), "line \(row.line): \(row["not"]) read as \(types)")
            }
        }
        let all = try Table(named: "lexicons/claims-types.tsv", columns: ["type"]).rows.map { $0["type"] }
        #expect(all.filter { !shown.contains($0) } == [])
    }

    private func types(_ text: String, _ reader: Reader) -> [String] {
        reader.read(Document(text: Text(text))).claims.compactMap(\.type)
    }
}
