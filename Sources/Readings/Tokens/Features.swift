/// A list of features being collected: each is a template's number mixed with the values it looked at.
struct Features {
    /// Room for `limit` features.
    let values: UnsafeMutablePointer<UInt64>
    private(set) var count = 0

    static let limit = 48

    init(_ values: UnsafeMutablePointer<UInt64>) { self.values = values }

    @inline(__always)
    mutating func reset() { count = 0 }

    @inline(__always)
    mutating func add(_ template: UInt64, _ a: UInt64) {
        values[count] = Self.mix(template &* 0xD6E8_FEB8_6659_FD93, a)
        count += 1
    }

    @inline(__always)
    mutating func add(_ template: UInt64, _ a: UInt64, _ b: UInt64) { add(template, Self.mix(a, b)) }

    @inline(__always)
    mutating func add(_ template: UInt64, _ a: UInt64, _ b: UInt64, _ c: UInt64) {
        add(template, Self.mix(Self.mix(a, b), c))
    }

    /// Mixes two values; not symmetric.
    @inline(__always)
    static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let h = (a ^ (b &* 0xC2B2_AE3D_27D4_EB4F)) &* 0x9E37_79B9_7F4A_7C15
        return h ^ (h >> 31)
    }
}
