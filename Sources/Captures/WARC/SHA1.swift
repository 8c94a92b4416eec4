import DigestKernel

/// SHA-1 (FIPS 180-4, section 6.1), for the digests that web archives carry. Not for anything that must be safe.
enum SHA1 {
    /// 20 bytes.
    static func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] { digest([], bytes) }

    /// The digest of two stretches, one after the other; only the edge between them is copied.
    static func digest(_ first: [UInt8], _ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        let count = first.count + bytes.count
        // The first stretch, filled up to whole blocks from the second.
        let borrowed = first.isEmpty ? 0 : min((64 - first.count % 64) % 64, bytes.count)
        var tail = first
        tail.append(contentsOf: bytes.prefix(borrowed))
        let rest = bytes.dropFirst(borrowed)
        if tail.count % 64 == 0 {
            digest_sha1(&state, tail, tail.count / 64)
            rest.withUnsafeBufferPointer { digest_sha1(&state, $0.baseAddress, $0.count / 64) }
            tail = Array(rest.suffix(rest.count % 64))
        }
        tail.append(0x80)
        while tail.count % 64 != 56 { tail.append(0) }
        let bits = UInt64(count) * 8
        for shift in stride(from: 56, through: 0, by: -8) {
            tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
        }
        digest_sha1(&state, tail, tail.count / 64)
        return state.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } }
    }

    /// RFC 4648 base 32, as archives write digests.
    static func base32(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var out: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                out.append(letters[Int(buffer >> UInt32(bits - 5) & 31)])
                bits -= 5
            }
            buffer &= 0xFF
        }
        if bits > 0 { out.append(letters[Int(buffer << UInt32(5 - bits) & 31)]) }
        return String(decoding: out, as: UTF8.self)
    }

    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
