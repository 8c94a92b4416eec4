/// A time that a document states about itself (published, modified), as exactly as it was given.
public struct Dated: Hashable, Sendable {
    /// The start of the stated unit, as UTC.
    public var moment: Moment
    /// Minutes east of UTC of the stated zone; nil when none was stated (UTC is then assumed).
    public var offset: Int?
    /// `day` for a bare date, `minute` or `second` for a full time; coarser for `2025-01` or `2025`.
    public var precision: Precision
    /// The rule that gave it ("field published", "json-ld datePublished").
    public var rule: String

    /// Makes a stated time.
    public init(moment: Moment, offset: Int? = nil, precision: Precision, rule: String = "") {
        self.moment = moment
        self.offset = offset
        self.precision = precision
        self.rule = rule
    }

    /// The calendar day in the stated zone.
    public var day: CivilDay { moment.day(offset: offset ?? 0) }

    /// RFC 3339 for full times, `2025-03-02` for a bare date, `2025-03`, `2025`.
    public var iso: String {
        switch precision {
        case .day: day.iso
        case .month: String(day.iso.dropLast(3))
        case .year: String(day.iso.dropLast(6))
        default: moment.rfc3339(offset: offset ?? 0)
        }
    }
}
