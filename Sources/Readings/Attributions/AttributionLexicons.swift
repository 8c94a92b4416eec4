import Lexicons

/// The word lists of the attribution rules.
struct AttributionLexicons {
    let cues: CueLexicon
    /// People named by what they are.
    let roles: Lexicon
    /// Nouns that "according to" measures by.
    let standards: Lexicon
    /// Documents and platforms somebody speaks through.
    let channels: Lexicon
    /// Verbs that carry a noun cue.
    let lightVerbs: Lexicon
    /// What a noun can be: person, group, document.
    let nouns: Lexicon

    init() throws(LexiconError) {
        cues = try CueLexicon()
        roles = try Lexicon(named: "lexicons/attributions-roles.tsv")
        standards = try Lexicon(named: "lexicons/attributions-standards.tsv")
        channels = try Lexicon(named: "lexicons/attributions-channels.tsv", value: "channel")
        nouns = try Lexicon(named: "lexicons/entities-nouns.tsv", key: "noun", value: "class")
        lightVerbs = try Lexicon(named: "lexicons/attributions-light-verbs.tsv")
    }
}
