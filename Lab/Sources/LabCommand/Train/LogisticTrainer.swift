/// Binary logistic regression over hashed features: AdaGrad in a fixed order of examples, weights averaged over the last
/// epochs, cut down to signed bytes. Only additions, multiplications, divisions and square roots are used, so the same
/// data give the same bytes on every machine.
struct LogisticTrainer {
    /// Sizes of the table as a power of two.
    var bits: Int
    var epochs = 12
    var rate: Float = 0.12
    /// Pull towards zero for each visit of a weight.
    var decay: Float = 1e-5
    /// Share of features left out of an example at random, so that no single word is trusted alone.
    var dropout: Float = 0
    /// Weight of a missed boundary against a false one.
    var missCost: Float = 1
    /// Largest weight that a signed byte holds; larger ones are cut.
    var largest: Float = 3.0

    struct Example {
        var slots: [UInt32]
        var answer: Bool
    }

    func train(_ examples: [Example]) -> [Int8] {
        let size = 1 << bits
        var weights = [Float](repeating: 0, count: size)
        var squares = [Float](repeating: 0.1, count: size)
        var sums = [Float](repeating: 0, count: size)
        var order = Array(examples.indices)
        var random = Xorshift(seed: 0x51_7A_11)
        var averaged: Float = 0
        var kept: [UInt32] = []
        for epoch in 0..<epochs {
            random.shuffle(&order)
            for i in order {
                let example = examples[i]
                kept.removeAll(keepingCapacity: true)
                for slot in example.slots where dropout == 0 || random.next(below: 1000) >= Int(dropout * 1000) {
                    kept.append(slot)
                }
                var score: Float = 0
                for slot in kept { score += weights[Int(slot)] }
                var gradient = Self.sigmoid(score) - (example.answer ? 1 : 0)
                if example.answer { gradient *= missCost }
                for slot in kept {
                    let j = Int(slot)
                    let slope = gradient + decay * weights[j]
                    squares[j] += slope * slope
                    weights[j] -= rate * slope / squares[j].squareRoot()
                }
            }
            if epoch >= epochs / 2 {
                for j in 0..<size { sums[j] += weights[j] }
                averaged += 1
            }
        }
        return sums.map { sum in
            let scaled = sum / averaged / largest * 127
            return Int8(max(-127, min(127, scaled.rounded())))
        }
    }

    /// Questions that trained weights answer wrong.
    static func errors(_ weights: [Int8], _ examples: [Example]) -> [Int] {
        examples.indices.filter { i in
            let score = examples[i].slots.reduce(Int32(0)) { $0 + Int32(weights[Int($1)]) }
            return (score > 0) != examples[i].answer
        }
    }

    /// 1 / (1 + e^-x) by halving the argument four times and squaring back.
    static func sigmoid(_ x: Float) -> Float {
        let clamped = max(-15, min(15, -x)) / 16
        // Taylor to the fifth power is exact to seven digits below 1.
        var e = 1 + clamped * (1 + clamped / 2 * (1 + clamped / 3 * (1 + clamped / 4 * (1 + clamped / 5))))
        for _ in 0..<4 { e *= e }
        return 1 / (1 + e)
    }
}

/// A small deterministic generator (Marsaglia, "Xorshift RNGs", 2003).
struct Xorshift {
    private var state: UInt64

    init(seed: UInt64) { state = seed | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    /// A number from 0 up to, not including, `bound`.
    mutating func next(below bound: Int) -> Int { Int(next() >> 33) % bound }

    mutating func shuffle<Element>(_ items: inout [Element]) {
        guard items.count > 1 else { return }
        for i in stride(from: items.count - 1, to: 0, by: -1) { items.swapAt(i, next(below: i + 1)) }
    }
}
