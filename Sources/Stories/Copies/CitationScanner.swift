import Moments
import Lexicons
import Texts

/// Finds in a text the outlets it names as the origin of what it tells: credit lines and phrases of reporting.
struct CitationScanner: Sendable {
    /// One outlet named as an origin.
    struct Citation: Sendable, Hashable {
        /// Index into the outlet names.
        var outlet: Int
        /// "credit", "first", "cites", "told".
        var strength: String
        /// Id of the rule: "reported", "credit line".
        var rule: String
        /// Words of the text, from the phrase to the name.
        var words: Range<Int>
        /// The stretch in bytes.
        var extent: Extent
    }

    private struct Phrase {
        var words: [UInt64]
        var strength: String
        var id: String
    }

    private var after: [Phrase] = []
    private var before: [Phrase] = []
    private var fillers: Set<UInt64> = []

    init() throws(LexiconError) {
        let table = try Table(named: "rules/outlet-citations.tsv", columns: ["id", "side", "phrase"])
        for row in table.rows {
            let phrase = Phrase(words: WordScanner.hashes(row["phrase"]), strength: row["strength"], id: row["id"])
            switch row["side"] {
            case "after": after.append(phrase)
            case "before": before.append(phrase)
            case "filler": if let word = phrase.words.first { fillers.insert(word) }
            default:
                throw LexiconError(
                    file: table.name, line: row.line, reason: "no side '\(row["side"])'",
                    advice: "Write after, before or filler.")
            }
        }
        // Longer phrases first: "first reported by" before "reported by".
        after.sort { ($1.words.count, $0.id) < ($0.words.count, $1.id) }
        before.sort { ($1.words.count, $0.id) < ($0.words.count, $1.id) }
    }

    /// Outlets cited in the words of a text, in order.
    ///
    /// - Parameter own: the outlet that published the text; it never cites itself.
    func citations(in words: [FoldedWord], names: OutletNames, own: Int?) -> [Citation] {
        var found: [Citation] = []
        var i = 0
        while i < words.count {
            let flags = words[i].flags
            // "(AP)", "KYIV (Reuters) —": in brackets near the top or at the very end.
            let credit = flags.contains(.bracketed) && (i < 16 || i + 6 >= words.count)
            guard flags.contains(.capital) || credit, let (outlet, end) = names.match(words, at: i, credit: credit)
            else {
                i += 1
                continue
            }
            if outlet != own {
                if credit, end == words.count || words[end].flags.contains(.parted) {
                    found.append(citation(outlet, "credit", "credit line", words, i..<end))
                } else if let (phrase, start) = phrase(before: i, in: words) {
                    found.append(citation(outlet, phrase.strength, phrase.id, words, start..<end))
                } else if let (phrase, stop) = phrase(after: end, in: words) {
                    found.append(citation(outlet, phrase.strength, phrase.id, words, i..<stop))
                }
            }
            i = end
        }
        return found
    }

    private func citation(
        _ outlet: Int, _ strength: String, _ rule: String, _ words: [FoldedWord], _ range: Range<Int>
    ) -> Citation {
        Citation(
            outlet: outlet, strength: strength, rule: rule, words: range,
            extent: Extent(lower: words[range.lowerBound].start, upper: words[range.upperBound - 1].end))
    }

    private func phrase(before start: Int, in words: [FoldedWord]) -> (Phrase, Int)? {
        var end = start
        for _ in 0..<5 {
            for phrase in before where end >= phrase.words.count {
                let begin = end - phrase.words.count
                if matches(phrase, words, begin) { return (phrase, begin) }
            }
            guard end > 0, fillers.contains(words[end - 1].hash) else { return nil }
            end -= 1
        }
        return nil
    }

    private func phrase(after end: Int, in words: [FoldedWord]) -> (Phrase, Int)? {
        var start = end
        for _ in 0..<5 {
            for phrase in after where start + phrase.words.count <= words.count {
                if matches(phrase, words, start), !words[start].flags.contains(.opens) {
                    return (phrase, start + phrase.words.count)
                }
            }
            guard start < words.count, fillers.contains(words[start].hash) else { return nil }
            start += 1
        }
        return nil
    }

    private func matches(_ phrase: Phrase, _ words: [FoldedWord], _ start: Int) -> Bool {
        for (k, hash) in phrase.words.enumerated() where words[start + k].hash != hash { return false }
        return true
    }
}
