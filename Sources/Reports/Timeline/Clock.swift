public import Moments

/// Writes times for people, in UTC, no more exactly than they are known.
public enum Clock {
    /// `Mon 10 Feb 2025, 09:10`.
    public static func stamp(_ moment: Moment) -> String { "\(day(moment.day())), \(time(moment))" }

    /// `Mon 10 Feb, 09:10`, for places where the year is clear.
    public static func short(_ moment: Moment) -> String {
        let day = moment.day()
        return "\(weekday(day)) \(day.day) \(months[day.month - 1]), \(time(moment))"
    }

    /// The same as exactly as it is known: `Mon 10 Feb` for a bare date.
    public static func short(_ dated: Dated) -> String {
        switch dated.precision {
        case .year, .month: stated(dated)
        case .day: "\(weekday(dated.day)) \(dated.day.day) \(months[dated.day.month - 1])"
        default: short(dated.moment)
        }
    }

    /// As stated: `Mon 10 Feb 2025, 09:10`, `10 Feb 2025` for a bare date, `Feb 2025`, `2025`.
    public static func stated(_ dated: Dated) -> String {
        switch dated.precision {
        case .year: "\(dated.day.year)"
        case .month: "\(months[dated.day.month - 1]) \(dated.day.year)"
        case .day: day(dated.day)
        default: stamp(dated.moment)
        }
    }

    /// A stretch of time, from `start` to `end` (exclusive), as exactly as it is known.
    public static func span(_ start: Moment?, _ end: Moment?, _ precision: Precision) -> String {
        guard let start else {
            guard let end else { return "time unknown" }
            return "before \(day(end.day()))"
        }
        let first = start.day()
        switch precision {
        case .second, .minute: return stamp(start)
        case .hour: return "\(day(first)), \(time(start)) to the hour"
        case .day: return day(first)
        case .month: return "\(months[first.month - 1]) \(first.year)"
        case .year: return "\(first.year)"
        case .decade: return "\(first.year)s"
        default: break
        }
        guard let end else { return "from \(day(first))" }
        let last = end.adding(seconds: -1).day()
        if first == last {
            let whole = end.seconds - start.seconds >= 86_399
            return whole ? day(first) : "\(day(first)), \(time(start))–\(time(end))"
        }
        if precision == .partOfDay { return "\(day(first)), \(time(start)) to \(day(last)), \(time(end))" }
        if first.year == last.year, first.month == last.month {
            return "\(first.day)–\(last.day) \(months[first.month - 1]) \(first.year)"
        }
        if first.year == last.year {
            return "\(first.day) \(months[first.month - 1])–\(last.day) \(months[last.month - 1]) \(first.year)"
        }
        return "\(day(first)) to \(day(last))"
    }

    /// `Mon 10 Feb 2025`.
    public static func day(_ day: CivilDay) -> String {
        "\(weekday(day)) \(day.day) \(months[day.month - 1]) \(day.year)"
    }

    /// `09:10`.
    public static func time(_ moment: Moment) -> String {
        let (hour, minute, _) = moment.time()
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    /// `5 hours`, `3 days`: whole units, rounded down.
    public static func length(seconds: Int64) -> String {
        let hours = seconds / 3600
        if hours >= 48 { return "\(hours / 24) days" }
        return hours == 1 ? "1 hour" : "\(hours) hours"
    }

    static func weekday(_ day: CivilDay) -> String { weekdays[day.weekday - 1] }

    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}
