public import Moments
public import Texts

/// A time expression (TIMEX3, ISO 24617-1) and what it means on the calendar.
public struct TimeExpression: Sendable {
    /// TIMEX3 types.
    public enum Kind: String, Sendable {
        /// A calendar date of any width.
        case date = "DATE"
        /// A time of day.
        case time = "TIME"
        /// A length of time.
        case duration = "DURATION"
        /// A recurring time.
        case set = "SET"
    }

    /// Where it stands.
    public var extent: Extent
    /// Its type.
    public var kind: Kind
    /// TIMEX3 value: `2025-03-02`, `2025-W09`, `P6M`, `XXXX-WXX-7`, `PAST_REF`.
    public var value: String
    /// The first moment it can mean (UTC); nil when not anchored.
    public var earliest: Moment?
    /// The last moment it can mean, exclusive (UTC); nil when not anchored.
    public var latest: Moment?
    /// Its unit.
    public var precision: Precision
    /// TIMEX3 `mod` or a hedge: "APPROX", "START", "MORE_THAN"; nil when exact.
    public var modifier: String?
    /// Stable id of the rule that read it.
    public var rule: String
    /// What it was counted from: "published", "narrative", "time 3", or a reason why it is not anchored.
    public var anchor: String

    /// Makes a time expression.
    public init(
        extent: Extent, kind: Kind, value: String, earliest: Moment? = nil, latest: Moment? = nil,
        precision: Precision = .unknown, modifier: String? = nil, rule: String, anchor: String = ""
    ) {
        self.extent = extent
        self.kind = kind
        self.value = value
        self.earliest = earliest
        self.latest = latest
        self.precision = precision
        self.modifier = modifier
        self.rule = rule
        self.anchor = anchor
    }
}
