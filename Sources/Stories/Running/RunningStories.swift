import Glibc

/// Puts documents into stories one at a time, in the order of their time, and late ones where they belong.
///
/// The result for a set of documents is the same whatever the order in which they came, in whatever batches: a document
/// that comes late is put where it belongs, and what it could have changed after it is decided anew (`insert`). All sums are whole
/// numbers, so going back is exact.
///
/// Method: single-pass clustering (see `ClusterStream`) with the weights and thresholds of reports. What is looked at is bounded
/// twice: by a window of `window` seconds before the document at hand, and by the latest `reach` documents of each of its
/// heaviest terms. So one more document costs the same in an archive of any size.
///
///     documents   d1 ─ d2 ─ d3 ─ d4 ─ d5        in order of time
///     nodes       d1        d3                  opened by those documents; the others joined one
///     merges                     (d3 → d1)      noted with the document that showed it
public struct RunningStories {
    /// Days that a story is remembered for, in seconds.
    public static let window: Int64 = 45 * 86_400
    /// Documents looked at of one term.
    static let reach = 48

    /// Two stories that became one: `ended` goes on in `kept`. Both are named by the document that opened them.
    public struct Merge: Sendable, Hashable {
        /// The one that goes on.
        public var kept: Int64
        /// The one that ended.
        public var ended: Int64

        /// Makes a merge.
        public init(kept: Int64, ended: Int64) {
            self.kept = kept
            self.ended = ended
        }
    }

    /// What was decided about a document.
    public struct Step: Sendable {
        /// The document.
        public var feature: StoryFeature
        /// The story it opened or joined, before later merges: the number of the document that opened it.
        public var node: Int64
        /// Stories it showed to be one.
        public var merges: [Merge]
    }

    struct Entry {
        var feature: StoryFeature
        var norm: Double
        /// Index of the node it was put into.
        var node: Int32 = -1
        /// Its node's root at that time.
        var root: Int32 = -1
        /// How many of its terms stand in the chains.
        var probes = 0
        var merges: [(kept: Int32, ended: Int32)] = []
        var lowBefore: Int = 0
        /// Where its links begin in the chains.
        var firstLink: Int32 = 0
        /// By how much each number that was compared for it can change before it is decided about otherwise; 0 when that is not known.
        var slack = 0.0
    }

    let limits: ClusterLimits
    var entries: [Entry] = []
    var nodes: [RunningNode] = []
    /// Of each entry its node, and of each node the one it went into or itself. They lie apart, as every vote asks for both.
    var homes: [Int32] = []
    var parents: [Int32] = []
    var indexOf: [Int64: Int32] = [:]
    /// Which documents hold a term among their heaviest.
    var chains = TermChains()
    /// The heaviest terms of the document at hand with their weights, in the order of the terms.
    var probes: [(term: UInt32, weight: UInt16)] = []
    /// First place inside the window of the last entry.
    var low = 0
    /// Votes of candidate nodes; cleared after each document.
    var sums: [Int64] = []
    var stamps: [Int32] = []
    var stamp: Int32 = 0
    /// Documents that were taken back to make room for late ones, the last first; empty between two calls.
    var taken: [Taken] = []

    /// Makes an empty stream.
    public init(limits: ClusterLimits = .report) { self.limits = limits }

    /// Makes room for so many documents in all.
    public mutating func reserve(_ count: Int) {
        entries.reserveCapacity(count)
        homes.reserveCapacity(count)
        chains.reserve(count * limits.probes)
    }

    /// How many documents are held.
    public var count: Int { entries.count }

    /// How many of them lie before the window and only serve going back.
    public var spent: Int { low }

    /// The last document.
    public var last: StoryFeature? { entries.last?.feature }

    /// The time of the first document that is held; nil without any.
    public var first: Int64? { entries.first?.feature.time }

    /// The story a node stands for now, by the document that opened it.
    public func root(of node: Int64) -> Int64 { indexOf[node].map { nodes[Int(rootIndex($0))].number } ?? node }

    /// Nodes that went into another one on whose way to their story one of some nodes lies, those among them.
    public func ended(through touched: Set<Int64>) -> Set<Int64> {
        var isThrough = [Int8](repeating: -1, count: nodes.count)
        var path: [Int] = []
        for start in nodes.indices {
            var node = start
            path.removeAll(keepingCapacity: true)
            while isThrough[node] < 0 {
                path.append(node)
                if touched.contains(nodes[node].number) {
                    isThrough[node] = 1
                } else if Int(parents[node]) == node {
                    isThrough[node] = 0
                } else {
                    node = Int(parents[node])
                }
            }
            for other in path { isThrough[other] = isThrough[node] }
        }
        return touched.union(nodes.indices.filter { isThrough[$0] == 1 }.map { nodes[$0].number })
    }

    func rootIndex(_ node: Int32) -> Int32 {
        var node = node
        while parents[Int(node)] != node { node = parents[Int(node)] }
        return node
    }

    mutating func nodeIndex(_ number: Int64) -> Int32 {
        if let known = indexOf[number] { return known }
        let index = Int32(nodes.count)
        nodes.append(RunningNode(number: number))
        parents.append(index)
        sums.append(0)
        stamps.append(0)
        indexOf[number] = index
        return index
    }

    // MARK: Likeness

    /// Cosine of a document with a story's sums.
    func similarity(_ entry: Entry, _ node: RunningNode) -> Double {
        if node.members.count == 1, let only = node.members.first {
            let other = entries[Int(only)]
            return Double(entry.feature.dot(other.feature)) / max(1, entry.norm * other.norm)
        }
        var dot: Int64 = 0
        for i in entry.feature.keys.indices {
            if let sum = node.sums[entry.feature.keys[i]] { dot += sum * Int64(entry.feature.weights[i]) }
        }
        return Double(dot) / max(1, entry.norm * Double(node.square).squareRoot())
    }

    /// A document's likeness with a story: its middle, its latest members, and how long ago they were.
    func score(_ entry: Entry, _ node: RunningNode) -> Double {
        var near = 0.0
        for member in node.members.suffix(6) {
            let other = entries[Int(member)]
            near = max(near, Double(entry.feature.dot(other.feature)) / max(1, entry.norm * other.norm))
        }
        let share = Double(limits.nearest)
        return ((1 - share) * similarity(entry, node) + share * near) * decay(entry, node)
    }

    func decay(_ entry: Entry, _ node: RunningNode) -> Double {
        guard entry.feature.isDated,
            let last = node.members.last(where: { entries[Int($0)].feature.isDated })
        else { return 1 }
        let days = Double(entry.feature.time - entries[Int(last)].feature.time) / 86_400 - Double(limits.grace)
        return days > 0 ? exp(-days / Double(limits.decay)) : 1
    }

    /// Cosine of two stories' sums.
    func similarity(_ a: RunningNode, _ b: RunningNode) -> Double {
        if a.members.count == 1, let only = a.members.first { return similarity(entries[Int(only)], b) }
        if b.members.count == 1, let only = b.members.first { return similarity(entries[Int(only)], a) }
        let (small, large) = a.sums.count <= b.sums.count ? (a, b) : (b, a)
        var dot: Int64 = 0
        // Whole numbers: the order of the sum does not matter.
        for (key, sum) in small.sums { if let other = large.sums[key] { dot += sum * other } }
        return Double(dot) / max(1, Double(a.square).squareRoot() * Double(b.square).squareRoot())
    }
}
