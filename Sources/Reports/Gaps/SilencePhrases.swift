import Lexicons
import Readings
import Texts

/// Phrases by which a report says that somebody gave no answer.
struct SilencePhrases: Sendable {
    private let phrases: [(id: String, words: [UInt8])]

    init() throws(LexiconError) {
        let table = try Table(named: "rules/silence.tsv", columns: ["id", "phrase"])
        phrases = table.rows.map { ($0["id"], Array($0["phrase"].utf8)) }
    }

    /// The rule that fires in a sentence, if any.
    func rule(in bytes: ArraySlice<UInt8>) -> String? {
        let lower = bytes.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
        return phrases.first { Self.holds(lower, $0.words) }?.id
    }

    private static func holds(_ text: [UInt8], _ words: [UInt8]) -> Bool {
        guard words.count <= text.count, let first = words.first else { return false }
        for start in 0...(text.count - words.count) where text[start] == first {
            guard text[start..<(start + words.count)].elementsEqual(words) else { continue }
            let end = start + words.count
            if (start == 0 || !isLetter(text[start - 1])) && (end == text.count || !isLetter(text[end])) {
                return true
            }
        }
        return false
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) || byte >= 0x80 }
}
