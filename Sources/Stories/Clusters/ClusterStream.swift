import Texts
import Glibc
public import Documents
public import Lexicons
public import Moments

/// Puts each document of a stream into a story: one pass, memory bounded by the window, the same stream the same stories.
///
/// Method: single-pass clustering over TF-IDF centroids with time decay (Allan, Papka, Lavrenko, "On-line new event
/// detection and tracking", SIGIR 1998), candidates from fixed-size posting rings, so that the cost of one more document
/// does not grow with the archive. Every `revision` documents, and when `finish` is called, the latest long ones are grouped
/// again with all of them in view (`Regrouping`): stories are split, merged and left by documents, and `changes` says so.
public struct ClusterStream: Sendable {
    /// Where a document went.
    public struct Placement: Sendable {
        /// The story: its number in the order of first documents.
        public var story: Int
        /// Similarity with it, 0 to 1; 0 for a new story.
        public var similarity: Double
        /// Whether it opened the story.
        public var opened: Bool
    }

    struct Cluster {
        var centroid: TermVector
        var norm: Float
        var count: Int
        var first: Float?
        var last: Float?
        var seen: Int
    }

    let limits: ClusterLimits
    private var reader: TermReader
    var postings: PostingLists
    var clusters: [Cluster?] = []
    var parents: [Int32] = []
    private var oldest = 0
    private(set) var documents = 0
    /// The story each document was put into, before later merges.
    var placed: [Int32] = []
    /// The latest documents that are long enough to be compared again, oldest first.
    var window: [Regrouping.Item] = []
    private var sinceRevision = 0
    // Scratch.
    private var sums: [Float] = []
    private var touched: [Int] = []
    private var lookup = TermLookup()
    /// Merges, splits and moves so far, in order.
    public internal(set) var changes: [ClusterChange] = []

    /// Makes an empty stream.
    public init(limits: ClusterLimits = ClusterLimits()) throws(LexiconError) {
        self.limits = limits
        reader = try TermReader(limits: limits)
        postings = PostingLists(bits: limits.bits)
    }

    /// Stories still open to new documents.
    public var live: Int { clusters.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }

    /// The story a number stands for today, after merges.
    public func settled(_ story: Int) -> Int {
        var story = story
        while Int(parents[story]) != story { story = Int(parents[story]) }
        return story
    }

    /// The story a document of the stream belongs to today.
    ///
    /// - Parameter document: its index in the stream.
    public func story(of document: Int) -> Int { settled(Int(placed[document])) }

    /// Groups the latest documents again, when any came since the last time.
    public mutating func finish() {
        guard sinceRevision > 0, limits.revision > 0 else { return }
        sinceRevision = 0
        revise()
    }

    /// Takes the next document.
    public mutating func add(_ document: Document) -> Placement {
        add(
            title: document.title.map { Array($0.value.utf8) } ?? [], text: document.text.utf8,
            published: document.published?.moment)
    }

    /// Takes the next document by its parts.
    public mutating func add(title: [UInt8], text: [UInt8], published: Moment?) -> Placement {
        let (vector, words) = reader.vector(title: title, text: text)
        let placement = add(vector, words: words, published: published)
        guard limits.revision > 0 else { return placement }
        sinceRevision += 1
        if words >= limits.revisionWords {
            window.append(
                Regrouping.Item(
                    document: documents - 1, vector: vector, day: published.map { Float($0.seconds) / 86_400 }))
        }
        if sinceRevision >= limits.revision { finish() }
        return placement
    }

    /// Takes the next document as a vector.
    private mutating func add(_ vector: TermVector, words: Int, published: Moment?) -> Placement {
        documents += 1
        let day = published.map { Float($0.seconds) / 86_400 }
        let heaviest = vector.heaviest(limits.probes)
        let probes = heaviest.map { vector.keys[$0] }
        let candidates = candidates(vector, heaviest, probes, day)
        let short = words < limits.shortWords
        let threshold = short ? limits.joinShort : limits.join
        let mergeFrom = short ? limits.mergeShort : limits.merge
        guard let best = candidates.first, best.score >= threshold else {
            let story = open(vector, day)
            placed.append(Int32(story))
            postings.insert(story, probes)
            return Placement(story: story, similarity: 0, opened: true)
        }
        var story = best.story
        placed.append(Int32(story))
        join(vector, day, story)
        for next in candidates.dropFirst().prefix(2) where next.score >= threshold {
            if let kept = merge(story, next.story, from: mergeFrom) { story = kept }
        }
        postings.insert(story, probes)
        return Placement(story: story, similarity: Double(best.score), opened: false)
    }

    // MARK: Candidates

    private mutating func candidates(_ vector: TermVector, _ heaviest: [Int], _ probes: [UInt32], _ day: Float?) -> [(
        story: Int, score: Float
    )] {
        guard postings.used(probes) > 0 else { return [] }
        // Sums stand in one number a story, of which those touched are cleared again.
        if sums.count < clusters.count { sums.append(contentsOf: repeatElement(0, count: clusters.count - sums.count)) }
        touched.removeAll(keepingCapacity: true)
        let parents = parents
        for (probe, key) in zip(heaviest, probes) {
            let weight = vector.weights[probe]
            postings.forEach(key) { posted in
                var story = posted
                while Int(parents[story]) != story { story = Int(parents[story]) }
                if sums[story] == 0 { touched.append(story) }
                sums[story] += weight
            }
        }
        lookup.load(vector)
        let limit = max(limits.candidates, 1)
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: limit) { best in
            guard let list = best.baseAddress else { return [] }
            var found = 0
            for story in touched {
                let value = Ranking.packed(sums[story], UInt32(truncatingIfNeeded: story))
                sums[story] = 0
                found = Ranking.insert(value, into: list, count: found, limit: limits.candidates)
            }
            return scores(UnsafeBufferPointer(start: list, count: found), day)
        }
    }

    /// The packed stories that are open with how close they are, closest first.
    private func scores(_ packed: UnsafeBufferPointer<UInt64>, _ day: Float?) -> [(story: Int, score: Float)] {
        // Their centroids lie far apart in memory: the heads of all are read before the first is compared.
        var terms = 0
        for value in packed {
            let story = Ranking.number(value)
            terms &+= (clusters[story]?.centroid.keys.count ?? 0) &+ (clusters[story]?.centroid.weights.count ?? 0)
        }
        guard terms > 0 else { return [] }
        var result: [(story: Int, score: Float)] = []
        result.reserveCapacity(packed.count)
        for value in packed {
            let story = Ranking.number(value)
            if let score = score(story, day) { result.append((story, score)) }
        }
        result.sort { $0.score != $1.score ? $0.score > $1.score : $0.story < $1.story }
        return result
    }

    /// How close the vector in `lookup` is to a story that is open.
    private func score(_ story: Int, _ day: Float?) -> Float? {
        guard let cluster = clusters[story] else { return nil }
        var score = lookup.dot(cluster.centroid) / cluster.norm
        if let day, let first = cluster.first, let last = cluster.last {
            let gap = max(0, day - last, first - day) - limits.grace
            if gap > 0 { score *= expf(-gap / limits.decay) }
        }
        return score
    }

    // MARK: Stories

    mutating func open(_ vector: TermVector, _ day: Float?) -> Int {
        let story = clusters.count
        clusters.append(
            Cluster(
                centroid: vector, norm: max(vector.norm, 1e-6), count: 1, first: day, last: day, seen: documents))
        parents.append(Int32(story))
        while oldest < clusters.count - 1 {
            guard let cluster = clusters[oldest] else {
                oldest += 1
                continue
            }
            guard cluster.seen + limits.idle < documents else { break }
            clusters[oldest] = nil
            oldest += 1
        }
        return story
    }

    private mutating func join(_ vector: TermVector, _ day: Float?, _ story: Int) {
        guard var cluster = clusters[story] else { return }
        clusters[story] = nil
        cluster.centroid.add(vector, limit: limits.storyTerms)
        cluster.norm = max(cluster.centroid.norm, 1e-6)
        cluster.count += 1
        cluster.seen = documents
        if let day {
            cluster.first = min(cluster.first ?? day, day)
            cluster.last = max(cluster.last ?? day, day)
        }
        clusters[story] = cluster
    }

    /// Joins two stories when their centroids have come close; the older one keeps its number.
    private mutating func merge(_ a: Int, _ b: Int, from threshold: Float) -> Int? {
        let (a, b) = (min(a, b), max(a, b))
        guard a != b, var kept = clusters[a], let ended = clusters[b] else { return nil }
        var similarity = kept.centroid.dot(ended.centroid) / (kept.norm * ended.norm)
        if let first = kept.first, let last = kept.last, let otherFirst = ended.first, let otherLast = ended.last {
            let gap = max(0, otherFirst - last, first - otherLast) - limits.grace
            if gap > 0 { similarity *= expf(-gap / limits.decay) }
        }
        guard similarity >= threshold else { return nil }
        clusters[a] = nil
        kept.centroid.add(ended.centroid, limit: limits.storyTerms)
        kept.norm = max(kept.centroid.norm, 1e-6)
        kept.count += ended.count
        kept.seen = documents
        kept.first = [kept.first, ended.first].compactMap { $0 }.min()
        kept.last = [kept.last, ended.last].compactMap { $0 }.max()
        clusters[a] = kept
        clusters[b] = nil
        parents[b] = Int32(a)
        postings.insert(a, ended.centroid.heaviest(limits.probes).map { ended.centroid.keys[$0] })
        changes.append(
            ClusterChange(
                kind: .merged, story: b, other: a, document: documents - 1,
                why: "a document fits both, and their words agree to \(Int((similarity * 100).rounded()))%"))
        return a
    }
}
