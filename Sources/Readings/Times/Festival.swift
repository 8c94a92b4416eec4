import Moments

/// A holiday's rule: what day it falls on in a year.
///
/// Forms: `12-25` (month-day), `easter-2`, `orthodox+1` (days from Easter), `nth:11-4-4` (month, weekday, which one; -1 is the last),
/// `islamic:10-1` (month and day of the tabular Islamic calendar, within a day of what is observed), `unknown`.
enum Festival: Sendable {
    case fixed(month: Int, day: Int)
    case easter(orthodox: Bool, days: Int)
    case weekday(month: Int, weekday: Int, which: Int)
    case islamic(month: Int, day: Int)
    case unknown

    init?(_ text: String) {
        func numbers(_ text: Substring) -> [Int] { text.split(separator: "-").compactMap { Int($0) } }
        if text == "unknown" {
            self = .unknown
        } else if text.hasPrefix("easter") || text.hasPrefix("orthodox") {
            let orthodox = text.hasPrefix("orthodox")
            guard let days = Int(text.dropFirst(orthodox ? 8 : 6)) else { return nil }
            self = .easter(orthodox: orthodox, days: days)
        } else if text.hasPrefix("nth:") {
            let parts = numbers(text.dropFirst(4))
            guard parts.count == 3 else { return nil }
            self = .weekday(month: parts[0], weekday: parts[1], which: parts[2] == 9 ? -1 : parts[2])
        } else if text.hasPrefix("islamic:") {
            let parts = numbers(text.dropFirst(8))
            guard parts.count == 2 else { return nil }
            self = .islamic(month: parts[0], day: parts[1])
        } else {
            let parts = numbers(text[...])
            guard parts.count == 2 else { return nil }
            self = .fixed(month: parts[0], day: parts[1])
        }
    }

    /// Its first day in a year; nil when the rule gives none.
    func day(in year: Int) -> CivilDay? {
        guard (1...9998).contains(year) else { return nil }
        switch self {
        case .fixed(let month, let day): return CivilDay(year, month, day)
        case .easter(let orthodox, let days):
            return (orthodox ? Self.orthodoxEaster(year) : Self.easter(year))?.adding(days: days)
        case .weekday(let month, let weekday, let which):
            guard let first = CivilDay(year, month, 1) else { return nil }
            if which < 0 {
                let last = first.adding(days: CivilDay.length(ofMonth: month, year: year) - 1)
                return last.adding(days: -((last.weekday - weekday + 7) % 7))
            }
            return first.adding(days: (weekday - first.weekday + 7) % 7 + 7 * (which - 1))
        case .islamic(let month, let day):
            // The Islamic year that starts about then; its feast may fall into the Gregorian year before or after.
            let guess = Int((Double(year) - 621.57) * 1.030_69)
            for hijri in (guess - 2)...(guess + 2) {
                let found = Self.islamic(hijri, month, day)
                if found.year == year { return found }
            }
            return nil
        case .unknown: return nil
        }
    }

    /// Whether the day may be observed one day earlier or later.
    var isApproximate: Bool {
        if case .islamic = self { return true }
        return false
    }

    /// Gregorian Easter Sunday: the anonymous algorithm (J. Meeus, Astronomical Algorithms, ch. 8).
    static func easter(_ year: Int) -> CivilDay? {
        let a = year % 19
        let (b, c) = (year / 100, year % 100)
        let (d, e) = (b / 4, b % 4)
        let g = (8 * b + 13) / 25
        let h = (19 * a + b - d - g + 15) % 30
        let (i, k) = (c / 4, c % 4)
        let l = (32 + 2 * e + 2 * i - h - k) % 7
        let m = (a + 11 * h + 19 * l) / 433
        let n = h + l - 7 * m + 90
        let month = n / 25
        return CivilDay(year, month, (n - 90 + 33 * month + 19) % 32)
    }

    /// Julian Easter Sunday as a Gregorian day (Meeus, ch. 8; the difference of calendars for 1900 to 2099 is 13 days).
    static func orthodoxEaster(_ year: Int) -> CivilDay? {
        let d = (19 * (year % 19) + 15) % 30
        let e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        let sum = d + e + 114
        let shift = year / 100 - year / 400 - 2
        return CivilDay(year, sum / 31, sum % 31 + 1)?.adding(days: shift)
    }

    /// A day of the tabular Islamic calendar (civil epoch).
    static func islamic(_ year: Int, _ month: Int, _ day: Int) -> CivilDay {
        let days = day + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30
        return CivilDay(daysSinceEpoch: days - 492_149)
    }
}
