import NetworkKernel
import Testing

/// Every kernel gives the same bits as the portable one.
@Suite struct KernelTests {
    /// A fixed series of numbers (SplitMix64).
    struct Numbers {
        var state: UInt64

        mutating func next(_ limit: Int) -> Int16 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int16(Int((z ^ (z >> 31)) >> 33) % (2 * limit + 1) - limit)
        }

        mutating func list(_ count: Int, _ limit: Int) -> [Int16] { (0..<count).map { _ in next(limit) } }
    }

    static let sizes = [(1, 1, 1), (1, 2, 3), (3, 7, 4), (4, 16, 5), (5, 40, 9), (120, 112, 33), (7, 160, 31)]

    @Test(arguments: sizes)
    func multiply(blocks: Int, pairs: Int, words: Int) {
        var numbers = Numbers(state: UInt64(blocks * 1000 + pairs))
        let weights = numbers.list(blocks * pairs * 16, 2047)
        let bias = numbers.list(blocks * 8, 30_000).map { Int32($0) * 50 }
        let x = numbers.list(words * pairs * 2, 2047)
        var results: [[Int16]] = []
        var scores: [[Int32]] = []
        for kernel in [SITREP_KERNEL_PORTABLE, sitrep_kernel_best()] {
            var y = [Int16](repeating: 0, count: words * blocks * 8)
            sitrep_multiply(kernel, weights, bias, blocks, pairs, x, pairs * 2, words, 10, 2047, &y, blocks * 8)
            results.append(y)
            var z = [Int32](repeating: 0, count: words * blocks * 8)
            sitrep_score(kernel, weights, bias, blocks, pairs, x, pairs * 2, words, &z, blocks * 8)
            scores.append(z)
        }
        #expect(results[0] == results[1])
        #expect(scores[0] == scores[1])
    }

    /// The layout and the rounding, by hand: output 0 = 3·100 + 5·7 + 9, output 1 = -2·100.
    @Test func multiplyByHand() {
        var weights = [Int16](repeating: 0, count: 16)
        (weights[0], weights[1], weights[2]) = (3, 5, -2)
        var bias = [Int32](repeating: 0, count: 8)
        bias[0] = 9
        let x: [Int16] = [100, 7]
        var y = [Int16](repeating: 1, count: 8)
        sitrep_multiply(SITREP_KERNEL_PORTABLE, weights, bias, 1, 1, x, 2, 1, 2, 2047, &y, 8)
        #expect(y == [86, -50, 0, 0, 0, 0, 0, 0])
        sitrep_multiply(SITREP_KERNEL_PORTABLE, weights, bias, 1, 1, x, 2, 1, 0, 100, &y, 8)
        #expect(y[0] == 100)
        #expect(y[1] == -100)
    }

    @Test(arguments: [(16, 1, true), (32, 9, false), (160, 40, true), (160, 2, false)])
    func recur(width: Int, words: Int, highway: Bool) {
        var numbers = Numbers(state: UInt64(width + words))
        let u = numbers.list(words * 6 * width, 6000)
        let carry = numbers.list(4 * width, 32_767)
        let x = numbers.list(words * 2 * width, 2047)
        var results: [[Int16]] = []
        for kernel in [SITREP_KERNEL_PORTABLE, sitrep_kernel_best()] {
            var h = [Int16](repeating: 0, count: words * 2 * width)
            if highway {
                sitrep_recur(kernel, u, carry, width, words, x, 2 * width, &h, 2 * width)
            } else {
                sitrep_recur(kernel, u, carry, width, words, nil, 0, &h, 2 * width)
            }
            results.append(h)
        }
        #expect(results[0] == results[1])
        #expect(results[0].allSatisfy { abs(Int($0)) <= 2047 })
    }

    /// One word: the forget gate of 0 is one half, so the state is half the candidate; an open reset gate shows it whole.
    @Test func recurByHand() {
        let width = 16
        var u = [Int16](repeating: 0, count: 6 * width)
        for i in 0..<width {
            u[i] = 512  // candidate 2.0, forward
            u[2 * width + i] = 1024  // reset gate fully open
        }
        let carry = [Int16](repeating: 0, count: 4 * width)
        var h = [Int16](repeating: -1, count: 2 * width)
        sitrep_recur(SITREP_KERNEL_PORTABLE, u, carry, width, 1, nil, 0, &h, 2 * width)
        #expect(h[0] == 256)
        #expect(h[width] == 0)
    }

    @Test func sumsOfRowsAreClipped() {
        let table: [Int8] = [1, -2, 127, 127]
        let rows: [UInt32] = [0, 1, 1, 1, 1, 1]
        var x: [Int16] = [0, 0]
        sitrep_sum_rows(table, 2, rows, 2, &x)
        #expect(x == [512, 500])
        sitrep_sum_rows(table, 2, rows, 6, &x)
        #expect(x == [2047, 2047])
    }

    /// Packed rows are read back by the scorer as weights: dot products of rows with rows.
    @Test func packedRows() {
        var numbers = Numbers(state: 5)
        let rows = 11
        let x = numbers.list(rows * 8, 2047)
        var packed = [Int16](repeating: 0, count: 16 * 8)
        sitrep_pack(x, 8, rows, 4, &packed)
        var y = [Int32](repeating: 0, count: rows * 16)
        sitrep_score(sitrep_kernel_best(), packed, nil, 2, 4, x, 8, rows, &y, 16)
        for a in 0..<rows {
            for b in 0..<16 {
                let dot = b < rows ? (0..<8).reduce(Int32(0)) { $0 + Int32(x[a * 8 + $1]) * Int32(x[b * 8 + $1]) } : 0
                #expect(y[a * 16 + b] == dot)
            }
        }
    }
}
