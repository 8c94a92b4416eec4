import Documents
import Moments

/// What the times of one document are counted from.
struct TimeContext {
    /// The day of publication in its stated zone; nil when undated or known to the month only.
    let published: CivilDay?
    let publishedYear: Int?
    let publishedMonth: Int?
    /// Minutes east of UTC.
    let offset: Int
    /// Set when the time of day of publication is known.
    let publishedMoment: Moment?
    /// The calendar stretch mentioned last, its sentence and its index among the times.
    var reference: (unit: CalendarUnit, sentence: Int, time: Int)?
    /// The day mentioned last.
    var referenceDay: (day: CivilDay, sentence: Int, time: Int)?
    /// The quarter mentioned last.
    var quarter: (unit: CalendarUnit, sentence: Int)?
    /// The year of the day or month named in full last, its block and sentence.
    var namedYear: (year: Int, block: Int, sentence: Int)?
    /// Whether somebody is told to have spoken on the day after that of publication, so that the document was finished then.
    var isLate = false
    /// Sentence that is being read.
    var sentence = 0
    /// Block that is being read.
    var block = 0

    init(_ document: Document) {
        guard let dated = document.published else {
            published = nil
            publishedYear = nil
            publishedMonth = nil
            offset = 0
            publishedMoment = nil
            return
        }
        let day = dated.day
        offset = dated.offset ?? 0
        published = dated.precision <= .day ? day : nil
        publishedYear = day.year
        publishedMonth = dated.precision <= .month ? day.month : nil
        publishedMoment = dated.precision <= .hour ? dated.moment : nil
    }

    /// Why something is not on the calendar when nothing is known to count from.
    static let undated = "not anchored: the document is undated"

    /// The unit of a size that holds the publication; nil when it is not known so exactly.
    func current(_ size: CalendarUnit.Size) -> CalendarUnit? {
        if let published { return CalendarUnit(size, holding: published) }
        guard let year = publishedYear, let first = CivilDay(year, publishedMonth ?? 1, 1) else { return nil }
        if size >= .year { return CalendarUnit(size, holding: first) }
        if size >= .month, publishedMonth != nil { return CalendarUnit(size, holding: first) }
        return nil
    }

    /// The last quarter that had ended at publication.
    var completedQuarter: CalendarUnit? { current(.quarter)?.shifted(-1) }
}

extension CalendarUnit.Size: Comparable {
    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
