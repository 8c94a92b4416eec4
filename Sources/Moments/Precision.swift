/// How exactly a time is known, finest first.
public enum Precision: String, Sendable, Hashable, Comparable, CaseIterable {
    /// To the second.
    case second
    /// To the minute.
    case minute
    /// To the hour.
    case hour
    /// To a part of a day: morning, overnight.
    case partOfDay = "part of day"
    /// To the day.
    case day
    /// To a weekend.
    case weekend
    /// To the week.
    case week
    /// To a third of a month: early January.
    case partOfMonth = "part of month"
    /// To the month.
    case month
    /// To the quarter.
    case quarter
    /// To the season.
    case season
    /// To half a year.
    case half
    /// To the year.
    case year
    /// To the decade.
    case decade
    /// To the century, or coarser.
    case century
    /// Between two bounds that no calendar unit names.
    case range
    /// Not known.
    case unknown

    /// Finest first.
    public static func < (a: Precision, b: Precision) -> Bool {
        (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
}
