import Glibc

/// Groups the documents of a window with all of them in view: what the one pass could not know yet.
///
/// Average-link agglomeration over a graph of nearest neighbours. A similarity is divided by how crowded both documents'
/// surroundings are (mean similarity to their 4th to 20th neighbours, after the local scaling of Zelnik-Manor and Perona,
/// "Self-tuning spectral clustering", NIPS 2004): in a crisis with fifty articles a day all are alike, so more is asked there.
/// Cost: about linear in the number of documents; each is compared through the terms it shares only.
struct Regrouping {
    /// A document of the window.
    struct Item: Sendable {
        /// Index in the stream.
        var document: Int
        /// Its words.
        var vector: TermVector
        /// Published, in days; nil when not known.
        var day: Float?
    }

    private struct Edge: Comparable {
        var similarity: Float
        var a: Int32
        var b: Int32
        var versionA: Int32
        var versionB: Int32

        static func < (x: Edge, y: Edge) -> Bool {
            x.similarity != y.similarity ? x.similarity > y.similarity : x.a != y.a ? x.a < y.a : x.b < y.b
        }
    }

    private struct Posting {
        var key: UInt32
        var item: Int32
        var weight: Float
    }

    let limits: ClusterLimits

    /// Groups of the items, by index, each rising; groups in the order of their first.
    func groups(_ items: [Item]) -> [[Int]] {
        var edges = graph(items)
        var members = items.indices.map { [$0] }
        var versions = [Int32](repeating: 0, count: items.count)
        var heap = Heap<Edge>()
        for i in items.indices {
            for (j, similarity) in edges[i] where i < j && similarity >= limits.regroup {
                heap.push(Edge(similarity: similarity, a: Int32(i), b: Int32(j), versionA: 0, versionB: 0))
            }
        }
        while let edge = heap.pop() {
            let (i, j) = (Int(edge.a), Int(edge.b))
            guard versions[i] == edge.versionA, versions[j] == edge.versionB else { continue }
            versions[i] += 1
            versions[j] = -1
            edges[i][j] = nil
            for (k, similarity) in edges[j] where k != i {
                edges[i][k, default: 0] += similarity
                edges[k][j] = nil
                edges[k][i] = edges[i][k]
            }
            edges[j] = [:]
            members[i] += members[j]
            members[j] = []
            for (k, sum) in edges[i] {
                let similarity = sum / Float(members[i].count * members[k].count)
                guard similarity >= limits.regroup else { continue }
                let (a, b) = (min(i, k), max(i, k))
                heap.push(
                    Edge(
                        similarity: similarity, a: Int32(a), b: Int32(b), versionA: versions[a], versionB: versions[b]))
            }
        }
        return members.filter { !$0.isEmpty }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }

    /// For each item its neighbours and how close they are, both ways.
    private func graph(_ items: [Item]) -> [[Int: Float]] {
        let count = items.count
        // Postings in lists by the low bits of their terms, each list in the order of items (a counting sort).
        let mask = (1 << limits.listBits) - 1
        var starts = [Int32](repeating: 0, count: mask + 2)
        for item in items { for key in item.vector.keys { starts[(Int(key) & mask) + 1] += 1 } }
        for list in 0...mask { starts[list + 1] += starts[list] }
        var ends = starts
        var postings = [Posting](repeating: Posting(key: 0, item: 0, weight: 0), count: Int(starts[mask + 1]))
        for (i, item) in items.enumerated() {
            for (key, weight) in zip(item.vector.keys, item.vector.weights) {
                let list = Int(key) & mask
                postings[Int(ends[list])] = Posting(key: key, item: Int32(i), weight: weight)
                ends[list] += 1
            }
        }
        var sums = [Float](repeating: 0, count: count)
        var touched: [Int] = []
        var near = [[(item: Int, similarity: Float)]](repeating: [], count: count)
        var crowding = [Float](repeating: 0, count: count)
        for i in items.indices {
            postings.withUnsafeBufferPointer { postings in
                for (key, weight) in zip(items[i].vector.keys, items[i].vector.weights) {
                    let list = Int(key) & mask
                    let (start, end) = (Int(starts[list]), Int(starts[list + 1]))
                    guard end - start <= limits.longestList else { continue }
                    for p in start..<end where postings[p].key == key {
                        let j = Int(postings[p].item)
                        if sums[j] == 0 { touched.append(j) }
                        sums[j] += weight * postings[p].weight
                    }
                }
            }
            var found: [(item: Int, similarity: Float)] = []
            for j in touched {
                if j != i {
                    let similarity = sums[j] * fading(items[i].day, items[j].day)
                    if similarity > 0.02 { found.append((j, similarity)) }
                }
                sums[j] = 0
            }
            touched.removeAll(keepingCapacity: true)
            found.sort { $0.similarity != $1.similarity ? $0.similarity > $1.similarity : $0.item < $1.item }
            if found.count > limits.neighbours { found.removeLast(found.count - limits.neighbours) }
            near[i] = found
            let ranks = limits.crowdingFrom..<limits.crowdingTo
            let sum = found.indices.filter { ranks.contains($0) }.reduce(Float(0)) { $0 + found[$1].similarity }
            crowding[i] = powf(sum / Float(ranks.count) + limits.crowdingFloor, limits.crowdingPower / 2)
        }
        var edges = [[Int: Float]](repeating: [:], count: count)
        for i in items.indices {
            for (j, similarity) in near[i] {
                let scaled = similarity / (crowding[i] * crowding[j])
                edges[i][j] = scaled
                edges[j][i] = scaled
            }
        }
        return edges
    }

    private func fading(_ a: Float?, _ b: Float?) -> Float {
        guard let a, let b else { return 1 }
        let gap = abs(a - b) - limits.grace
        return gap > 0 ? expf(-gap / limits.decay) : 1
    }
}

/// A binary heap; the smallest comes first.
struct Heap<Element: Comparable> {
    private var items: [Element] = []

    /// Adds an element.
    mutating func push(_ element: Element) {
        items.append(element)
        var i = items.count - 1
        while i > 0, items[i] < items[(i - 1) / 2] {
            items.swapAt(i, (i - 1) / 2)
            i = (i - 1) / 2
        }
    }

    /// Takes the smallest; nil when empty.
    mutating func pop() -> Element? {
        guard let first = items.first, let last = items.popLast() else { return nil }
        guard !items.isEmpty else { return first }
        items[0] = last
        var i = 0
        while true {
            var least = i
            for child in [2 * i + 1, 2 * i + 2] where child < items.count && items[child] < items[least] {
                least = child
            }
            if least == i { return first }
            items.swapAt(i, least)
            i = least
        }
    }
}
