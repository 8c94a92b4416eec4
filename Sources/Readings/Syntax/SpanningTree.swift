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
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: size * size) { matrix in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: size) { tree in
                guard let matrix = matrix.baseAddress, let tree = tree.baseAddress else { return }
                matrix.update(repeating: .min / 4, count: size * size)
                for word in 0..<count {
                    let (row, scores) = (matrix + (word + 1) * size, arcs + word * stride)
                    for head in 0..<count { row[head + 1] = Int64(scores[head]) }
                    row[word + 1] = .min / 4
                    row[0] = Int64(roots[word * rootStride]) - fine
                }
                contract(matrix, size, into: tree)
                for word in 0..<count { heads[word] = Int(tree[word + 1]) - 1 }
            }
        }
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
    private static func contract(
        _ scores: UnsafePointer<Int64>, _ size: Int, into heads: UnsafeMutablePointer<Int32>
    ) {
        heads[0] = -1
        for word in 1..<size {
            let row = scores + word * size
            var best = 0
            for head in 1..<size where row[head] > row[best] && head != word { best = head }
            heads[word] = Int32(best)
        }
        let cycle = findCycle(UnsafeBufferPointer(start: heads, count: size))
        guard !cycle.isEmpty else { return }
        var inCycle = [Bool](repeating: false, count: size)
        for word in cycle { inCycle[word] = true }
        let rest = (0..<size).filter { !inCycle[$0] }
        let small = rest.count + 1
        var enterAt = [Int](repeating: cycle[0], count: small)
        var leaveAt = [Int](repeating: cycle[0], count: small)
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: small * small) { matrix in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: small) { tree in
                guard let matrix = matrix.baseAddress, let tree = tree.baseAddress else { return }
                matrix.update(repeating: .min / 4, count: small * small)
                for (a, node) in rest.enumerated() {
                    let (row, from) = (matrix + a * small, scores + node * size)
                    for b in 0..<small - 1 { row[b] = from[rest[b]] }
                    row[a] = .min / 4
                    var enter = Int64.min
                    var leave = Int64.min
                    for member in cycle {
                        let gain = scores[member * size + node] - scores[member * size + Int(heads[member])]
                        if gain > enter { (enter, enterAt[a]) = (gain, member) }
                        if from[member] > leave { (leave, leaveAt[a]) = (from[member], member) }
                    }
                    matrix[(small - 1) * small + a] = enter
                    if node != 0 { row[small - 1] = leave }
                }
                contract(matrix, small, into: tree)
                for (a, node) in rest.enumerated() where node != 0 {
                    let head = Int(tree[a])
                    heads[node] = Int32(head == small - 1 ? leaveAt[a] : rest[head])
                }
                let entry = Int(tree[small - 1])
                heads[enterAt[entry]] = Int32(rest[entry])
            }
        }
    }

    /// Members of one cycle, or none.
    private static func findCycle(_ heads: UnsafeBufferPointer<Int32>) -> [Int] {
        var mark = [Int](repeating: 0, count: heads.count)
        mark[0] = -1
        for start in 1..<heads.count where mark[start] == 0 {
            var at = start
            while mark[at] == 0 {
                mark[at] = start
                at = Int(heads[at])
            }
            guard mark[at] == start else { continue }
            var cycle = [at]
            var next = Int(heads[at])
            while next != at {
                cycle.append(next)
                next = Int(heads[next])
            }
            return cycle
        }
        return []
    }
}
