import Foundation
import Lexicons
import Testing
import Texts

@testable import Readings

/// Scores the quantity stage, without trees, on our labelled sentences. A figure counts as right when what it counts, its
/// lowest and highest value, its kind and its status all agree.
@Suite struct LabelledSentenceTests {
    struct Score {
        var right = 0
        var labelled = 0
        var read = 0
        var wrong: [String] = []

        var f1: Double { read + labelled == 0 ? 0 : 200 * Double(right) / Double(read + labelled) }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Cases/quantities")

    static func score(_ name: String) throws -> Score {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        let table = try Table(name: name, text: text, columns: ["text", "labels"])
        let reader = try SurfaceReader()
        var score = Score()
        for row in table.rows {
            let marked = BracketedText(row["text"])
            let labels =
                row["labels"] == "-"
                ? [] : row["labels"].split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            try #require(
                labels.count == marked.marks.count,
                "\(name):\(row.line): \(labels.count) labels, \(marked.marks.count) marks")
            var found = reader.read(marked.text, published: "2025-03-05").quantities.filter { $0.counts != nil }
            score.labelled += labels.count
            score.read += found.count
            for (mark, label) in zip(marked.marks, labels) {
                guard let index = found.firstIndex(where: { $0.extent.overlaps(mark) }) else {
                    score.wrong.append("\(marked.text) | no \(label)")
                    continue
                }
                let said = describe(found[index])
                if said == label {
                    score.right += 1
                } else {
                    score.wrong.append("\(marked.text) | \(label), read as \(said)")
                }
                found.remove(at: index)
            }
            for quantity in found { score.wrong.append("\(marked.text) | \(describe(quantity)) too much") }
        }
        return score
    }

    static func describe(_ quantity: Quantity) -> String {
        func digits(_ value: Double?) -> String {
            guard let value else { return "" }
            let hundredths = (value * 100).rounded() / 100
            return hundredths == hundredths.rounded() ? String(Int(hundredths)) : String(hundredths)
        }
        let counts = quantity.counts ?? ""
        if quantity.kind == .change { return "\(counts) change" }
        var text = "\(counts) "
        text +=
            quantity.low == quantity.high ? digits(quantity.low) : "\(digits(quantity.low))-\(digits(quantity.high))"
        if quantity.kind == .increment { text += " increment" }
        if quantity.status != .current { text += " \(quantity.status.rawValue)" }
        return text
    }

    @Test func developedSentences() throws {
        let score = try Self.score("developed.tsv")
        #expect(score.labelled >= 150)
        #expect(score.f1 >= 80, "F1 \(score.f1)\n\(score.wrong.joined(separator: "\n"))")
    }

    /// These were written before the rules; their errors are not shown, so that nobody tunes on them.
    @Test func sentencesKeptApart() throws {
        let score = try Self.score("unseen.tsv")
        #expect(score.labelled >= 60)
        #expect(score.f1 >= 60, "F1 \(score.f1)")
    }
}
