import Lexicons
import Readings
import Texts

/// Which sources count as named: a person or body with a name, or a body called by what it is ("the fire service").
struct SourceNames: Sendable {
    private let bodies: Set<String>

    init() throws(LexiconError) {
        bodies = Set(try Table(named: "lexicons/bodies.tsv", columns: ["word"]).rows.map { $0["word"] })
    }

    /// Whether the source of an attribution is one whose word can be held against another's.
    ///
    /// Not so: unnamed people ("two officials"), pronouns for nobody, and things that do not speak ("the search", "pressure to").
    func isNamed(_ attribution: Attribution, _ reading: Reading) -> Bool {
        if attribution.anonymous { return false }
        if attribution.speaker != nil { return true }
        guard let head = attribution.sourceHead, reading.tokens.indices.contains(head) else {
            // Without a tree: words with a capital letter inside are a name.
            guard let first = attribution.source.first else { return false }
            return Self.holdsCapital(first, reading)
        }
        let word = reading.tokens[head]
        if word.upos == .propn { return true }
        guard word.upos == .noun || word.upos == .x else { return false }
        return bodies.contains(word.lemma.lowercased())
    }

    /// Whether the words before a source's head are a body's: for sources read off without an attribution.
    func isBody(_ lemma: String) -> Bool { bodies.contains(lemma.lowercased()) }

    private static func holdsCapital(_ extent: Extent, _ reading: Reading) -> Bool {
        let bytes = reading.text.utf8
        var previous: UInt8 = 0
        for i in extent.start..<min(extent.end, bytes.count) {
            if bytes[i] >= 0x41, bytes[i] <= 0x5A, i == extent.start || previous == 0x20 { return true }
            previous = bytes[i]
        }
        return false
    }
}
