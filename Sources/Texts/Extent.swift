/// A half-open stretch of a `Text`, in UTF-8 bytes from its start.
@frozen
public struct Extent: Hashable, Sendable, Comparable {
    /// First byte.
    public var lower: UInt32
    /// One past the last byte.
    public var upper: UInt32

    /// Makes an extent from byte positions.
    @inlinable
    public init(lower: UInt32, upper: UInt32) {
        self.lower = lower
        self.upper = upper
    }

    /// Makes an extent from byte positions. `lower` must not exceed `upper`; both must fit 32 bits.
    @inlinable
    public init(_ lower: Int, _ upper: Int) {
        self.lower = UInt32(truncatingIfNeeded: lower)
        self.upper = UInt32(truncatingIfNeeded: upper)
    }

    /// Length in bytes.
    @inlinable public var count: Int { Int(upper) - Int(lower) }
    /// Whether nothing is covered.
    @inlinable public var isEmpty: Bool { lower >= upper }
    /// First byte as `Int`.
    @inlinable public var start: Int { Int(lower) }
    /// One past the last byte as `Int`.
    @inlinable public var end: Int { Int(upper) }
    /// The bytes as a range of `Int`.
    @inlinable public var range: Range<Int> { Int(lower)..<Int(upper) }

    /// Whether `other` lies wholly inside.
    @inlinable
    public func contains(_ other: Extent) -> Bool { lower <= other.lower && other.upper <= upper }

    /// Whether a byte position lies inside.
    @inlinable
    public func contains(_ position: Int) -> Bool { Int(lower) <= position && position < Int(upper) }

    /// Whether the two share at least one byte.
    @inlinable
    public func overlaps(_ other: Extent) -> Bool { lower < other.upper && other.lower < upper }

    /// The smallest extent that covers both.
    @inlinable
    public func union(_ other: Extent) -> Extent {
        Extent(lower: min(lower, other.lower), upper: max(upper, other.upper))
    }

    /// By start, then by end.
    @inlinable
    public static func < (a: Extent, b: Extent) -> Bool { (a.lower, a.upper) < (b.lower, b.upper) }
}
