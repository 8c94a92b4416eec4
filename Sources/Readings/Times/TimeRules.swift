import Lexicons

/// The time rules and lexicons, compiled once for the process.
struct TimeRules: Sendable {
    let set: PatternSet
    let festivals: [Festival]
    let periods: [(value: String, first: Int, last: Int)]
    /// Category indexes that stand for an expression of their own.
    let categories: Set<Int>
    let none: Int
    /// Categories of lengths.
    let lengths: Set<Int>
    let hyphen: Int32

    static let files = [
        "rules/times-days.tsv", "rules/times-spans.tsv", "rules/times-lengths.tsv", "rules/times-moments.tsv",
    ]

    init() throws(LexiconError) {
        var vocabulary = Vocabulary()
        for word in SurfaceTense.words { _ = vocabulary.intern(word) }
        for file in ["lexicons/times-words.tsv", "lexicons/quantities-numbers.tsv"] {
            for row in try Table(named: file, columns: ["word", "class", "value"]).rows {
                guard let value = Double(row["value"]) else {
                    throw LexiconError(
                        file: file, line: row.line, reason: "'\(row["value"])' is no number", advice: "Give a number.")
                }
                vocabulary.add(row["word"], to: row["class"], value: value)
            }
        }
        var tables: [Table] = []
        for file in Self.files { tables.append(try Table(named: file, columns: ["id", "category", "pattern", "set"])) }

        var festivals: [Festival] = []
        var lines = "id\tcategory\tpattern\tset\n"
        let holidays = try Table(named: "lexicons/times-festivals.tsv", columns: ["phrase", "day"])
        for row in holidays.rows {
            guard let festival = Festival(row["day"]) else {
                throw LexiconError(
                    file: holidays.name, line: row.line, reason: "no such day rule '\(row["day"])'",
                    advice: "Use one of the forms in the file's first lines.")
            }
            lines += "festival\tfestival\t\(row["phrase"])\top=festival festival=\(festivals.count)\n"
            festivals.append(festival)
        }
        var periods: [(value: String, first: Int, last: Int)] = []
        let eras = try Table(named: "lexicons/times-periods.tsv", columns: ["phrase", "from", "to"])
        for row in eras.rows {
            guard let from = Int(row["from"]), let to = Int(row["to"]), (1...9998).contains(from),
                (from...9998).contains(to)
            else {
                throw LexiconError(
                    file: eras.name, line: row.line, reason: "no years", advice: "Give the first and the last year.")
            }
            lines += "period\tperiod\t\(row["phrase"])\top=period festival=\(periods.count)\n"
            let value =
                from == to
                ? CalendarUnit.digits(from, 4) : "\(CalendarUnit.digits(from, 4))/\(CalendarUnit.digits(to, 4))"
            periods.append((value, from, to))
        }
        tables.append(try Table(name: "lexicons/times-festivals.tsv", text: lines))
        set = try PatternSet(tables: tables, vocabulary: vocabulary, fields: TimeFields.fields)
        self.festivals = festivals
        self.periods = periods
        categories = Set(["date", "span", "dur", "ago", "set", "top", "none"].compactMap { [set] in set.category($0) })
        none = set.category("none") ?? -1
        lengths = Set(["dur", "length", "core"].compactMap { [set] in set.category($0) })
        hyphen = Int32(set.vocabulary.words.firstIndex(of: "-") ?? -1)
    }
}
