import Documents
import Lexicons
import Readings
import Texts

/// Finds sentences that correct or withdraw an earlier report, and what they correct.
struct CorrectionFinder: Sendable {
    private struct Phrase {
        var words: [UInt64]
        var opens: Bool
        var id: String
        var withdraws: Bool
    }

    private let phrases: [UInt64: [Phrase]]

    init() throws(LexiconError) {
        let table = try Table(named: "rules/corrections.tsv", columns: ["id", "phrase", "kind"])
        var phrases: [UInt64: [Phrase]] = [:]
        for row in table.rows {
            let words = WordScanner.hashes(row["phrase"])
            guard let first = words.first else { continue }
            phrases[first, default: []].append(
                Phrase(
                    words: words, opens: row["where"] == "opens", id: row["id"], withdraws: row["kind"] == "withdraws"))
        }
        self.phrases = phrases
    }

    /// The rule that fires in a sentence's words; nil for none.
    func rule(in words: ArraySlice<FoldedWord>) -> (id: String, withdraws: Bool)? {
        for i in words.indices {
            for phrase in phrases[words[i].hash] ?? [] where i + phrase.words.count <= words.endIndex {
                if phrase.opens {
                    // "Correction: …": the word opens the sentence and a colon parts it from the rest.
                    let next = i + phrase.words.count
                    guard i == words.startIndex, next < words.endIndex, words[next].flags.contains(.parted) else {
                        continue
                    }
                }
                var equal = true
                for (k, hash) in phrase.words.enumerated() where words[i + k].hash != hash { equal = false }
                if equal { return (phrase.id, phrase.withdraws) }
            }
        }
        return nil
    }

    /// Corrections in a story, by document and place in it.
    func corrections(_ readings: [Reading], _ origins: [Origin], outlets: OutletNames) -> [Correction] {
        var found: [Correction] = []
        var scanner = WordScanner()
        for (d, reading) in readings.enumerated() {
            scanner.scan(reading.text.utf8)
            for sentence in reading.sentences where sentence.kind == .sentence || sentence.kind == .heading {
                let range = Sketcher.range(sentence.extent, scanner.words)
                guard let rule = rule(in: scanner.words[range]) else { continue }
                let corrects = target(d, readings, origins, outlets)
                let what = rule.withdraws ? "withdraws" : "corrects"
                found.append(
                    Correction(
                        citation: Citation(document: d, extent: sentence.extent), corrects: corrects,
                        why: corrects.map { "\(what) \(readings[$0].document.id): rule \(rule.id)" }
                            ?? "\(what) an earlier report that is not here: rule \(rule.id)"))
            }
        }
        return found
    }

    /// The version before, or the same outlet's latest article before.
    private func target(_ d: Int, _ readings: [Reading], _ origins: [Origin], _ outlets: OutletNames) -> Int? {
        if origins[d].relation == .version, let of = origins[d].document { return of }
        guard let outlet = readings[d].document.outlet.flatMap({ outlets.known($0.value) }) else { return nil }
        return readings.indices.last {
            $0 < d && readings[$0].document.outlet.flatMap { outlets.known($0.value) } == outlet
        }
    }
}
