import Lexicons

/// Predicates that befall one participant once within a story (rules/single-occurrences.tsv).
struct SingleOccurrences: Sendable {
    private let stems: Set<UInt64>
    private let people: Lexicon

    init() throws(LexiconError) {
        let table = try Table(named: "rules/single-occurrences.tsv", columns: ["word", "of", "example"])
        stems = Set(table.rows.map { Sketcher.stem($0["word"]) })
        people = try Lexicon(named: "lexicons/attributions-roles.tsv")
    }

    /// Whether a noun tells somebody by what they are: man, driver, officer.
    func isPerson(_ lemma: String) -> Bool { people.contains(lemma) }

    /// Whether a predicate, by the stem of its lemma, happens once to whom it happens.
    func holds(_ predicate: UInt64) -> Bool { stems.contains(predicate) }
}
