import Documents

/// Weights and thresholds of the clustering. Tuned on development sets; see docs/method/clusters.md.
public struct ClusterLimits: Sendable {
    /// Words of the text counted as its lead.
    public var lead = 60
    /// Words of the text that are looked at.
    public var words = 250
    /// Weight of a word in the title, against 1 in the body.
    public var title: Float = 3
    /// Weight of a word in the lead.
    public var leadWeight: Float = 1
    /// Factor for capitalised words.
    public var capital: Float = 1
    /// Factor for the whole weight of a word that stands capitalised inside a sentence.
    public var name: Float = 1.7
    /// Factor for numbers.
    public var number: Float = 0.8
    /// Exponent of the inverse document frequency.
    public var rarity: Float = 1.25
    /// Weight of the stream's own counts against the background's.
    public var stream: Float = 10
    /// Weight of the background's counts.
    public var background: Float = 1
    /// Terms kept of a document.
    public var terms = 100
    /// Terms kept of a story.
    public var storyTerms = 120
    /// Terms of a document that look for candidates.
    public var probes = 24
    /// Candidates compared in full.
    public var candidates = 12
    /// Share of the nearest member in the similarity, against the centroid (reports and archives).
    public var nearest: Float = 0.3
    /// Similarity from which a document belongs to a story.
    public var join: Float = 0.16
    /// The same for texts under `shortWords` words.
    public var joinShort: Float = 0.09
    /// The same for texts without outlet and date (reports and archives).
    public var joinBare: Float = 0.14
    /// The same for passages laid down in one file by hand, with a story that holds another of them (reports and archives).
    public var joinPassage: Float = 0.04
    /// Similarity of two stories' centroids from which they are one, when such a passage joins them (reports and archives).
    public var mergePassage: Float = 0.04
    /// Similarity of two stories' centroids from which they are one, when a short text joins them.
    public var mergeShort: Float = 0.3
    /// Similarity of two stories' centroids from which they are one.
    public var merge: Float = 0.55
    /// The same when one of them holds one or two documents (reports and archives).
    public var mergeFragment: Float = 0.36
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
    /// Documents after which the latest are grouped again; 0 for never.
    public var revision = 1024
    /// Words from which a document is grouped again: headlines alone do not say enough.
    public var revisionWords = 20
    /// Documents that are grouped again at once.
    public var revisionWindow = 1536
    /// Similarity, scaled by crowding, from which two groups are one when the latest documents are grouped again.
    public var regroup: Float = 0.5
    /// Neighbours a document keeps in that grouping.
    public var neighbours = 40
    /// First rank, from 0, of the neighbours that tell how crowded a document's surroundings are.
    public var crowdingFrom = 3
    /// Rank after the last of them.
    public var crowdingTo = 20
    /// What crowding is at least.
    public var crowdingFloor: Float = 0.06
    /// Exponent of the crowding.
    public var crowdingPower: Float = 0.7
    /// Binary logarithm of the number of lists of terms in that grouping.
    public var listBits = 16
    /// Terms whose list is longer tell nothing apart.
    public var longestList = 400
    /// The usual limits.
    public init() {}
    /// Words under which a text is short: an item of a feed, a passage.
    public var shortWords = 12
    /// Limits for the documents of one report: situations rather than events, the background's counts alone.
    public static var report: ClusterLimits {
        var limits = ClusterLimits()
        limits.bits = 12
        limits.name = 1
        limits.number = 0.5
        limits.rarity = 1.5
        limits.terms = 50
        limits.stream = 0
        limits.leadWeight = 2
        limits.words = 400
        limits.capital = 1.5
        limits.shortWords = 60
        limits.join = 0.33
        limits.joinShort = 0.08
        limits.merge = 0.43
        limits.mergeShort = 0.2
        limits.grace = 14
        limits.decay = 60
        return limits
    }
}
