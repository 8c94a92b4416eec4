public import Captures
public import Moments
public import Stories

/// Stories at a moment, ready to be written down.
public struct Report: Sendable {
    /// The moment it speaks for: the latest published time of its documents unless the user chose one; nil when nothing is dated.
    public var asOf: Moment?
    /// The moment since when changes are told; nil for none.
    public var since: Moment?
    /// Stories, largest first.
    public var stories: [Story]
    /// Records that could not be used.
    public var skipped: [Skipped]

    /// Makes a report.
    public init(asOf: Moment?, since: Moment?, stories: [Story], skipped: [Skipped]) {
        self.asOf = asOf
        self.since = since
        self.stories = stories
        self.skipped = skipped
    }
}
