import Lexicons

/// What an editor knows of words: which nouns need an antecedent, and which kinds of occurrence make a situation.
struct EditorRules: Sendable {
    /// Nouns that mean somebody or something told before when only "the" stands before them.
    let antecedents: Set<String>
    /// Weight of each event type for the lead, 0 to 1.
    let weights: [String: Double]

    /// Nouns for pictures: a sentence that says what one shows is its caption.
    var pictures: Set<String> = []
    /// Words that only captions hold ("from left"), each between spaces.
    var captions: [String] = []
    /// Nouns for persons and groups, and whether a noun is one for documents (lexicons/entities-nouns.tsv).
    var speakers: [String: Bool] = [:]

    /// Knows nothing: for views that choose no sentences.
    static let none = EditorRules(antecedents: [], weights: [:])

    private init(antecedents: Set<String>, weights: [String: Double]) {
        self.antecedents = antecedents
        self.weights = weights
    }

    init() throws(LexiconError) {
        let table = try Table(named: "rules/antecedents.tsv", columns: ["word", "kind", "example"])
        var nouns: Set<String> = []
        for row in table.rows {
            switch row["kind"] {
            case "picture": pictures.insert(row["word"])
            case "caption": captions.append(" \(row["word"]) ")
            default: nouns.insert(row["word"])
            }
        }
        antecedents = nouns
        for row in try Table(named: "lexicons/entities-nouns.tsv", columns: ["noun", "class"]).rows {
            speakers[row["noun"]] = row["class"] != "document"
        }
        var groups: [String: Double] = [:]
        let lead = try Table(named: "rules/lead-groups.tsv", columns: ["group", "weight"])
        for row in lead.rows {
            guard let weight = Double(row["weight"]), (0...1).contains(weight) else {
                throw LexiconError(
                    file: lead.name, line: row.line, reason: "no weight from 0 to 1",
                    advice: "Give a number such as 0.5.")
            }
            groups[row["group"]] = weight
        }
        var weights: [String: Double] = [:]
        for row in try Table(named: "lexicons/claims-types.tsv", columns: ["type", "group"]).rows {
            weights[row["type"]] = groups[row["group"]] ?? 0
        }
        self.weights = weights
    }
}
