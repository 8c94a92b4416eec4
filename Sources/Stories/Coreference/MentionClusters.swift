/// Groups mentions that name one occurrence, within one story: average-link agglomeration, the likeliest pair first.
///
/// Cost: quadratic in the mentions of a story.
@_spi(Lab) public struct MentionClusters: Sendable {
    private struct Pair: Comparable {
        var probability: Double
        var a: Int
        var b: Int
        var versionA: Int
        var versionB: Int

        static func < (x: Pair, y: Pair) -> Bool {
            x.probability != y.probability ? x.probability > y.probability : x.a != y.a ? x.a < y.a : x.b < y.b
        }
    }

    private let similarity: MentionSimilarity

    /// Makes it with weights.
    public init(_ similarity: MentionSimilarity) { self.similarity = similarity }

    /// For each mention the number of its group: the index of the group's first mention.
    public func groups(_ mentions: [EventMention]) -> [Int] {
        let count = mentions.count
        var table = [Double](repeating: 0, count: count * count)
        var heap = Heap<Pair>()
        for i in 0..<count {
            for j in 0..<i {
                let probability = similarity.probability(mentions[j], mentions[i])
                table[i * count + j] = probability
                table[j * count + i] = probability
                if probability >= similarity.threshold {
                    heap.push(Pair(probability: probability, a: j, b: i, versionA: 0, versionB: 0))
                }
            }
        }
        var sizes = [Double](repeating: 1, count: count)
        var versions = [Int](repeating: 0, count: count)
        var group = Array(0..<count)
        while let pair = heap.pop() {
            let (i, j) = (pair.a, pair.b)
            guard versions[i] == pair.versionA, versions[j] == pair.versionB else { continue }
            versions[i] += 1
            versions[j] = -1
            for m in group.indices where group[m] == j { group[m] = i }
            for k in 0..<count where k != i && versions[k] >= 0 {
                let mean =
                    (table[i * count + k] * sizes[i] + table[j * count + k] * sizes[j]) / (sizes[i] + sizes[j])
                table[i * count + k] = mean
                table[k * count + i] = mean
                guard mean >= similarity.threshold else { continue }
                let (a, b) = (min(i, k), max(i, k))
                heap.push(Pair(probability: mean, a: a, b: b, versionA: versions[a], versionB: versions[b]))
            }
            sizes[i] += sizes[j]
        }
        return group
    }
}
