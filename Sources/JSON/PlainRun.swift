/// Runs of bytes that stand in a JSON string as they are: no quotation mark, no backslash, no control character.
enum PlainRun {
    /// The place of the first byte that ends such a run, from 0; the number of bytes when none does. Eight bytes at a time.
    @inline(__always)
    static func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var i = start
        let raw = UnsafeRawBufferPointer(bytes)
        while i + 8 <= bytes.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
            // A byte is zero where subtracting 1 borrows and its own top bit was clear. A borrow from a byte further down
            // can only follow a hit there, so the lowest mark is always right.
            let quote = word ^ 0x2222_2222_2222_2222
            let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C
            let marks =
                ((quote &- 0x0101_0101_0101_0101) & ~quote) | ((slash &- 0x0101_0101_0101_0101) & ~slash)
                | ((word &- 0x2020_2020_2020_2020) & ~word)
            let found = marks & 0x8080_8080_8080_8080
            if found != 0 { return i + found.trailingZeroBitCount >> 3 }
            i += 8
        }
        while i < bytes.count, bytes[i] >= 0x20, bytes[i] != UInt8(ascii: "\""), bytes[i] != UInt8(ascii: "\\") {
            i += 1
        }
        return i
    }
}
