public import Texts

/// A number or vague amount, and what it counts.
public struct Quantity: Sendable {
    /// What a figure says about earlier figures.
    public enum Kind: String, Sendable {
        /// So many in all.
        case total
        /// So many more.
        case increment
        /// A change of another figure ("halved").
        case change
    }

    /// Whether the figure is the present one.
    public enum Status: String, Sendable {
        /// It is.
        case current
        /// It was given before and has been replaced ("rose to 52 from 43").
        case earlier
        /// It belongs to another event ("more than the 1,800 killed in 1999").
        case other
    }

    /// Where it stands: the number with its hedge and unit.
    public var extent: Extent
    /// Lowest value meant, in `unit`; nil when open below.
    public var low: Double?
    /// Highest value meant; nil when open above.
    public var high: Double?
    /// "person", "km2", "USD", "percent", "magnitude", "tonne", …; nil when only a number.
    public var unit: String?
    /// What is counted: "killed", "injured", "missing", "displaced", "homes destroyed", "area held", …; nil when nothing we track.
    public var counts: String?
    /// The words around it that hedge: "at least", "up to", "some".
    public var hedge: String?
    /// Total, increment or change.
    public var kind: Kind
    /// Whose or where: "soldiers", "in Pellin"; stretches of the text.
    public var scope: [Extent]
    /// For changes: lowest factor against the earlier value ("halved" = 0.5).
    public var factorLow: Double?
    /// For changes: highest factor.
    public var factorHigh: Double?
    /// Token index of the counted noun or the counting verb's head, when read from the tree.
    public var counted: Int?
    /// Stable id of the rule.
    public var rule: String
    /// Present, earlier, or another event's.
    public var status = Status.current
    /// The number alone, without hedge and unit.
    public var number: Extent

    /// Makes a quantity.
    public init(
        extent: Extent, low: Double?, high: Double?, unit: String? = nil, counts: String? = nil, hedge: String? = nil,
        kind: Kind = .total, scope: [Extent] = [], factorLow: Double? = nil, factorHigh: Double? = nil,
        counted: Int? = nil, rule: String
    ) {
        self.extent = extent
        self.low = low
        self.high = high
        self.unit = unit
        self.counts = counts
        self.hedge = hedge
        self.kind = kind
        self.scope = scope
        self.factorLow = factorLow
        self.factorHigh = factorHigh
        self.counted = counted
        self.rule = rule
        number = extent
    }
}
