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

    /// Two groups that may be joined: the closest first, of equally close ones the one with the lower numbers.
    private struct Edge: Comparable {
        /// How close, turned round, and the lower number.
        var order: UInt64
        var other: Int32
        var version: Int32
        var otherVersion: Int32

        init(_ similarity: Float, _ a: Int, _ b: Int, _ versions: [Int32]) {
            let (low, high) = (min(a, b), max(a, b))
            order = Ranking.packed(similarity, UInt32(low))
            other = Int32(high)
            version = versions[low]
            otherVersion = versions[high]
        }

        static func < (x: Edge, y: Edge) -> Bool { x.order != y.order ? x.order < y.order : x.other < y.other }
    }

    /// A neighbour and the sum of similarities between the members of both.
    private struct Link {
        var to: Int32
        var sum: Float
    }

    private struct Posting {
        var key: UInt32
        var item: Int32
        var weight: Float
    }

    let limits: ClusterLimits

    /// Groups of the items, by index, each rising; groups in the order of their first.
    func groups(_ items: [Item]) -> [[Int]] {
        var links = graph(items)
        var members = items.indices.map { [$0] }
        var versions = [Int32](repeating: 0, count: items.count)
        var heap = Heap<Edge>()
        for i in items.indices {
            for link in links[i] where i < link.to && link.sum >= limits.regroup {
                heap.push(Edge(link.sum, i, Int(link.to), versions))
            }
        }
        while let edge = heap.pop() {
            let (i, j) = (Ranking.number(edge.order), Int(edge.other))
            guard versions[i] == edge.version, versions[j] == edge.otherVersion else { continue }
            versions[i] += 1
            versions[j] = -1
            let ended = links[j]
            links[j] = []
            links[i] = Self.joined(links[i], ended, i, j)
            for link in ended where link.to != i {
                let k = Int(link.to)
                let sum = links[i][Self.place(of: k, in: links[i])].sum
                Self.set(sum, of: i, in: &links[k])
                Self.remove(j, from: &links[k])
            }
            members[i] += members[j]
            members[j] = []
            for link in links[i] {
                let similarity = link.sum / Float(members[i].count * members[Int(link.to)].count)
                guard similarity >= limits.regroup else { continue }
                heap.push(Edge(similarity, i, Int(link.to), versions))
            }
        }
        return members.filter { !$0.isEmpty }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }

    /// The neighbours of two groups that become one, without themselves; both lists rise.
    private static func joined(_ a: [Link], _ b: [Link], _ i: Int, _ j: Int) -> [Link] {
        var result: [Link] = []
        result.reserveCapacity(a.count + b.count)
        var (x, y) = (0, 0)
        while x < a.count || y < b.count {
            if y == b.count || (x < a.count && a[x].to < b[y].to) {
                if a[x].to != j { result.append(a[x]) }
                x += 1
            } else if x == a.count || b[y].to < a[x].to {
                if b[y].to != i { result.append(b[y]) }
                y += 1
            } else {
                result.append(Link(to: a[x].to, sum: a[x].sum + b[y].sum))
                x += 1
                y += 1
            }
        }
        return result
    }

    /// Where a neighbour stands in a list, or would stand.
    private static func place(of neighbour: Int, in links: [Link]) -> Int {
        var (low, high) = (0, links.count)
        while low < high {
            let middle = (low + high) / 2
            if links[middle].to < neighbour { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func set(_ sum: Float, of neighbour: Int, in links: inout [Link]) {
        let place = place(of: neighbour, in: links)
        if place < links.count, links[place].to == neighbour {
            links[place].sum = sum
        } else {
            links.insert(Link(to: Int32(neighbour), sum: sum), at: place)
        }
    }

    private static func remove(_ neighbour: Int, from links: inout [Link]) {
        let place = place(of: neighbour, in: links)
        if place < links.count, links[place].to == neighbour { links.remove(at: place) }
    }

    /// For each item its neighbours and how close they are, both ways, in the order of their numbers.
    private func graph(_ items: [Item]) -> [[Link]] {
        let (count, width) = (items.count, limits.neighbours)
        guard width > 0 else { return [[Link]](repeating: [], count: count) }
        var near = [UInt64](repeating: 0, count: count * width)
        var sizes = [Int](repeating: 0, count: count)
        near.withUnsafeMutableBufferPointer { near in
            sizes.withUnsafeMutableBufferPointer { sizes in compare(items, near, sizes) }
        }
        let ranks = limits.crowdingFrom..<limits.crowdingTo
        let crowding = items.indices.map { i in
            var sum: Float = 0
            for rank in 0..<sizes[i] where ranks.contains(rank) { sum += Ranking.weight(near[i * width + rank]) }
            return powf(sum / Float(ranks.count) + limits.crowdingFloor, limits.crowdingPower / 2)
        }
        var links = [[Link]](repeating: [], count: count)
        for i in items.indices {
            for value in near[(i * width)..<(i * width + sizes[i])] {
                let (j, similarity) = (Ranking.number(value), Ranking.weight(value))
                let scaled = similarity / (crowding[i] * crowding[j])
                links[i].append(Link(to: Int32(j), sum: scaled))
                // Every pair was offered to both; the other has not kept this one when its list is full of closer ones.
                let back = Ranking.packed(similarity, UInt32(i))
                if sizes[j] == width, back > near[j * width + width - 1] {
                    links[j].append(Link(to: Int32(i), sum: scaled))
                }
            }
        }
        for i in items.indices { links[i].sort { $0.to < $1.to } }
        return links
    }

    /// Compares all items through the terms they share and keeps for each the closest, closest first.
    ///
    /// - Parameters:
    ///   - near: `neighbours` places an item, for packed similarities and numbers.
    ///   - sizes: how many of them are taken.
    private func compare(
        _ items: [Item], _ near: UnsafeMutableBufferPointer<UInt64>, _ sizes: UnsafeMutableBufferPointer<Int>
    ) {
        guard let places = near.baseAddress else { return }
        // Postings in lists by the low bits of their terms, each list in the order of items (a counting sort). An item is compared with
        // those before it, and then posted itself: each pair is met once.
        let mask = (1 << limits.listBits) - 1
        var starts = [Int32](repeating: 0, count: mask + 2)
        for item in items { for key in item.vector.keys { starts[(Int(key) & mask) + 1] += 1 } }
        for list in 0...mask { starts[list + 1] += starts[list] }
        var ends = starts
        var postings = [Posting](repeating: Posting(key: 0, item: 0, weight: 0), count: Int(starts[mask + 1]))
        var sums = [Float](repeating: 0, count: items.count)
        for i in items.indices {
            let vector = items[i].vector
            sums.withUnsafeMutableBufferPointer { sums in
                postings.withUnsafeMutableBufferPointer { postings in
                    for (key, weight) in zip(vector.keys, vector.weights) {
                        let list = Int(key) & mask
                        let (start, end) = (Int(starts[list]), Int(starts[list + 1]))
                        guard end - start <= limits.longestList else { continue }
                        for p in start..<Int(ends[list]) {
                            let posting = postings[p]
                            sums[Int(posting.item)] += posting.key == key ? weight * posting.weight : 0
                        }
                    }
                    for (key, weight) in zip(vector.keys, vector.weights) {
                        let list = Int(key) & mask
                        postings[Int(ends[list])] = Posting(key: key, item: Int32(i), weight: weight)
                        ends[list] += 1
                    }
                }
                let width = limits.neighbours
                for j in 0..<i {
                    // Time only takes away.
                    guard sums[j] > 0.02 else {
                        sums[j] = 0
                        continue
                    }
                    let similarity = sums[j] * fading(items[i].day, items[j].day)
                    sums[j] = 0
                    guard similarity > 0.02 else { continue }
                    sizes[i] = Ranking.insert(
                        Ranking.packed(similarity, UInt32(j)), into: places + i * width, count: sizes[i], limit: width)
                    sizes[j] = Ranking.insert(
                        Ranking.packed(similarity, UInt32(i)), into: places + j * width, count: sizes[j], limit: width)
                }
            }
        }
    }

    private func fading(_ a: Float?, _ b: Float?) -> Float {
        guard let a, let b else { return 1 }
        let gap = abs(a - b) - limits.grace
        return gap > 0 ? expf(-gap / limits.decay) : 1
    }
}
