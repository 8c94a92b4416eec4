import Lexicons

/// The quantity rules and lexicons, compiled.
struct QuantityRules: Sendable {
    /// Fields that quantity rules set.
    static let bound = 0
    static let measure = 1
    static let unit = 2
    static let low = 3
    static let high = 4

    /// What a hedge does to a figure.
    enum Bound: Int, CaseIterable {
        case min, over, max, under, about, exact, more, moremin
    }

    let set: PatternSet
    /// Names of what is counted: "killed".
    let measures: [String]
    /// Codes of units: "km2".
    let units: [String]
    /// Plural nouns of things: "homes".
    let things: [String]
    let hedge: Int, noun: Int, part: Int, subject: Int, object: Int, toll: Int, unitCategory: Int, currency: Int,
        scale: Int,
        change: Int

    init() throws(LexiconError) {
        var vocabulary = Vocabulary()
        QuantityWords.prepare(&vocabulary)
        var things: [String] = []
        for file in ["lexicons/quantities-words.tsv", "lexicons/quantities-numbers.tsv"] {
            for row in try Table(named: file, columns: ["word", "class", "value"]).rows {
                guard let value = Double(row["value"]) else {
                    throw LexiconError(
                        file: file, line: row.line, reason: "'\(row["value"])' is no number", advice: "Give a number.")
                }
                vocabulary.add(row["word"], to: row["class"], value: value)
                if row["class"] == "thing" { things.append(row["word"]) }
            }
        }
        var tables: [Table] = []
        var measures: [String] = []
        var units: [String] = []
        for name in ["measures", "hedges", "units", "changes"] {
            let table = try Table(named: "rules/quantities-\(name).tsv", columns: ["id", "category", "pattern", "set"])
            tables.append(table)
            for row in table.rows {
                for part in row["set"].split(separator: " ") {
                    let sides = part.split(separator: "=").map(String.init)
                    guard sides.count == 2 else { continue }
                    if sides[0] == "measure", !measures.contains(sides[1]) { measures.append(sides[1]) }
                    if sides[0] == "unit", !units.contains(sides[1]) { units.append(sides[1]) }
                }
            }
        }
        var symbols: [String: [String: Double]] = [:]
        symbols["bound"] = Dictionary(uniqueKeysWithValues: Bound.allCases.map { ("\($0)", Double($0.rawValue)) })
        symbols["measure"] = Dictionary(uniqueKeysWithValues: measures.enumerated().map { ($1, Double($0)) })
        symbols["unit"] = Dictionary(uniqueKeysWithValues: units.enumerated().map { ($1, Double($0)) })
        let fields = PatternFields(names: ["bound", "measure", "unit", "low", "high"], symbols: symbols)
        let set = try PatternSet(tables: tables, vocabulary: vocabulary, fields: fields)
        self.set = set
        self.measures = measures.map { Self.spaced($0, "-") }
        self.units = units.map { Self.spaced($0, "_") }
        self.things = things
        func category(_ name: String) -> Int { set.category(name) ?? -1 }
        hedge = category("hedge")
        noun = category("noun")
        part = category("part")
        subject = category("subj")
        object = category("obj")
        toll = category("toll")
        unitCategory = category("unit")
        currency = category("currency")
        scale = category("scale")
        change = category("change")
    }

    private static func spaced(_ text: String, _ mark: Character) -> String {
        String(text.map { $0 == mark ? " " : $0 })
    }
}
