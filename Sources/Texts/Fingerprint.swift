import DigestKernel

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
struct SHA256 {
    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
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
            if block.isEmpty {
                block.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[i...]))
                return
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
        block.append(0x80)
        let padding = block.count <= 56 ? 56 - block.count : 120 - block.count
        block.append(contentsOf: repeatElement(0, count: padding))
        for shift in stride(from: 56, through: 0, by: -8) {
            block.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
        }
        let last = block
        last.withUnsafeBytes { compress($0) }
        return Array(unsafeUninitializedCapacity: 32) { bytes, count in
            for i in 0..<32 {
                bytes[i] = UInt8(truncatingIfNeeded: state[i >> 2] >> UInt32(24 - 8 * (i & 3)))
            }
            count = 32
        }
    }

    /// Takes in whole blocks of 64 bytes.
    private mutating func compress(_ blocks: UnsafeRawBufferPointer) {
        guard let first = blocks.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        state.withUnsafeMutableBufferPointer { digest_sha256($0.baseAddress, first, blocks.count / 64) }
        length += UInt64(blocks.count)
    }
}
