import Lexicons

/// Which words name which events, and what the event types are called elsewhere.
struct EventLexicon {
    /// One reading of a word.
    struct Sense {
        /// Words that must stand with it, after the first: ["control", "of"].
        var others: [String]
        var type: String
        /// What must be true of an argument; nil when nothing.
        var need: String?
    }

    /// An event type and its counterparts.
    struct EventType {
        var group: String
        var plover: String
        var cameo: String
        var acled: String
        var other: String
    }

    private var verbs: [String: [Sense]] = [:]
    private var nouns: [String: [Sense]] = [:]
    private var needs: [String: [String]] = [:]
    /// The types by name.
    private(set) var types: [String: EventType] = [:]

    init() throws(LexiconError) {
        let types = try Table(
            named: "lexicons/claims-types.tsv", columns: ["type", "group", "plover", "cameo", "acled"])
        for row in types.rows {
            self.types[row["type"]] = EventType(
                group: row["group"], plover: row["plover"], cameo: row["cameo"], acled: row["acled"],
                other: row["other"])
        }
        let needs = try Table(named: "lexicons/claims-needs.tsv", columns: ["word", "needs"])
        for row in needs.rows { self.needs[row["word"], default: []].append(row["needs"]) }
        let words = try Table(named: "lexicons/claims-words.tsv", columns: ["word", "pos", "type"])
        for row in words.rows {
            guard self.types[row["type"]] != nil else {
                throw LexiconError(
                    file: words.name, line: row.line, reason: "unknown event type '\(row["type"])'",
                    advice: "Add it to lexicons/claims-types.tsv, or use one that stands there.")
            }
            let parts = row["word"].split(separator: " ").map(String.init)
            // Nouns are kept under their last word ("air strike"), verbs under their first ("shoot down").
            let isNoun = row["pos"] == "noun"
            guard let key = isNoun && !parts.contains("of") ? parts.last : parts.first else { continue }
            let others = isNoun && !parts.contains("of") ? Array(parts.dropLast()) : Array(parts.dropFirst())
            let sense = Sense(others: others, type: row["type"], need: row["needs"].isEmpty ? nil : row["needs"])
            if isNoun { nouns[key, default: []].append(sense) } else { verbs[key, default: []].append(sense) }
        }
        // Longer phrases first, then those with a need; the file's order otherwise.
        func ordered(_ senses: [Sense]) -> [Sense] {
            senses.enumerated().sorted { a, b in
                let (x, y) = (a.element, b.element)
                if x.others.count != y.others.count { return x.others.count > y.others.count }
                if (x.need != nil) != (y.need != nil) { return x.need != nil }
                return a.offset < b.offset
            }.map(\.element)
        }
        verbs = verbs.mapValues(ordered)
        nouns = nouns.mapValues(ordered)
    }

    /// Senses of a verb lemma.
    func senses(verb lemma: String) -> [Sense] { verbs[lemma] ?? [] }
    /// Senses of a noun lemma.
    func senses(noun lemma: String) -> [Sense] { nouns[lemma] ?? [] }
    /// Whether a word can be what a sense needs.
    func word(_ lemma: String, is need: String) -> Bool { needs[lemma]?.contains(need) ?? false }
}
