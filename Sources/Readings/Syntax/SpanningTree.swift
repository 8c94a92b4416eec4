/// The best dependency tree of a sentence with exactly one root (Chu & Liu 1965, Edmonds 1967).
///
/// Most sentences need no search: when every word's best head gives a tree with one root, that tree is best. Otherwise
/// cycles are contracted, O(n²) each; one root is had by making root arcs dearer than any tree is worth.
struct SpanningTree {
    /// Dearer than the scores of a whole sentence.
    private static let fine: Int64 = 1 << 44

    /// Heads for `count` words: an index, or -1 for the root.
    ///
    /// - Parameters:
    ///   - arcs: score of word i under head j at `arcs[i * stride + j]`.
    ///   - roots: score of word i under the root at `roots[i * rootStride]`.
    static func heads(
        _ count: Int, arcs: UnsafePointer<Int32>, stride: Int, roots: UnsafePointer<Int32>, rootStride: Int,
        into heads: inout [Int]
    ) {
        heads.removeAll(keepingCapacity: true)
        var found = 0
        for word in 0..<count {
            var best = -1
            var top = roots[word * rootStride]
            let row = arcs + word * stride
            for head in 0..<count where row[head] > top && head != word { (top, best) = (row[head], head) }
            if best < 0 { found += 1 }
            heads.append(best)
        }
        if found == 1, isTree(heads) { return }
        // Node 0 is the root, node i the word i - 1.
        let size = count + 1
        var matrix = [Int64](repeating: .min / 4, count: size * size)
        for word in 0..<count {
            for head in 0..<count where head != word {
                matrix[(word + 1) * size + head + 1] = Int64(arcs[word * stride + head])
            }
            matrix[(word + 1) * size] = Int64(roots[word * rootStride]) - fine
        }
        let tree = contract(matrix, size)
        for word in 0..<count { heads[word] = tree[word + 1] - 1 }
    }

    /// Whether every word reaches the root.
    static func isTree(_ heads: [Int]) -> Bool {
        var good = [Bool](repeating: false, count: heads.count)
        for word in heads.indices {
            var at = word
            var steps = 0
            while at >= 0, !good[at] {
                at = heads[at]
                steps += 1
                if steps > heads.count { return false }
            }
            at = word
            while at >= 0, !good[at] {
                good[at] = true
                at = heads[at]
            }
        }
        return true
    }

    /// Heads of the best tree over a matrix of scores [word * size + head], node 0 the root.
    private static func contract(_ scores: [Int64], _ size: Int) -> [Int] {
        var heads = [Int](repeating: 0, count: size)
        heads[0] = -1
        for word in 1..<size {
            var best = word == 0 ? 1 : 0
            for head in 0..<size where head != word && scores[word * size + head] > scores[word * size + best] {
                best = head
            }
            heads[word] = best
        }
        let cycle = findCycle(heads)
        guard !cycle.isEmpty else { return heads }
        var inCycle = [Bool](repeating: false, count: size)
        for word in cycle { inCycle[word] = true }
        let rest = (0..<size).filter { !inCycle[$0] }
        let small = rest.count + 1
        var matrix = [Int64](repeating: .min / 4, count: small * small)
        var enterAt = [Int](repeating: cycle[0], count: small)
        var leaveAt = [Int](repeating: cycle[0], count: small)
        for (a, node) in rest.enumerated() {
            for (b, head) in rest.enumerated() where a != b { matrix[a * small + b] = scores[node * size + head] }
            var enter = Int64.min
            var leave = Int64.min
            for member in cycle {
                let gain = scores[member * size + node] - scores[member * size + heads[member]]
                if gain > enter { (enter, enterAt[a]) = (gain, member) }
                if scores[node * size + member] > leave { (leave, leaveAt[a]) = (scores[node * size + member], member) }
            }
            matrix[(small - 1) * small + a] = enter
            if node != 0 { matrix[a * small + small - 1] = leave }
        }
        let tree = contract(matrix, small)
        for (a, node) in rest.enumerated() where node != 0 {
            heads[node] = tree[a] == small - 1 ? leaveAt[a] : rest[tree[a]]
        }
        let entry = tree[small - 1]
        heads[enterAt[entry]] = rest[entry]
        return heads
    }

    /// Members of one cycle, or none.
    private static func findCycle(_ heads: [Int]) -> [Int] {
        var mark = [Int](repeating: 0, count: heads.count)
        mark[0] = -1
        for start in 1..<heads.count where mark[start] == 0 {
            var at = start
            while mark[at] == 0 {
                mark[at] = start
                at = heads[at]
            }
            guard mark[at] == start else { continue }
            var cycle = [at]
            var next = heads[at]
            while next != at {
                cycle.append(next)
                next = heads[next]
            }
            return cycle
        }
        return []
    }
}
