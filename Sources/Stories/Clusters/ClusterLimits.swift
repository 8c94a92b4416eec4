import Documents

/// Weights and thresholds of the clustering. Tuned on development sets; see docs/method/clusters.md.
public struct ClusterLimits: Sendable {
    /// Words of the text counted as its lead.
    public var lead = 60
    /// Words of the text that are looked at.
    public var words = 200
    /// Weight of a word in the title, against 1 in the body.
    public var title: Float = 3
    /// Weight of a word in the lead.
    public var leadWeight: Float = 1
    /// Factor for capitalised words.
    public var capital: Float = 1
    /// Factor for numbers.
    public var number: Float = 0.5
    /// Exponent of the inverse document frequency.
    public var rarity: Float = 1.5
    /// Weight of the stream's own counts against the background's.
    public var stream: Float = 10
    /// Weight of the background's counts.
    public var background: Float = 1
    /// Terms kept of a document.
    public var terms = 50
    /// Terms kept of a story.
    public var storyTerms = 60
    /// Terms of a document that look for candidates.
    public var probes = 24
    /// Candidates compared in full.
    public var candidates = 12
    /// Share of the nearest member in the similarity, against the centroid.
    public var nearest: Float = 0
    /// Similarity from which a document belongs to a story.
    public var join: Float = 0.16
    /// The same for texts under `shortWords` words.
    public var joinShort: Float = 0.11
    /// The same for passages laid together by hand, without outlet and date.
    public var joinBare: Float = 0.16
    /// Similarity of two stories' centroids from which they are one, when a short text joins them.
    public var mergeShort: Float = 0.3
    /// Similarity of two stories' centroids from which they are one.
    public var merge: Float = 0.55
    /// Days without decay.
    public var grace: Float = 1
    /// Days in which a similarity falls to 1/e after that.
    public var decay: Float = 15
    /// Documents after which the stream's counts are halved.
    public var window = 50_000
    /// Documents after which a story nobody adds to is closed.
    public var idle = 200_000
    /// Binary logarithm of the number of posting lists: 10 suits a report, 18 a stream.
    public var bits = 18
    /// The usual limits.
    public init() {}
    /// Words under which a text is short: an item of a feed, a passage.
    public var shortWords = 12
    /// Limits for the documents of one report: situations rather than events, the background's counts alone.
    public static var report: ClusterLimits {
        var limits = ClusterLimits()
        limits.bits = 12
        limits.stream = 0
        limits.leadWeight = 2
        limits.words = 400
        limits.capital = 1.5
        limits.nearest = 0.3
        limits.storyTerms = 100
        limits.shortWords = 60
        limits.join = 0.33
        limits.joinShort = 0.1
        limits.joinBare = 0.14
        limits.merge = 0.43
        limits.mergeShort = 0.3
        limits.grace = 14
        limits.decay = 60
        return limits
    }
}
