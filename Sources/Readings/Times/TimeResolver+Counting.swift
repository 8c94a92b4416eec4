import Moments

/// What is counted: from now, from another time, or for itself.
extension TimeResolver {
    func shift(_ match: PatternMatch) -> TimeMeaning? {
        guard let size = integer(match, TimeFields.unit).flatMap(CalendarUnit.Size.init(rawValue:)) else { return nil }
        let fromReference = match[TimeFields.base] == 1
        var sign = 1.0
        if let direction = integer(match, TimeFields.direction) {
            sign = TimeFields.directions[direction] == "past" ? -1 : 1
        }
        let isCounted = match[TimeFields.direction] != nil
        guard let raw = match[TimeFields.count] else { return nil }
        guard raw.isFinite else {
            return bounded(TimeMeaning(value: sign < 0 ? "PAST_REF" : "FUTURE_REF", anchor: "published"), sign)
        }
        var count = sign * (raw + (match[TimeFields.extra] ?? 0))
        var size_ = size
        guard count.magnitude < 100_000 else { return nil }
        if count != count.rounded() {
            switch size {
            case .year, .decade: (size_, count) = (.month, (count * (size == .decade ? 120 : 12)).rounded())
            case .week: (size_, count) = (.day, (count * 7).rounded())
            case .month: (size_, count) = (.week, (count * 4.345).rounded())
            default: break
            }
        }
        if size_ < .day { return clockShift(match, size_, count) }
        // Quarters talk of each other: "the quarter", "the year-earlier period", "a year ago".
        let quarterBase = context.quarter.map { context.sentence - $0.sentence <= 5 } ?? false
        if match[TimeFields.quarter] == 9 {
            guard let quarter = context.quarter?.unit ?? (size == .year ? nil : context.completedQuarter) else {
                return size == .year
                    ? current(.year, -1, match) : TimeMeaning(value: "XXXX-QX", anchor: TimeContext.undated)
            }
            return TimeMeaning(quarter.shifted(size == .year ? -4 : 0), anchor: "narrative")
        }
        if size == .year, count == -1, isCounted, quarterBase, let quarter = context.quarter {
            return TimeMeaning(quarter.unit.shifted(-4), anchor: "narrative")
        }
        if size == .quarter, count == 0, fromReference, let quarter = context.quarter {
            return TimeMeaning(quarter.unit, anchor: "narrative")
        }
        if fromReference, let meaning = fromReferenceUnit(size_, Int(count), counted: isCounted) { return meaning }
        var meaning = current(size_, Int(count), match)
        if size == .decade, isCounted, let year = context.publishedYear {
            meaning = TimeMeaning(.year(year + 10 * Int(count)), anchor: "published")
        }
        if size == .century, isCounted, let year = context.publishedYear {
            meaning = TimeMeaning(.year(year + 100 * Int(count)), anchor: "published")
        }
        if match[TimeFields.iso] == 1, let day = context.published, size == .year {
            meaning = TimeMeaning(.day(day.adding(months: 12 * Int(count))), anchor: "published")
        }
        if match[TimeFields.fiscal] == 1, case .year(let year)? = meaning?.unit {
            meaning?.first = CivilDay(year - 1, 4, 1)
            meaning?.end = CivilDay(year + 1, 10, 1)
            meaning?.precision = .range
        }
        return meaning
    }

    /// A unit counted from the publication.
    private func current(_ size: CalendarUnit.Size, _ count: Int, _ match: PatternMatch) -> TimeMeaning? {
        guard let now = context.current(size) else {
            let value =
                switch size {
                case .day: "XXXX-XX-XX"
                case .week: "XXXX-WXX"
                case .weekend: "XXXX-WXX-WE"
                case .month: "XXXX-XX"
                case .quarter: "XXXX-QX"
                case .decade: "XXX"
                case .century, .millennium: "XX"
                default: "XXXX"
                }
            return TimeMeaning(value: value, anchor: TimeContext.undated)
        }
        return TimeMeaning(now.shifted(count), anchor: "published")
    }

    private func fromReferenceUnit(_ size: CalendarUnit.Size, _ count: Int, counted: Bool) -> TimeMeaning? {
        if size == .day || size == .week {
            if let reference = context.referenceDay {
                let day = size == .week && counted ? reference.day.adding(days: 7 * count) : reference.day
                let unit =
                    size == .week && counted ? CalendarUnit.day(day) : CalendarUnit(size, holding: day).shifted(count)
                return TimeMeaning(unit, anchor: "time \(reference.time)")
            }
            return nil
        }
        guard let reference = context.reference else { return nil }
        // A unit finer than what is known stays open: "that month" after "in 1990".
        guard reference.unit.size <= size else { return nil }
        return TimeMeaning(
            CalendarUnit(size, holding: reference.unit.first).shifted(count), anchor: "time \(reference.time)")
    }

    /// "three hours ago": a time of day when the publication's is known, else only the length.
    private func clockShift(_ match: PatternMatch, _ size: CalendarUnit.Size, _ count: Double) -> TimeMeaning? {
        let seconds = Int64(count * (size == .hour ? 3600 : size == .minute ? 60 : 1))
        guard match[TimeFields.base] != 1, let moment = context.publishedMoment else {
            return TimeMeaning(
                value: size.duration(count.magnitude),
                anchor: match[TimeFields.base] == 1 ? "not anchored: no time of day to count from" : TimeContext.undated
            )
        }
        let then = moment.adding(seconds: seconds)
        let (hour, minute, _) = then.time(offset: context.offset)
        let day = then.day(offset: context.offset)
        let minutes = size == .hour ? "" : ":\(CalendarUnit.digits(minute, 2))"
        var meaning = TimeMeaning(.day(day), anchor: "published")
        meaning.value = "\(day.iso)T\(CalendarUnit.digits(hour, 2))\(minutes)"
        meaning.precision = size == .hour ? .hour : .minute
        return meaning
    }

    func duration(_ match: PatternMatch) -> TimeMeaning? {
        guard let size = integer(match, TimeFields.unit).flatMap(CalendarUnit.Size.init(rawValue:)),
            let count = match[TimeFields.count]
        else { return nil }
        let total = count + (match[TimeFields.extra] ?? 0)
        guard !total.isFinite || total < 1e9 else { return nil }
        var meaning = TimeMeaning(value: size.duration(total.isFinite ? total : nil), anchor: "")
        guard let code = integer(match, TimeFields.direction), let now = context.published else { return meaning }
        meaning.anchor = "published"
        meaning.precision = .range
        let past = TimeFields.directions[code] == "past"
        var other: CivilDay?
        if total.isFinite, total < 5000 {
            let step = past ? -total : total
            switch size {
            case .day: other = now.adding(days: Int(step))
            case .week: other = now.adding(days: Int(step * 7))
            case .month: other = now.adding(months: Int(step))
            case .quarter: other = now.adding(months: Int(step * 3))
            case .year: other = now.adding(months: Int(step * 12))
            case .decade: other = now.adding(months: Int(step * 120))
            case .century: other = now.adding(months: Int(step * 1200))
            default: other = now
            }
        }
        (meaning.first, meaning.end) = past ? (other, now.adding(days: 1)) : (now, other.map { $0.adding(days: 1) })
        return meaning
    }

    func set(_ match: PatternMatch) -> TimeMeaning? {
        let part = integer(match, TimeFields.part).map { "T" + TimeFields.parts[$0] } ?? ""
        if let weekday = integer(match, TimeFields.weekday) {
            return TimeMeaning(value: "XXXX-WXX-\(weekday)\(part)", precision: .day, anchor: "recurring")
        }
        if let month = integer(match, TimeFields.month) {
            return TimeMeaning(value: "XXXX-\(CalendarUnit.digits(month, 2))", precision: .month, anchor: "recurring")
        }
        if let season = integer(match, TimeFields.season), (1...4).contains(season) {
            return TimeMeaning(
                value: "XXXX-\(CalendarUnit.seasonCodes[season - 1])", precision: .season, anchor: "recurring")
        }
        if let size = integer(match, TimeFields.unit).flatMap(CalendarUnit.Size.init(rawValue:)) {
            return TimeMeaning(value: size.duration(match[TimeFields.count] ?? 1), anchor: "recurring")
        }
        return part.isEmpty ? nil : TimeMeaning(value: "XXXX-XX-XX\(part)", precision: .partOfDay, anchor: "recurring")
    }

    func fixed(_ match: PatternMatch) -> TimeMeaning? {
        guard let index = integer(match, TimeFields.fixed), TimeFields.fixedValues.indices.contains(index) else {
            return nil
        }
        let value = TimeFields.fixedValues[index]
        let meaning = TimeMeaning(value: value, anchor: context.published == nil ? TimeContext.undated : "published")
        switch value {
        case "PAST_REF": return bounded(meaning, -1)
        case "FUTURE_REF": return bounded(meaning, 1)
        case "PRESENT_REF": return bounded(meaning, 0)
        default: return TimeMeaning(value: value, anchor: "")
        }
    }

    /// Gives a vague time its one known bound: the publication.
    private func bounded(_ meaning: TimeMeaning, _ sign: Double) -> TimeMeaning {
        guard let now = context.published else {
            return TimeMeaning(value: meaning.value, anchor: TimeContext.undated)
        }
        var meaning = meaning
        meaning.precision = .range
        if sign <= 0 { meaning.end = now.adding(days: 1) }
        if sign >= 0 { meaning.first = now }
        return meaning
    }

    func clock(_ match: PatternMatch) -> TimeMeaning? {
        if let reference = context.referenceDay, reference.sentence == context.sentence {
            return TimeMeaning(.day(reference.day), anchor: "time \(reference.time)")
        }
        guard let day = context.published else { return TimeMeaning(value: "XXXX-XX-XX", anchor: TimeContext.undated) }
        return TimeMeaning(.day(day), anchor: "published")
    }

    func ordinal(_ match: PatternMatch, _ tense: () -> Tense) -> TimeMeaning? {
        let size = integer(match, TimeFields.unit).flatMap(CalendarUnit.Size.init(rawValue:)) ?? .day
        let reason = "counted from a start that is not dated here"
        if tense() == .past, let reference = context.referenceDay, reference.sentence == context.sentence {
            return TimeMeaning(CalendarUnit(size, holding: reference.day), anchor: "time \(reference.time); \(reason)")
        }
        guard let now = context.current(size) else {
            return TimeMeaning(
                value: size == .day ? "XXXX-XX-XX" : size == .week ? "XXXX-WXX" : size == .month ? "XXXX-XX" : "XXXX",
                anchor: TimeContext.undated)
        }
        return TimeMeaning(now, anchor: "published; \(reason)")
    }
}
