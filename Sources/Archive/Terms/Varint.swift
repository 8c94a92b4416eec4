/// Numbers as SQLite writes them into records: seven bits a byte, the highest first, all but the last byte with the top bit set;
/// of nine bytes the last has all eight.
enum Varint {
    /// Most bytes that a number takes.
    static let longest = 9

    /// Writes a number; returns one past its last byte.
    @inline(__always)
    static func put(_ value: UInt64, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        if value < 0x80 {
            place[0] = UInt8(truncatingIfNeeded: value)
            return place + 1
        }
        if value < 0x4000 {
            place[0] = UInt8(truncatingIfNeeded: value >> 7) | 0x80
            place[1] = UInt8(truncatingIfNeeded: value) & 0x7F
            return place + 2
        }
        return putLong(value, at: place)
    }

    @inline(never)
    private static func putLong(_ value: UInt64, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        if value >> 56 != 0 {
            var rest = value >> 8
            place[8] = UInt8(truncatingIfNeeded: value)
            for i in stride(from: 7, through: 0, by: -1) {
                place[i] = UInt8(truncatingIfNeeded: rest & 0x7F) | 0x80
                rest >>= 7
            }
            return place + 9
        }
        let count = (63 - value.leadingZeroBitCount) / 7 + 1
        var rest = value
        for i in stride(from: count - 1, through: 0, by: -1) {
            place[i] = UInt8(truncatingIfNeeded: rest & 0x7F) | (i == count - 1 ? 0 : 0x80)
            rest >>= 7
        }
        return place + count
    }

    /// Appends a number.
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { place in
            guard let start = place.baseAddress else { return }
            bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: put(value, at: start) - start))
        }
    }

    /// Reads the number at an offset, which moves behind it; nil when it goes beyond the end.
    @inline(__always)
    static func get(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> UInt64? {
        guard at < bytes.count else { return nil }
        let first = bytes[at]
        at += 1
        guard first >= 0x80 else { return UInt64(first) }
        var value = UInt64(first & 0x7F)
        for _ in 1..<8 {
            guard at < bytes.count else { return nil }
            let byte = bytes[at]
            at += 1
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { return value }
        }
        guard at < bytes.count else { return nil }
        value = value << 8 | UInt64(bytes[at])
        at += 1
        return value
    }
}
