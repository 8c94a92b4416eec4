import DigestKernel

/// A SHA-256 digest (FIPS 180-4).
public struct Fingerprint: Hashable, Sendable, Comparable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// The digest of some bytes.
    public init(of data: some Sequence<UInt8>) { self.init(of: Array(data)) }

    /// The digest of bytes that lie in one piece: nothing is copied.
    public init(of data: [UInt8]) { bytes = data.withUnsafeBytes { SHA256.digest($0) } }

    /// The same for a stretch.
    public init(of data: ArraySlice<UInt8>) { bytes = data.withUnsafeBytes { SHA256.digest($0) } }

    /// Reads 64 hexadecimal digits; nil for anything else.
    public init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for i in stride(from: 0, to: 64, by: 2) {
            guard let high = Self.value(digits[i]), let low = Self.value(digits[i + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        self.bytes = bytes
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { digits in
            for (i, byte) in bytes.enumerated() {
                digits[2 * i] = Self.digit(byte >> 4)
                digits[2 * i + 1] = Self.digit(byte & 15)
            }
            return bytes.count * 2
        }
    }

    /// The first `count` hexadecimal digits, for ids that people see.
    public func short(_ count: Int = 12) -> String { String(hex.prefix(count)) }

    /// Bytewise order.
    public static func < (a: Fingerprint, b: Fingerprint) -> Bool {
        a.bytes.lexicographicallyPrecedes(b.bytes)
    }

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
enum SHA256 {
    private static let initial: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
    ]

    /// The digest of bytes in one piece: whole blocks where they lie, the rest with its padding in a block or two.
    static func digest(_ data: UnsafeRawBufferPointer) -> [UInt8] {
        Array(unsafeUninitializedCapacity: 32) { out, count in
            withUnsafeTemporaryAllocation(byteCount: 160, alignment: 16) { scratch in
                let state = UnsafeMutableRawBufferPointer(rebasing: scratch[..<32]).bindMemory(to: UInt32.self)
                for i in 0..<8 { state[i] = initial[i] }
                let whole = data.count & ~63
                if whole > 0, let first = data.baseAddress?.assumingMemoryBound(to: UInt8.self) {
                    digest_sha256(state.baseAddress, first, whole / 64)
                }
                let tail = UnsafeMutableRawBufferPointer(rebasing: scratch[32...]).bindMemory(to: UInt8.self)
                let left = data.count - whole
                let size = left < 56 ? 64 : 128
                for i in left..<size { tail[i] = 0 }
                for i in 0..<left { tail[i] = data[whole + i] }
                tail[left] = 0x80
                let bits = UInt64(data.count) * 8
                for i in 0..<8 { tail[size - 8 + i] = UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * i)) }
                digest_sha256(state.baseAddress, tail.baseAddress, size / 64)
                for i in 0..<32 { out[i] = UInt8(truncatingIfNeeded: state[i >> 2] >> UInt32(24 - 8 * (i & 3))) }
            }
            count = 32
        }
    }
}
