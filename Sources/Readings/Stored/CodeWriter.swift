/// Numbers into bytes.
struct CodeWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// A number of 0 or more, seven bits a byte.
    @inline(__always)
    mutating func number(_ value: Int) {
        var rest = UInt64(bitPattern: Int64(value))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number of either sign, small ones short.
    @inline(__always)
    mutating func signed(_ value: Int) { number(Self.folded(value)) }

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func append(_ other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }

    /// 0, -1, 1, -2, … as 0, 1, 2, 3, …
    static func folded(_ value: Int) -> Int { value << 1 ^ value >> 63 }
}
