import Lexicons

/// How texts set a denial against a claim (rules/denials.tsv).
struct DenialRules: Sendable {
    /// Verbs that deny a clause.
    let denies: Set<String>
    /// Verbs that deny only what is called a claim.
    let dismisses: Set<String>
    /// Verbs of "called the report false".
    let calls: Set<String>
    /// Nouns of claiming: account, report.
    let claims: Set<String>
    /// Nouns of having to do with something: involvement.
    let involvement: Set<String>
    /// What a denied claim is called.
    let falsehoods: Set<String>
    /// Event types somebody may be accused of.
    let harms: Set<String>

    init() throws(LexiconError) {
        let table = try Table(named: "rules/denials.tsv", columns: ["word", "kind"])
        var sets: [String: Set<String>] = [:]
        for row in table.rows { sets[row["kind"], default: []].insert(row["word"]) }
        denies = sets["denies"] ?? []
        dismisses = sets["dismisses"] ?? []
        calls = sets["calls"] ?? []
        claims = sets["claim"] ?? []
        involvement = sets["involvement"] ?? []
        falsehoods = sets["false"] ?? []
        harms = sets["harm"] ?? []
    }
}
