import Lexicons

/// The word lists of the entity rules.
struct EntityLexicons {
    /// Given names, with "f" or "m".
    let givenNames: Lexicon
    /// Titles and roles, with "f", "m" or "-".
    let titles: Lexicon

    /// What a noun can be: person, group, document.
    let nouns: Lexicon

    init() throws(LexiconError) {
        givenNames = try Lexicon(named: "lexicons/entities-given-names.tsv", value: "gender")
        titles = try Lexicon(named: "lexicons/entities-titles.tsv", value: "gender")
        nouns = try Lexicon(named: "lexicons/entities-nouns.tsv", key: "noun", value: "class")
    }
}
