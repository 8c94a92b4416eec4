/// A SHA-256 digest (FIPS 180-4).
public struct Fingerprint: Hashable, Sendable, Comparable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// The digest of some bytes.
    public init(of data: some Sequence<UInt8>) {
        var hash = SHA256()
        hash.update(data)
        bytes = hash.finish()
    }

    /// Reads 64 hexadecimal digits; nil for anything else.
    public init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for i in stride(from: 0, to: 64, by: 2) {
            guard let high = Self.value(digits[i]), let low = Self.value(digits[i + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        String(decoding: bytes.flatMap { [Self.digit($0 >> 4), Self.digit($0 & 15)] }, as: UTF8.self)
    }

    /// The first `count` hexadecimal digits, for ids that people see.
    public func short(_ count: Int = 12) -> String { String(hex.prefix(count)) }

    /// Bytewise order.
    public static func < (a: Fingerprint, b: Fingerprint) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 97...102: digit - 87
        case 65...70: digit - 55
        default: nil
        }
    }
}

/// SHA-256 as in FIPS 180-4, section 6.2.
struct SHA256 {
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    /// The bytes of an unfinished block.
    private var block: [UInt8] = []
    private var length: UInt64 = 0

    mutating func update(_ data: some Sequence<UInt8>) {
        let direct: Void? = data.withContiguousStorageIfAvailable { bytes in
            var i = 0
            if block.isEmpty {
                i = bytes.count & ~63
                compress(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[..<i])))
            }
            while i < bytes.count {
                append(bytes[i])
                i += 1
            }
        }
        if direct == nil {
            for byte in data { append(byte) }
        }
    }

    private mutating func append(_ byte: UInt8) {
        block.append(byte)
        guard block.count == 64 else { return }
        let full = block
        full.withUnsafeBytes { compress($0) }
        block.removeAll(keepingCapacity: true)
    }

    mutating func finish() -> [UInt8] {
        let bits = (length + UInt64(block.count)) * 8
        append(0x80)
        while block.count != 56 { append(0) }
        for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
        return state.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } }
    }

    /// Takes in whole blocks of 64 bytes.
    private mutating func compress(_ blocks: UnsafeRawBufferPointer) {
        var sums: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (
            state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]
        )
        Self.constants.withUnsafeBufferPointer { constants in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
                for start in stride(from: 0, to: blocks.count, by: 64) {
                    for i in 0..<16 {
                        schedule[i] = UInt32(
                            bigEndian: blocks.loadUnaligned(fromByteOffset: start + 4 * i, as: UInt32.self))
                    }
                    for i in 16..<64 {
                        let a = schedule[i - 15]
                        let b = schedule[i - 2]
                        let s0 = Self.rotated(a, 7) ^ Self.rotated(a, 18) ^ (a >> 3)
                        let s1 = Self.rotated(b, 17) ^ Self.rotated(b, 19) ^ (b >> 10)
                        schedule[i] = schedule[i - 16] &+ s0 &+ schedule[i - 7] &+ s1
                    }
                    var (a, b, c, d, e, f, g, h) = sums
                    for i in 0..<64 {
                        let s1 = Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)
                        let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ constants[i] &+ schedule[i]
                        let s0 = Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)
                        let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
                        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
                    }
                    sums.0 &+= a
                    sums.1 &+= b
                    sums.2 &+= c
                    sums.3 &+= d
                    sums.4 &+= e
                    sums.5 &+= f
                    sums.6 &+= g
                    sums.7 &+= h
                }
            }
        }
        state = [sums.0, sums.1, sums.2, sums.3, sums.4, sums.5, sums.6, sums.7]
        length += UInt64(blocks.count)
    }

    @inline(__always)
    private static func rotated(_ word: UInt32, _ by: UInt32) -> UInt32 { word >> by | word << (32 - by) }

    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
