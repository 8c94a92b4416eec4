import Testing

@testable import Readings

@Suite struct SpanningTreeTests {
    /// Heads by scores [word][head..., root].
    func tree(_ scores: [[Int32]]) -> [Int] {
        let count = scores.count
        var heads: [Int] = []
        let arcs = scores.flatMap { $0.dropLast() }
        let roots = scores.map { $0[count] }
        SpanningTree.heads(count, arcs: arcs, stride: count, roots: roots, rootStride: 1, into: &heads)
        return heads
    }

    @Test func greedyTreeStands() {
        #expect(tree([[0, 9, 1], [1, 0, 8]]) == [1, -1])
    }

    @Test func cycleIsBroken() {
        // Words 0 and 1 want each other; the root is cheaper over word 1.
        #expect(tree([[0, 9, 1], [9, 0, 5]]) == [1, -1])
    }

    @Test func onlyOneRoot() {
        #expect(tree([[0, 1, 9], [3, 0, 9]]) == [-1, 0])
    }

    /// Against all trees of up to five words.
    @Test(arguments: 1...5)
    func bestOfAll(count: Int) {
        var state: UInt64 = 42
        func number() -> Int32 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int32(state >> 50) - 8000
        }
        for _ in 0..<60 {
            let scores = (0..<count).map { _ in (0...count).map { _ in number() } }
            let found = tree(scores)
            #expect(SpanningTree.isTree(found))
            #expect(found.filter { $0 < 0 }.count == 1)
            #expect(value(found, scores) == best(scores))
        }
    }

    func value(_ heads: [Int], _ scores: [[Int32]]) -> Int {
        heads.enumerated().reduce(0) { $0 + Int(scores[$1.offset][$1.element < 0 ? heads.count : $1.element]) }
    }

    /// Tries every choice of heads.
    func best(_ scores: [[Int32]]) -> Int {
        let count = scores.count
        var heads = [Int](repeating: -1, count: count)
        var top = Int.min
        func choose(_ word: Int) {
            guard word < count else {
                if heads.filter({ $0 < 0 }).count == 1, SpanningTree.isTree(heads) {
                    top = max(top, value(heads, scores))
                }
                return
            }
            for head in -1..<count where head != word {
                heads[word] = head
                choose(word + 1)
            }
        }
        choose(0)
        return top
    }
}
