import Moments

/// Earliest and latest moments.
extension TimeReader {
    func moment(_ day: CivilDay, _ seconds: Int, _ context: TimeContext, zone: Int? = nil) -> Moment {
        Moment(day, offset: zone ?? context.offset).adding(seconds: Int64(seconds))
    }

    func bounds(_ meaning: TimeMeaning, _ context: TimeContext) -> (Moment?, Moment?) {
        (meaning.first.map { moment($0, 0, context) }, meaning.end.map { moment($0, 0, context) })
    }

    /// Sets a time of day on a day.
    func timeOfDay(
        _ clock: Double, _ match: PatternMatch, _ meaning: inout TimeMeaning, _ earliest: inout Moment?,
        _ latest: inout Moment?, _ context: TimeContext
    ) {
        var seconds = Int(clock)
        if let half = match[TimeFields.afternoon] {
            if half == 1, seconds < 43_200 { seconds += 43_200 }
            if half == 0, seconds >= 43_200, seconds < 46_800 { seconds -= 43_200 }
        }
        guard seconds <= 86_400 else { return }
        let zone = match[TimeFields.zone].map { Int($0) }
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        var text = "T\(CalendarUnit.digits(hour, 2)):\(CalendarUnit.digits(minute, 2))"
        if second > 0 { text += ":\(CalendarUnit.digits(second, 2))" }
        if zone == 0 { text += "Z" }
        meaning.value += text
        meaning.precision = second > 0 ? .second : .minute
        guard let day = meaning.first else {
            meaning.precision = .unknown
            return
        }
        earliest = moment(day, seconds, context, zone: zone)
        latest = moment(day, seconds + (second > 0 ? 1 : 60), context, zone: zone)
    }

    /// Sets a part of the day. A night runs into the next morning.
    func partOfDay(
        _ part: String, _ meaning: inout TimeMeaning, _ earliest: inout Moment?, _ latest: inout Moment?,
        _ context: TimeContext
    ) {
        guard let day = meaning.first, case .day? = meaning.unit else {
            if meaning.value.hasSuffix("XX") { meaning.value += "T\(part == "ON" ? "NI" : part)" }
            return
        }
        let hours: (Int, Int) =
            switch part {
            case "MO": (5, 12)
            case "MI": (12, 13)
            case "AF": (12, 18)
            case "EV": (17, 24)
            case "DT": (6, 18)
            case "ON": (-4, 8)
            default: (18, 30)
            }
        meaning.value = part == "ON" ? "\(day.adding(days: -1).iso)TNI" : "\(day.iso)T\(part)"
        meaning.precision = .partOfDay
        earliest = moment(day, hours.0 * 3600, context)
        latest = moment(day, hours.1 * 3600, context)
    }

    /// Narrows a stretch to its start, middle or end; widens it for "around".
    func narrow(
        _ modifier: String, _ unit: CalendarUnit, _ meaning: inout TimeMeaning, _ earliest: inout Moment?,
        _ latest: inout Moment?, _ context: TimeContext
    ) {
        guard let first = meaning.first, let end = meaning.end else { return }
        let days = end.daysSinceEpoch - first.daysSinceEpoch
        switch modifier {
        case "START", "MID", "END":
            if case .day = unit {
                let hours = modifier == "START" ? (0, 10) : modifier == "END" ? (18, 24) : (10, 16)
                earliest = moment(first, hours.0 * 3600, context)
                latest = moment(first, hours.1 * 3600, context)
                meaning.precision = .partOfDay
                return
            }
            let third = max(days / 3, 1)
            let part =
                modifier == "START" ? (0, third) : modifier == "MID" ? (third, days - third) : (days - third, days)
            earliest = moment(first.adding(days: part.0), 0, context)
            latest = moment(first.adding(days: part.1), 0, context)
            if case .month = unit { meaning.precision = .partOfMonth } else { meaning.precision = .range }
        case "APPROX", "LESS_THAN", "MORE_THAN":
            let margin = max(days / 2, 1)
            earliest = moment(first.adding(days: -margin), 0, context)
            latest = moment(end.adding(days: margin), 0, context)
            meaning.precision = .range
        case "BEFORE":
            (earliest, latest) = (nil, moment(first, 0, context))
            meaning.precision = .range
        case "AFTER":
            (earliest, latest) = (moment(end, 0, context), nil)
            meaning.precision = .range
        case "ON_OR_AFTER":
            latest = nil
            meaning.precision = .range
        default: break
        }
    }
}
