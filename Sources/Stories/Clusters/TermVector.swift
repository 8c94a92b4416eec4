/// A sparse vector of unit length: terms by number, each with its weight.
struct TermVector: Sendable {
    /// Terms, rising.
    var keys: [UInt32] = []
    /// Their weights.
    var weights: [Float] = []

    /// Inner product; both run once.
    func dot(_ other: TermVector) -> Float {
        keys.withUnsafeBufferPointer { a in
            other.keys.withUnsafeBufferPointer { b in
                weights.withUnsafeBufferPointer { wa in
                    other.weights.withUnsafeBufferPointer { wb in
                        var (i, j) = (0, 0)
                        var sum: Float = 0
                        while i < a.count, j < b.count {
                            let (x, y) = (a[i], b[j])
                            if x == y { sum += wa[i] * wb[j] }
                            i += x <= y ? 1 : 0
                            j += y <= x ? 1 : 0
                        }
                        return sum
                    }
                }
            }
        }
    }

    /// Its length.
    var norm: Float { weights.reduce(0) { $0 + $1 * $1 }.squareRoot() }

    /// The sum with another vector, cut to the `limit` heaviest terms when it grows a quarter beyond.
    mutating func add(_ other: TermVector, limit: Int) {
        let room = keys.count + other.keys.count
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: room) { sumKeys in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: room) { sumWeights in
                var count = merge(with: other, sumKeys, sumWeights)
                if count > limit + limit / 4 { count = Self.cut(sumKeys, sumWeights, count, to: limit) }
                keys.removeAll(keepingCapacity: true)
                keys.append(contentsOf: sumKeys[..<count])
                weights.removeAll(keepingCapacity: true)
                weights.append(contentsOf: sumWeights[..<count])
            }
        }
    }

    /// Writes the sum with another vector; returns its number of terms.
    private func merge(
        with other: TermVector, _ sumKeys: UnsafeMutableBufferPointer<UInt32>,
        _ sumWeights: UnsafeMutableBufferPointer<Float>
    ) -> Int {
        keys.withUnsafeBufferPointer { a in
            other.keys.withUnsafeBufferPointer { b in
                weights.withUnsafeBufferPointer { wa in
                    other.weights.withUnsafeBufferPointer { wb in
                        var (i, j, count) = (0, 0, 0)
                        while i < a.count, j < b.count {
                            let (x, y) = (a[i], b[j])
                            sumKeys[count] = min(x, y)
                            sumWeights[count] = x == y ? wa[i] + wb[j] : x < y ? wa[i] : wb[j]
                            count += 1
                            i += x <= y ? 1 : 0
                            j += y <= x ? 1 : 0
                        }
                        while i < a.count {
                            (sumKeys[count], sumWeights[count]) = (a[i], wa[i])
                            (i, count) = (i + 1, count + 1)
                        }
                        while j < b.count {
                            (sumKeys[count], sumWeights[count]) = (b[j], wb[j])
                            (j, count) = (j + 1, count + 1)
                        }
                        return count
                    }
                }
            }
        }
    }

    /// Keeps the `limit` heaviest terms in their order, of equal ones the lower number; returns how many stay.
    private static func cut(
        _ keys: UnsafeMutableBufferPointer<UInt32>, _ weights: UnsafeMutableBufferPointer<Float>, _ count: Int,
        to limit: Int
    ) -> Int {
        guard limit > 0 else { return 0 }
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { order in
            for i in 0..<count { order[i] = Ranking.packed(weights[i], UInt32(truncatingIfNeeded: i)) }
            let last = Ranking.value(atRank: limit - 1, of: order)
            var kept = 0
            for i in 0..<count {
                keys[kept] = keys[i]
                weights[kept] = weights[i]
                kept += Ranking.packed(weights[i], UInt32(truncatingIfNeeded: i)) <= last ? 1 : 0
            }
            return kept
        }
    }

    /// The heaviest terms, heaviest first; of equal ones the lower number.
    func heaviest(_ count: Int) -> [Int] {
        guard count > 0 else { return [] }
        return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { best in
            guard let list = best.baseAddress else { return [] }
            var found = 0
            for i in weights.indices {
                let value = Ranking.packed(weights[i], UInt32(truncatingIfNeeded: i))
                found = Ranking.insert(value, into: list, count: found, limit: count)
            }
            return best[..<found].map { Ranking.number($0) }
        }
    }
}
