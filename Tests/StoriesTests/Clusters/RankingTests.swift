import Testing

@testable import Stories

@Suite struct RankingTests {
    /// Numbers that come out the same on every run.
    struct Numbers {
        var state: UInt64 = 42
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    @Test(arguments: [1, 2, 12, 13, 14, 24, 25, 100, 700])
    func valuesStandWhereSortingWouldPutThem(count: Int) {
        var numbers = Numbers()
        for range in [UInt64.max, 50] {
            let values = (0..<count).map { _ in range == .max ? numbers.next() : numbers.next() % range }
            let sorted = values.sorted()
            for rank in [0, count / 3, count - 1] {
                var copy = values
                let found = copy.withUnsafeMutableBufferPointer { Ranking.value(atRank: rank, of: $0) }
                #expect(found == sorted[rank])
                #expect(copy.sorted() == sorted)
            }
            var copy = values
            copy.withUnsafeMutableBufferPointer { Ranking.sortSpread($0) }
            #expect(copy == sorted)
        }
    }

    @Test func aShortListKeepsTheSmallest() {
        var numbers = Numbers()
        let values = (0..<200).map { _ in numbers.next() }
        var list = [UInt64](repeating: 0, count: 7)
        var count = 0
        list.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            for value in values { count = Ranking.insert(value, into: start, count: count, limit: 7) }
        }
        #expect(count == 7)
        #expect(list == Array(values.sorted().prefix(7)))
    }

    @Test func heavierComesFirst() {
        #expect(Ranking.packed(2, 9) < Ranking.packed(1, 0))
        #expect(Ranking.packed(1, 0) < Ranking.packed(1, 1))
        #expect(Ranking.weight(Ranking.packed(0.25, 7)) == 0.25)
        #expect(Ranking.number(Ranking.packed(0.25, 7)) == 7)
    }

    @Test func lookingUpGivesTheInnerProduct() {
        var numbers = Numbers()
        func vector(_ count: Int) -> TermVector {
            var vector = TermVector()
            // Few low bits, so that terms meet in the table.
            vector.keys = Array(
                Set((0..<count).map { _ in UInt32(numbers.next() % 40) << 12 | UInt32(numbers.next() % 9) })
            )
            .sorted()
            vector.weights = vector.keys.map { Float($0 % 13 + 1) / 16 }
            return vector
        }
        var lookup = TermLookup()
        for count in [100, 3, 0, 600, 40] {
            let one = vector(count)
            lookup.load(one)
            for _ in 0..<5 {
                let other = vector(120)
                #expect(lookup.dot(other) == one.dot(other))
            }
        }
    }

    @Test func sumsKeepTheHeaviestTerms() {
        var sum = TermVector()
        (sum.keys, sum.weights) = ([1, 3, 5], [0.5, 0.25, 0.125])
        var other = TermVector()
        (other.keys, other.weights) = ([2, 3, 9], [0.0625, 1, 0.5])
        sum.add(other, limit: 3)
        #expect(sum.keys == [1, 3, 9])
        #expect(sum.weights == [0.5, 1.25, 0.5])
        #expect(sum.heaviest(2) == [1, 0])
    }
}
