import Moments

/// A stretch of the calendar that a unit names: a day, an ISO week, a month, a quarter, a century.
enum CalendarUnit: Hashable, Sendable {
    case day(CivilDay)
    case week(year: Int, week: Int)
    case weekend(year: Int, week: Int)
    case month(year: Int, month: Int)
    case quarter(year: Int, quarter: Int)
    case half(year: Int, half: Int)
    /// 1 spring … 4 winter (December to February, counted to the year of its December).
    case season(year: Int, season: Int)
    case year(Int)
    /// By its first year.
    case decade(Int)
    /// By its first year: 1900 for the 20th.
    case century(Int)

    /// Units that expressions count in.
    enum Size: Int, CaseIterable, Sendable {
        case second, minute, hour, day, weekend, week, month, quarter, half, season, year, decade, century, millennium

        /// ISO 8601 duration of `count` units; nil counts are vague.
        func duration(_ count: Double?) -> String {
            let (letter, factor, time): (String, Double, Bool) =
                switch self {
                case .second: ("S", 1, true)
                case .minute: ("M", 1, true)
                case .hour: ("H", 1, true)
                case .day: ("D", 1, false)
                case .weekend: ("D", 2, false)
                case .week: ("W", 1, false)
                case .month: ("M", 1, false)
                case .quarter: ("Q", 1, false)
                case .half: ("M", 6, false)
                case .season: ("M", 3, false)
                case .year: ("Y", 1, false)
                case .decade: ("Y", 10, false)
                case .century: ("Y", 100, false)
                case .millennium: ("Y", 1000, false)
                }
            guard let count, count.isFinite, count < 1e12 else { return (time ? "PT" : "P") + "X" + letter }
            let total = count * factor
            let whole = Int(total)
            let rest = total - Double(whole)
            var text = (time ? "PT" : "P") + (whole > 0 || rest == 0 ? "\(whole)\(letter)" : "")
            guard rest > 0 else { return text }
            switch self {
            case .year, .decade, .century: text += "\(Int((rest * 12).rounded()))M"
            case .hour: text += "\(Int((rest * 60).rounded()))M"
            case .minute: text += "\(Int((rest * 60).rounded()))S"
            case .week: text = "P\(Int((total * 7).rounded()))D"
            case .day: text = "PT\(Int((total * 24).rounded()))H"
            case .month: text = "P\(whole)M15D"
            default: text = "P\(total)\(letter)"
            }
            return text
        }
    }

    /// The unit of a size that holds a day.
    init(_ size: Size, holding day: CivilDay) {
        switch size {
        case .second, .minute, .hour, .day: self = .day(day)
        case .week: self = .week(year: day.isoWeek.year, week: day.isoWeek.week)
        case .weekend: self = .weekend(year: day.isoWeek.year, week: day.isoWeek.week)
        case .month: self = .month(year: day.year, month: day.month)
        case .quarter: self = .quarter(year: day.year, quarter: (day.month + 2) / 3)
        case .half: self = .half(year: day.year, half: day.month > 6 ? 2 : 1)
        case .season:
            let season = day.month < 3 || day.month == 12 ? 4 : (day.month) / 3
            self = .season(year: day.month < 3 ? day.year - 1 : day.year, season: season)
        case .year: self = .year(day.year)
        case .decade: self = .decade(Self.floor(day.year, 10))
        case .century, .millennium: self = .century(Self.floor(day.year - 1, 100))
        }
    }

    private static func floor(_ year: Int, _ size: Int) -> Int {
        let rest = year % size
        return year - (rest < 0 ? rest + size : rest)
    }

    /// The unit of the same size `count` later.
    func shifted(_ count: Int) -> CalendarUnit {
        let count = min(max(count, -100_000), 100_000)
        switch self {
        case .day(let day): return .day(day.adding(days: count))
        case .week, .weekend:
            let week = first.adding(days: 7 * count).isoWeek
            if case .week = self { return .week(year: week.year, week: week.week) }
            return .weekend(year: week.year, week: week.week)
        case .month(let year, let month):
            let index = year * 12 + month - 1 + count
            return .month(year: Self.floor(index, 12) / 12, month: index - Self.floor(index, 12) + 1)
        case .quarter(let year, let quarter):
            let index = year * 4 + quarter - 1 + count
            return .quarter(year: Self.floor(index, 4) / 4, quarter: index - Self.floor(index, 4) + 1)
        case .half(let year, let half):
            let index = year * 2 + half - 1 + count
            return .half(year: Self.floor(index, 2) / 2, half: index - Self.floor(index, 2) + 1)
        case .season(let year, let season): return .season(year: year + count, season: season)
        case .year(let year): return .year(year + count)
        case .decade(let year): return .decade(year + 10 * count)
        case .century(let year): return .century(year + 100 * count)
        }
    }

    /// The first day. Seasons are those of the northern hemisphere, by whole months.
    var first: CivilDay {
        switch self {
        case .day(let day): return day
        case .week(let year, let week): return Self.monday(year, week)
        case .weekend(let year, let week): return Self.monday(year, week).adding(days: 5)
        case .month(let year, let month): return Self.day(year, month)
        case .quarter(let year, let quarter): return Self.day(year, quarter * 3 - 2)
        case .half(let year, let half): return Self.day(year, half == 1 ? 1 : 7)
        case .season(let year, let season): return Self.day(year, season * 3)
        case .year(let year): return Self.day(year, 1)
        case .decade(let year), .century(let year): return Self.day(year, 1)
        }
    }

    /// The day after the last.
    var end: CivilDay {
        switch self {
        case .day(let day): day.adding(days: 1)
        case .week: first.adding(days: 7)
        case .weekend: first.adding(days: 2)
        case .month: first.adding(months: 1)
        case .quarter, .season: first.adding(months: 3)
        case .half: first.adding(months: 6)
        case .year: first.adding(months: 12)
        case .decade: first.adding(months: 120)
        case .century: first.adding(months: 1200)
        }
    }

    /// How exactly it places something.
    var precision: Precision {
        switch self {
        case .day: .day
        case .week: .week
        case .weekend: .weekend
        case .month: .month
        case .quarter: .quarter
        case .half: .half
        case .season: .season
        case .year: .year
        case .decade: .decade
        case .century: .century
        }
    }

    /// Its size.
    var size: Size {
        switch self {
        case .day: .day
        case .week: .week
        case .weekend: .weekend
        case .month: .month
        case .quarter: .quarter
        case .half: .half
        case .season: .season
        case .year: .year
        case .decade: .decade
        case .century: .century
        }
    }

    /// TIMEX3 value: `2025-03-02`, `2025-W09`, `2025-W09-WE`, `2025-03`, `2025-Q1`, `2025-SP`, `2025`, `199`, `19`.
    var value: String {
        switch self {
        case .day(let day): day.iso
        case .week(let year, let week): "\(Self.digits(year, 4))-W\(Self.digits(week, 2))"
        case .weekend(let year, let week): "\(Self.digits(year, 4))-W\(Self.digits(week, 2))-WE"
        case .month(let year, let month): "\(Self.digits(year, 4))-\(Self.digits(month, 2))"
        case .quarter(let year, let quarter): "\(Self.digits(year, 4))-Q\(quarter)"
        case .half(let year, let half): "\(Self.digits(year, 4))-H\(half)"
        case .season(let year, let season): "\(Self.digits(year, 4))-\(Self.seasonCodes[max(0, min(season, 4) - 1)])"
        case .year(let year): Self.digits(year, 4)
        case .decade(let year): Self.digits(year / 10, 3)
        case .century(let year): Self.digits(year / 100, 2)
        }
    }

    static let seasonCodes = ["SP", "SU", "FA", "WI"]

    /// A number with leading zeros.
    static func digits(_ number: Int, _ width: Int) -> String {
        let text = String(abs(number))
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - text.count)) + text
    }

    private static func day(_ year: Int, _ month: Int) -> CivilDay {
        CivilDay(min(max(year, -9999), 9999), month, 1) ?? CivilDay(daysSinceEpoch: 0)
    }

    private static func monday(_ year: Int, _ week: Int) -> CivilDay {
        let january = day(year, 1).adding(days: 3)
        return january.adding(days: 1 - january.weekday + 7 * (week - 1))
    }
}
