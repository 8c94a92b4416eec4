/// What late documents have made another than it was: some documents, some stories altogether, and large stories by a little.
///
/// A story's direction is that of its sum. Documents of weight `w` turn it by `w / length` at most (twice the difference of two vectors, by
/// the sum of their lengths), and no cosine with it changes by more.
struct LateChanges {
    /// Places of new documents.
    private(set) var added: Set<Int32> = []
    /// Places of documents that stand in another story than before.
    private var moved: Set<Int32> = []
    /// Stories that count as others altogether.
    private(set) var nodes: Set<Int32> = []
    /// Large stories that have changed a little: the weight of what came and went, and how many dated documents have come since.
    private(set) var turned: [Int32: (weight: Double, since: Int)] = [:]
    /// How far two numbers that are compared can have come nearer to each other by that.
    private(set) var reach = 0.0
    /// Weight of all that may be missing in a story's sum at some moment from here on.
    private let missing: Double
    /// Terms of these documents and of those in these stories, a bit each; some share one.
    private var terms = [UInt64](repeating: 0, count: 1 << 14)
    /// Large stories whose latest documents are not those of before.
    private var loose: Set<Int32> = []

    /// How far a story that has changed a little may have turned.
    private static let mostTurn = 0.01
    /// Latest documents of a story that are looked at one by one.
    private static let latest = 6

    init(weight: Double) { missing = weight }

    /// Whether stories of documents have to be looked at whatever their terms are.
    var hasLooseEnds: Bool { !loose.isEmpty }

    /// Place of the first document that is new or stands in another story.
    private(set) var first = Int32.max

    mutating func disturb(_ place: Int32, isNew: Bool) {
        if isNew { added.insert(place) } else { moved.insert(place) }
        first = min(first, place)
    }

    /// Whether a document that was there before stands in another story, or its story is another.
    func concerns(_ place: Int32, of root: Int32) -> Bool {
        nodes.contains(root) || loose.contains(root) || moved.contains(place)
    }

    mutating func mark(_ term: UInt32) {
        let bit = Int(truncatingIfNeeded: (term &* 0x9E37_79B9) >> 12)
        terms[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    /// Whether a term is marked, or another one with the same bit.
    func has(_ term: UInt32) -> Bool {
        let bit = Int(truncatingIfNeeded: (term &* 0x9E37_79B9) >> 12)
        return terms[bit >> 6] >> UInt64(bit & 63) & 1 != 0
    }

    /// Notes a story as another altogether; false when it was noted before.
    mutating func insert(_ node: Int32) -> Bool {
        turned[node] = nil
        loose.remove(node)
        return nodes.insert(node).inserted
    }

    /// Notes that documents of a weight came to a story or left it.
    ///
    /// - Parameter length: of its sum, which may hold what was taken back and lack what had left the window; 0 when it has none.
    /// - Returns: false when that is no little change.
    mutating func turn(_ node: Int32, by weight: Double, length: Double) -> Bool {
        let weight = (turned[node]?.weight ?? 0) + weight
        let least = length - missing - weight
        guard least > 0, weight / least <= Self.mostTurn else { return false }
        turned[node] = (weight, 0)
        loose.insert(node)
        reach = max(reach, 2 * weight / least + 1e-9)
        return true
    }

    /// Notes that a document came to a story as before.
    mutating func follow(_ node: Int32, isDated: Bool) {
        guard !loose.isEmpty, isDated, let since = turned[node]?.since else { return }
        turned[node]?.since = since + 1
        if since + 1 >= Self.latest { loose.remove(node) }
    }
}
