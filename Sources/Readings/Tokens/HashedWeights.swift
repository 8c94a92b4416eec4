/// A linear classifier over hashed features: integer weights in a table whose size is a power of two, used in place.
///
/// A feature is a 64-bit number; its weight stands at the top `bits` bits of its product with an odd constant. Sums of
/// integers do not depend on the order, so the decision is the same on every processor.
struct HashedWeights {
    private let weights: UnsafePointer<Int8>
    private let shift: UInt64

    /// - Parameter weights: 2 to the power of `bits` weights that outlive this value.
    init(_ weights: UnsafePointer<Int8>, bits: Int) {
        self.weights = weights
        shift = UInt64(64 - bits)
    }

    /// The sum of the features' weights.
    @inline(__always)
    func score(_ features: UnsafePointer<UInt64>, _ count: Int) -> Int32 {
        var sum: Int32 = 0
        for i in 0..<count { sum &+= Int32(weights[Self.slot(features[i], shift)]) }
        return sum
    }

    /// The place of a feature in a table of 2^(64 − shift) weights.
    @inline(__always)
    static func slot(_ feature: UInt64, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: (feature &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }
}
