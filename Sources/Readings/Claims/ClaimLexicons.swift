import Lexicons

/// The word lists of the claim rules.
struct ClaimLexicons {
    let events: EventLexicon
    let cues: CueLexicon

    init() throws(LexiconError) {
        events = try EventLexicon()
        cues = try CueLexicon()
    }
}
