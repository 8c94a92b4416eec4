import Moments

/// Places matches on the calendar.
struct TimeResolver {
    /// Which instance of a recurring date is meant.
    enum Direction {
        case past, last, next, future, near
    }

    let festivals: [Festival]
    let periods: [(value: String, first: Int, last: Int)]
    var context: TimeContext

    /// What a match means; nil when it is no time after all (30 February).
    mutating func meaning(
        of match: PatternMatch, tense: () -> Tense, outlook: () -> Outlook, cue: Cue
    ) -> TimeMeaning? {
        guard let code = match[TimeFields.operation].flatMap({ Int(exactly: $0) }),
            let operation = TimeFields.Operation(rawValue: code)
        else { return nil }
        switch operation {
        case .calendar: return calendar(match, tense, outlook, cue)
        case .weekday: return weekday(match, tense, outlook, cue)
        case .shift: return shift(match)
        case .duration: return duration(match)
        case .set: return set(match)
        case .fixed: return fixed(match)
        case .decade:
            guard let year = integer(match, TimeFields.year) else { return nil }
            let decade = year < 100 ? (year < 30 && year % 100 < 30 ? 2000 : 1900) + year : year
            return TimeMeaning(.decade(decade - decade % 10), anchor: "calendar", namesYear: true)
        case .century:
            guard let count = integer(match, TimeFields.count), (1...21).contains(count) else { return nil }
            return TimeMeaning(.century((count - 1) * 100), anchor: "calendar", namesYear: true)
        case .clock: return clock(match)
        case .festival: return festival(match, tense, outlook, cue)
        case .period:
            guard let index = integer(match, TimeFields.festival), periods.indices.contains(index) else { return nil }
            let period = periods[index]
            var meaning = TimeMeaning(value: period.value, precision: .range, anchor: "calendar")
            meaning.first = CivilDay(period.first, 1, 1)
            meaning.end = CivilDay(period.last + 1, 1, 1)
            return meaning
        case .ordinalDay: return ordinal(match, tense)
        case .yearSpan:
            guard let from = integer(match, TimeFields.year), var to = integer(match, TimeFields.until) else {
                return nil
            }
            if to < 100 { to += from / 100 * 100 }
            if to < from { to += 100 }
            guard to > from, to - from < 200 else { return nil }
            var meaning = TimeMeaning(
                value: "\(CalendarUnit.digits(from, 4))/\(CalendarUnit.digits(to, 4))", precision: .range,
                anchor: "calendar")
            meaning.first = CivilDay(from, match[TimeFields.fiscal] == 1 ? 4 : 1, 1)
            meaning.end = match[TimeFields.fiscal] == 1 ? CivilDay(to, 10, 1) : CivilDay(to + 1, 1, 1)
            meaning.namesYear = true
            return meaning
        }
    }

    /// The word before an expression, as far as it tells past from future.
    enum Cue {
        case none, until, by, since
    }

    func integer(_ match: PatternMatch, _ field: Int) -> Int? {
        match[field].flatMap { $0.magnitude < 1e9 ? Int($0) : nil }
    }

    private func direction(_ match: PatternMatch, _ tense: () -> Tense, _ cue: Cue) -> Direction {
        switch match[TimeFields.direction].map({ TimeFields.directions[Int($0)] }) {
        case "past"?: return .past
        case "last"?: return .last
        case "next"?: return .next
        default: break
        }
        switch cue {
        case .since: return .past
        case .until where tense() != .past: return .future
        default: break
        }
        switch tense() {
        case .past, .perfect: return .past
        case .future, .infinitive: return .future
        case .present: return cue == .by ? .future : .near
        case .unknown: return .near
        }
    }

    // MARK: Calendar dates

    private func calendar(
        _ match: PatternMatch, _ tense: () -> Tense, _ outlook: () -> Outlook, _ cue: Cue
    ) -> TimeMeaning? {
        var match = match
        if let iso = integer(match, TimeFields.iso) {
            match.values[TimeFields.year] = Double(iso / 10_000)
            match.values[TimeFields.month] = Double(iso / 100 % 100)
            match.values[TimeFields.day] = Double(iso % 100)
        }
        if match[TimeFields.quarter] == 9 {
            let quarter = context.quarter?.unit ?? context.completedQuarter
            guard case .quarter(_, let number)? = quarter else { return nil }
            match.values[TimeFields.quarter] = Double(number)
        }
        var year = integer(match, TimeFields.year)
        if let base = year {
            let extra = integer(match, TimeFields.extra) ?? 0
            if extra == -1_000_000 {
                guard base > 0, base < 9999 else { return nil }
                var meaning = TimeMeaning(.year(1 - base), anchor: "calendar", namesYear: true)
                meaning.value = "BC\(CalendarUnit.digits(base, 4))"
                return meaning
            }
            year = base + extra + (integer(match, TimeFields.plus) ?? 0)
        }
        var named = year != nil
        var anchor = "calendar"
        if year == nil, match[TimeFields.unit] != nil, let count = integer(match, TimeFields.count) {
            guard let now = context.publishedYear else {
                return TimeMeaning(value: withoutYear(match), anchor: TimeContext.undated)
            }
            year = now + count
            anchor = "published"
            named = true
        }
        if year == nil {
            guard stretch(2000, match) != nil else { return nil }
            (year, anchor) = impliedYear(match, tense, outlook, cue)
        }
        guard let year else { return TimeMeaning(value: withoutYear(match), anchor: TimeContext.undated) }
        guard var unit = stretch(year, match) else { return nil }
        if case .day(let day) = unit, match[TimeFields.unit] != nil, match[TimeFields.count] == nil,
            let size = integer(match, TimeFields.unit).flatMap(CalendarUnit.Size.init(rawValue:)), size != .day
        {
            unit = CalendarUnit(size, holding: day)
        }
        var meaning = TimeMeaning(unit, anchor: anchor, namesYear: named)
        if match[TimeFields.fiscal] == 1 { widenFiscal(&meaning, year) }
        return meaning
    }

    /// A fiscal or academic year may begin in the calendar year before and end in the one after.
    private func widenFiscal(_ meaning: inout TimeMeaning, _ year: Int) {
        meaning.first = CivilDay(year - 1, 4, 1)
        meaning.end = CivilDay(year + 1, 10, 1)
        meaning.precision = .range
        meaning.unit = nil
    }

    /// The year of a date that names none: by tense around the publication, or the year that the story is in.
    private func impliedYear(
        _ match: PatternMatch, _ tense: () -> Tense, _ outlook: () -> Outlook, _ cue: Cue
    ) -> (Int?, String) {
        if match[TimeFields.base] == 1, let told = context.namedYear?.year ?? context.reference?.unit.first.year {
            return (told, "narrative")
        }
        let direction = direction(match, tense, cue)
        guard let nowYear = context.publishedYear else {
            if let named = context.namedYear, named.block == context.block { return (named.year, "narrative") }
            return (nil, TimeContext.undated)
        }
        if let named = context.namedYear, named.block == context.block, context.sentence - named.sentence <= 1,
            match[TimeFields.direction] == nil, direction != .future, abs(named.year - nowYear) >= 5
        {
            return (named.year, "narrative")
        }
        guard let now = context.published ?? CivilDay(nowYear, context.publishedMonth ?? 7, 1) else { return (nil, "") }
        var instances = [nowYear - 1, nowYear, nowYear + 1].compactMap { stretch($0, match) }
        if let weekday = integer(match, TimeFields.weekday) {
            // "Monday, Oct. 26" tells its year.
            let fitting = instances.filter { $0.first.weekday == weekday }
            if !fitting.isEmpty { instances = fitting }
        }
        guard let chosen = choose(instances, loosened(direction, match, instances, now, tense, outlook), now: now)
        else {
            return (nowYear, "published")
        }
        switch chosen {
        case .day(let day): return (day.year, "published")
        case .month(let year, _), .quarter(let year, _), .half(let year, _), .season(let year, _), .year(let year):
            return (year, "published")
        default: return (nowYear, "published")
        }
    }

    /// Tense says little where one instance is much nearer than the next: "had been set to expire Nov. 6".
    private func loosened(
        _ direction: Direction, _ match: PatternMatch, _ instances: [CalendarUnit], _ now: CivilDay,
        _ tense: () -> Tense, _ outlook: () -> Outlook
    ) -> Direction {
        guard match[TimeFields.direction] == nil,
            match[TimeFields.month] != nil || match[TimeFields.quarter] != nil || match[TimeFields.half] != nil
                || match[TimeFields.festival] != nil
        else { return direction }
        // Results of a quarter are told after it ended, forecasts before: the nearest is meant.
        if match[TimeFields.quarter] != nil || match[TimeFields.half] != nil { return .near }
        var (behind, ahead) = (1000, 1000)
        for instance in instances {
            if instance.first > now {
                ahead = min(ahead, instance.first.daysSinceEpoch - now.daysSinceEpoch)
            } else {
                behind = min(behind, max(0, now.daysSinceEpoch - instance.end.daysSinceEpoch + 1))
            }
        }
        guard match[TimeFields.month] == nil || match[TimeFields.day] != nil else {
            switch direction {
            // "Extended the deadline to the end of May" late in April; but "opened in May".
            case .past where ahead <= 40 && behind >= 270 && outlook() != .past: return .near
            // "Agreed to pay in March" early in April.
            case .future where behind * 3 < ahead && tense() == .infinitive: return .near
            default: return direction
            }
        }
        switch direction {
        case .past where ahead * 3 < behind, .future where behind * 6 < ahead: return .near
        default: return direction
        }
    }

    private mutating func weekday(
        _ match: PatternMatch, _ tense: () -> Tense, _ outlook: () -> Outlook, _ cue: Cue
    ) -> TimeMeaning? {
        guard let weekday = integer(match, TimeFields.weekday) else { return nil }
        let weekend = integer(match, TimeFields.unit) == CalendarUnit.Size.weekend.rawValue
        var now = context.published
        var anchor = "published"
        if match[TimeFields.base] == 1, let reference = context.referenceDay {
            now = reference.day
            anchor = "time \(reference.time)"
        }
        guard let now else {
            return TimeMeaning(value: weekend ? "XXXX-WXX-WE" : "XXXX-WXX-\(weekday)", anchor: TimeContext.undated)
        }
        var direction = direction(match, tense, cue)
        if direction == .near { direction = .past }
        if match[TimeFields.direction].map({ TimeFields.directions[Int($0)] }) == "this", tense() != .past,
            tense() != .perfect
        {
            direction = .future
        }
        if weekend {
            let this = CalendarUnit(.weekend, holding: now)
            return TimeMeaning(
                choose([this.shifted(-1), this, this.shifted(1)], direction, now: now) ?? this, anchor: anchor)
        }
        guard var unit = choose(weekdays(weekday, around: now), direction, now: now) else { return nil }
        if case .day(let day) = unit, direction == .past, match[TimeFields.direction] == nil, cue != .since,
            anchor == "published"
        {
            let back = now.daysSinceEpoch - day.daysSinceEpoch
            if back >= 2, isComing(match, back, outlook()) { unit = .day(day.adding(days: 7)) }
        }
        return TimeMeaning(unit, anchor: anchor)
    }

    /// Whether a weekday that was `back` days ago means the next one after all.
    private mutating func isComing(_ match: PatternMatch, _ back: Int, _ outlook: Outlook) -> Bool {
        // A report that states only its day may have been written, or mended, on the next: "early Saturday" in one of Friday. Parts of a day
        // six days ago are not told so, nor is what somebody said.
        let mayBeLate = back == 6 && context.publishedMoment == nil
        switch outlook {
        case .scheduled: return true
        case .imminent: if back >= 5 { return true }
        case .told where mayBeLate:
            context.isLate = true
            return true
        case .told, .past: if mayBeLate, context.isLate { return true }
        case .none: break
        }
        return mayBeLate && (match[TimeFields.part] != nil || match[TimeFields.modifier].map { $0 < 3 } ?? false)
    }

    private func festival(
        _ match: PatternMatch, _ tense: () -> Tense, _ outlook: () -> Outlook, _ cue: Cue
    ) -> TimeMeaning? {
        guard let index = integer(match, TimeFields.festival), festivals.indices.contains(index) else { return nil }
        let festival = festivals[index]
        let named = integer(match, TimeFields.year)
        guard let now = context.published ?? named.flatMap({ CivilDay($0, 7, 1) }) else {
            var value = "XXXX-XX-XX"
            if case .fixed(let month, let day) = festival {
                value = "XXXX-\(CalendarUnit.digits(month, 2))-\(CalendarUnit.digits(day, 2))"
            }
            return TimeMeaning(value: value, anchor: TimeContext.undated)
        }
        let years = named.map { [$0] } ?? [now.year - 1, now.year, now.year + 1]
        let instances = years.compactMap { festival.day(in: $0) }.map { CalendarUnit.day($0) }
        let direction = loosened(direction(match, tense, cue), match, instances, now, tense, outlook)
        guard let unit = choose(instances, direction, now: now), case .day(let day) = unit else {
            let meaning = TimeMeaning(
                .year(named ?? now.year), anchor: "not anchored to a day: no rule for this holiday's date")
            return meaning
        }
        if let size = integer(match, TimeFields.unit).flatMap(CalendarUnit.Size.init(rawValue:)) {
            return TimeMeaning(CalendarUnit(size, holding: day), anchor: named == nil ? "published" : "calendar")
        }
        var meaning = TimeMeaning(unit, anchor: named == nil ? "published" : "calendar")
        if festival.isApproximate {
            meaning.first = day.adding(days: -1)
            meaning.end = day.adding(days: 2)
            meaning.precision = .range
        }
        return meaning
    }
}
