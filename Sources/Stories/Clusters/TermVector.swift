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
        var keys: [UInt32] = []
        var weights: [Float] = []
        keys.reserveCapacity(self.keys.count + other.keys.count)
        weights.reserveCapacity(self.keys.count + other.keys.count)
        var (i, j) = (0, 0)
        while i < self.keys.count || j < other.keys.count {
            if j == other.keys.count || (i < self.keys.count && self.keys[i] < other.keys[j]) {
                keys.append(self.keys[i])
                weights.append(self.weights[i])
                i += 1
            } else if i == self.keys.count || other.keys[j] < self.keys[i] {
                keys.append(other.keys[j])
                weights.append(other.weights[j])
                j += 1
            } else {
                keys.append(self.keys[i])
                weights.append(self.weights[i] + other.weights[j])
                i += 1
                j += 1
            }
        }
        self.keys = keys
        self.weights = weights
        if keys.count > limit + limit / 4 { cut(to: limit) }
    }

    /// Keeps the heaviest terms; of equal ones the lower number.
    mutating func cut(to limit: Int) {
        guard keys.count > limit else { return }
        // One number a term: the weight's bits turned round, then its place. Weights are positive, so bits order as values do.
        var order = weights.indices.map { UInt64(~weights[$0].bitPattern) << 32 | UInt64($0) }
        order.sort()
        order.removeLast(order.count - limit)
        for i in order.indices { order[i] &= 0xFFFF_FFFF }
        order.sort()
        keys = order.map { keys[Int($0)] }
        weights = order.map { weights[Int($0)] }
    }

    /// The heaviest terms, heaviest first; of equal ones the lower number.
    func heaviest(_ count: Int) -> [Int] {
        var best: [Int] = []
        best.reserveCapacity(count + 1)
        for i in weights.indices {
            // Keys rise, so a later term of equal weight stands behind.
            if best.count == count, let last = best.last, weights[last] >= weights[i] { continue }
            var at = best.count
            while at > 0, weights[best[at - 1]] < weights[i] { at -= 1 }
            best.insert(i, at: at)
            if best.count > count { best.removeLast() }
        }
        return best
    }
}
