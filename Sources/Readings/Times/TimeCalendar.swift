import Moments

/// What a time expression means on the calendar, before it is written down.
struct TimeMeaning {
    /// TIMEX3 value.
    var value: String
    /// First day, and the day after the last; nil when not anchored.
    var first: CivilDay?
    var end: CivilDay?
    var precision: Precision
    var anchor: String
    /// The calendar stretch, when it is one.
    var unit: CalendarUnit?
    /// Whether the expression itself names the year.
    var namesYear = false

    /// A stretch of the calendar.
    init(_ unit: CalendarUnit, anchor: String, namesYear: Bool = false) {
        value = unit.value
        first = unit.first
        end = unit.end
        precision = unit.precision
        self.anchor = anchor
        self.unit = unit
        self.namesYear = namesYear
    }

    /// Something that has no place on the calendar.
    init(value: String, precision: Precision = .unknown, anchor: String) {
        self.value = value
        self.precision = precision
        self.anchor = anchor
    }
}

/// Choosing years and weeks that an expression leaves out.
extension TimeResolver {
    /// The instance, among those around the publication, that tense and direction ask for.
    ///
    /// - Parameter instances: in order of time.
    func choose(_ instances: [CalendarUnit], _ direction: Direction, now: CivilDay) -> CalendarUnit? {
        switch direction {
        case .past: return instances.last { $0.first <= now } ?? instances.first
        case .last: return instances.last { $0.end <= now } ?? instances.first
        case .next: return instances.first { $0.first > now } ?? instances.last
        case .future: return instances.first { $0.end > now } ?? instances.last
        case .near:
            func distance(_ unit: CalendarUnit) -> Int {
                if unit.first <= now, now < unit.end { return 0 }
                return unit.first > now
                    ? unit.first.daysSinceEpoch - now.daysSinceEpoch
                    : now.daysSinceEpoch - unit.end.daysSinceEpoch + 1
            }
            return instances.min { distance($0) < distance($1) }
        }
    }

    /// Days of a named weekday around a day: two before, two after.
    func weekdays(_ weekday: Int, around now: CivilDay) -> [CalendarUnit] {
        let next = now.adding(days: (weekday - now.weekday + 7) % 7)
        return [-14, -7, 0, 7, 14].map { .day(next.adding(days: $0)) }
    }

    /// The stretch that figures give when a year is known; nil for a day the calendar lacks.
    func stretch(_ year: Int, _ match: PatternMatch) -> CalendarUnit? {
        guard (-9999...9999).contains(year) else { return nil }
        if let month = match[TimeFields.month].flatMap(Int.init(exactly:)) {
            guard (1...12).contains(month) else { return nil }
            guard let day = match[TimeFields.day].flatMap(Int.init(exactly:)) else {
                return .month(year: year, month: month)
            }
            return CivilDay(year, month, day).map { .day($0) }
        }
        if let quarter = match[TimeFields.quarter].flatMap(Int.init(exactly:)) {
            return (1...4).contains(quarter) ? .quarter(year: year, quarter: quarter) : nil
        }
        if let half = match[TimeFields.half].flatMap(Int.init(exactly:)) {
            return (1...2).contains(half) ? .half(year: year, half: half) : nil
        }
        if let season = match[TimeFields.season].flatMap(Int.init(exactly:)) {
            return .season(year: year, season: season)
        }
        return .year(year)
    }

    /// How a stretch without a year is written: `XXXX-03-02`.
    func withoutYear(_ match: PatternMatch) -> String {
        guard let unit = stretch(2000, match) else { return "XXXX" }
        return "XXXX" + unit.value.dropFirst(4)
    }
}
