import Documents
import Lexicons
import Testing
import Texts

@testable import Readings

/// The examples beside the cue words, read from raw text.
@Suite("Examples of the cue words", .enabled(if: Resource.names.contains("models/english.network")))
struct CueExampleTests {
    /// A marked text: the source in [ ], the content in { }.
    private struct Marked {
        var text = ""
        var source: [String] = []
        var content: [String] = []

        init(_ marked: String) {
            var open: String?
            for character in marked {
                switch character {
                case "[", "{": open = ""
                case "]":
                    source.append(open ?? "")
                    open = nil
                case "}":
                    content.append(open ?? "")
                    open = nil
                default:
                    text.append(character)
                    open?.append(character)
                }
            }
        }
    }

    @Test("What fires has the marked source and content; what must not has no cue of that word")
    func examples() throws {
        let table = try Table(named: "lexicons/attributions-cues.tsv", columns: ["word", "pos"])
        let reader = try Reader()
        var (fired, silent) = (0, 0)
        for row in table.rows {
            let first = row["word"].split(separator: " ").first.map(String.init) ?? ""
            if !row["fires"].isEmpty {
                let marked = Marked(row["fires"])
                let reading = reader.read(Document(text: Text(marked.text)))
                let isRead = reading.attributions.contains { attribution in
                    words(attribution.cue, reading).contains(first)
                        && attribution.source.map { reading.text[$0] } == marked.source
                        && attribution.content.map { reading.text[$0] } == marked.content
                }
                #expect(isRead, "line \(row.line): \(row["fires"]) read as \(shown(reading))")
                fired += 1
            }
            if !row["not"].isEmpty {
                let reading = reader.read(Document(text: Text(row["not"])))
                let isCue = reading.attributions.contains { words($0.cue, reading).contains(first) }
                #expect(!isCue, "line \(row.line): \(row["not"]) read as \(shown(reading))")
                silent += 1
            }
        }
        #expect(fired >= 75 && silent >= 15)
    }

    private func words(_ cue: [Extent], _ reading: Reading) -> [String] {
        reading.tokens.filter { token in cue.contains { $0.contains(token.extent) } }.flatMap {
            [$0.lemma.lowercased(), reading.text[$0.extent].lowercased()]
        }
    }

    private func shown(_ reading: Reading) -> String {
        reading.attributions.map { attribution in
            "\(attribution.rule) \(attribution.source.map { reading.text[$0] }) \(attribution.content.map { reading.text[$0] })"
        }.joined(separator: "; ")
    }
}
