/// What time rules may set, and the words they use for it.
enum TimeFields {
    /// What a rule computes.
    enum Operation: Int, CaseIterable {
        case calendar, weekday, shift, duration, set, fixed, decade, century, clock, festival, period, ordinalDay,
            yearSpan
    }

    /// Field numbers, in the order of `names`.
    static let operation = 0
    static let type = 1
    static let year = 2
    static let month = 3
    static let day = 4
    static let weekday = 5
    static let unit = 6
    static let count = 7
    static let quarter = 8
    static let half = 9
    static let season = 10
    static let part = 11
    static let clock = 12
    static let zone = 13
    static let direction = 14
    static let base = 15
    static let modifier = 16
    static let festival = 17
    static let fixed = 18
    static let iso = 19
    static let fiscal = 20
    static let until = 21
    static let event = 22
    static let afternoon = 23
    static let hedge = 24
    static let extra = 25
    static let plus = 26

    static let names = [
        "op", "type", "year", "month", "day", "weekday", "unit", "n", "quarter", "half", "season", "part", "clock",
        "zone", "dir", "base", "mod", "festival", "fixed", "iso", "fiscal", "until", "event", "pm", "hedge", "extra",
        "plus",
    ]

    static let kinds: [TimeExpression.Kind] = [.date, .time, .duration, .set]
    static let parts = ["MO", "MI", "AF", "EV", "NI", "DT", "ON"]
    static let modifiers = [
        "START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE", "BEFORE", "AFTER",
        "ON_OR_AFTER", "ON_OR_BEFORE",
    ]
    static let fixedValues = [
        "PRESENT_REF", "PAST_REF", "FUTURE_REF", "PXX", "PXD", "PXW", "PXM", "PXY", "P1D", "P1W", "P2W", "P1M", "P3M",
        "P6M", "P1Y", "P10Y", "PT1H", "PXH", "P2M", "PT12H", "XXXX-WXX-WE",
    ]
    static let directions = ["near", "past", "next", "this", "last"]
    static let bases = ["published", "reference"]
    static let events = ["after", "before"]

    static var fields: PatternFields {
        var symbols: [String: [String: Double]] = [:]
        symbols["op"] = table(Operation.allCases.map { "\($0)" })
        symbols["type"] = table(kinds.map(\.rawValue))
        symbols["unit"] = table(CalendarUnit.Size.allCases.map { "\($0)" })
        symbols["part"] = table(parts)
        symbols["mod"] = table(modifiers)
        symbols["hedge"] = symbols["mod"]
        symbols["fixed"] = table(fixedValues)
        symbols["dir"] = table(directions)
        symbols["base"] = table(bases)
        symbols["season"] = table(CalendarUnit.seasonCodes, from: 1)
        symbols["event"] = table(events)
        symbols["n"] = ["X": .infinity]
        return PatternFields(names: names, symbols: symbols)
    }

    private static func table(_ words: [String], from first: Int = 0) -> [String: Double] {
        var table: [String: Double] = [:]
        for (i, word) in words.enumerated() { table[word] = Double(i + first) }
        return table
    }
}
