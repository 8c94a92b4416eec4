import Documents
import Lexicons
import Moments
import Testing
import Texts

@_spi(Lab) @testable import Readings

/// A text with its expression in square brackets.
struct BracketedText {
    var text = ""
    var marks: [Extent] = []

    init(_ marked: String) {
        var start = 0
        var bytes: [UInt8] = []
        for byte in marked.utf8 {
            switch byte {
            case 0x5B: start = bytes.count
            case 0x5D: marks.append(Extent(start, bytes.count))
            default: bytes.append(byte)
            }
        }
        text = String(decoding: bytes, as: UTF8.self)
    }
}

/// Runs the stages that these tests are about: words, times, quantities; no network.
final class SurfaceReader {
    private let segmenter: Segmenter
    private let times: TimeReader
    private let quantities: QuantityReader

    init() throws(LexiconError) {
        segmenter = try Segmenter()
        times = try TimeReader()
        quantities = try QuantityReader()
    }

    func read(_ text: String, published: String? = nil) -> Reading {
        var document = Document(id: "test", text: Text(text))
        document.published = published.flatMap { Dated(iso: $0, rule: "test") }
        var reading = Reading(document)
        segmenter.read(&reading)
        times.read(&reading)
        quantities.read(&reading)
        return reading
    }
}

@Suite struct TimeRuleTests {
    @Test func examplesOfEveryRuleHold() throws {
        let reader = try SurfaceReader()
        var shown = 0
        for file in TimeRules.files {
            let table = try Table(named: file, columns: ["id", "category", "pattern", "set"])
            for row in table.rows {
                let id = row["id"]
                if !row["example"].isEmpty {
                    shown += 1
                    let example = BracketedText(row["example"])
                    let times = reader.read(example.text, published: row["published"]).times
                    let found = times.first { $0.extent == example.marks.first }
                    let all = times.map { "\($0.rule)=\($0.value)" }
                    #expect(found?.value == row["value"], "\(file):\(row.line) \(id): \(all)")
                    // A rule that only passes another one on shows that one's id.
                    if row["pattern"].contains(" ") || !row["pattern"].hasPrefix("<") {
                        #expect(found?.rule == id, "\(file):\(row.line) \(id): \(all)")
                    }
                }
                for text in row.list("not") {
                    let times = reader.read(text, published: "2025-03-05").times
                    #expect(!times.contains { $0.rule == id }, "\(file):\(row.line) \(id) fires on \(text)")
                }
            }
        }
        #expect(shown > 150)
    }
}
