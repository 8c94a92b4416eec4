extension PageLayout {
    /// Length and commas of a text.
    mutating func measure(_ i: Int) {
        let node = tree.nodes[i]
        let (length, commas, words) = tree.bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(
                rebasing: bytes[Int(node.start)..<Int(node.start + node.count)])
            return Self.plainMeasure(text) ?? Self.anyMeasure(text)
        }
        lengths[i] = words ? Float(length) : 0
        self.commas[i] = commas
        if !words { traits[i].insert(.blank) }
    }

    /// Looks at eight bytes of ASCII at once.
    struct Eight {
        static let tops: UInt64 = 0x8080_8080_8080_8080
        /// The top bit of each byte that is 0x20 or less.
        var spaces: UInt64
        var commas: UInt64

        /// Nil when one of them is no ASCII. No byte's sum can touch the next, so every mark is exact.
        @inline(__always)
        init?(_ word: UInt64) {
            guard word & Self.tops == 0 else { return nil }
            spaces = ~((word | Self.tops) &- 0x2121_2121_2121_2121) & Self.tops
            commas = ~((word ^ 0x2C2C_2C2C_2C2C_2C2C) &+ 0x7F7F_7F7F_7F7F_7F7F) & Self.tops
        }
    }

    /// Code points with white space collapsed, commas, and whether there is more than white space. Nil for a text that may
    /// hold no-break spaces or commas of other scripts.
    static func plainMeasure(_ text: UnsafeBufferPointer<UInt8>) -> (Int, Int32, Bool)? {
        let raw = UnsafeRawBufferPointer(text)
        var (following, commas, spaces, dropped) = (0, 0, 0, 0)
        // A space at the start, and each behind another, counts nothing: the top bit of the lowest byte.
        var before: UInt64 = 0x80
        var i = 0
        while i < text.count {
            if i + 8 <= text.count,
                let eight = Eight(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)))
            {
                commas += eight.commas.nonzeroBitCount
                spaces += eight.spaces.nonzeroBitCount
                dropped += (eight.spaces & (eight.spaces << 8 | before)).nonzeroBitCount
                before = eight.spaces >> 56
                i += 8
                continue
            }
            // Up to the next eight, or the end.
            let end = min(i + 8, text.count)
            while i < end {
                let byte = text[i]
                i += 1
                if byte == 0xC2 || byte == 0xD8 || byte == 0xEF { return nil }
                if byte & 0xC0 == 0x80 { following += 1 }
                if byte == 0x2C { commas += 1 }
                if byte <= 0x20 {
                    spaces += 1
                    if before != 0 { dropped += 1 }
                    before = 0x80
                } else {
                    before = 0
                }
            }
        }
        return (text.count - following - dropped, Int32(truncatingIfNeeded: commas), spaces < text.count)
    }

    static func anyMeasure(_ text: UnsafeBufferPointer<UInt8>) -> (Int, Int32, Bool) {
        var length = 0
        var commas: Int32 = 0
        var words = false
        var space = true
        for j in 0..<text.count {
            let byte = text[j]
            if byte > 0x2C, byte < 0x80 {
                length += 1
                space = false
                words = true
                continue
            }
            if byte <= 0x20 {
                if !space { length += 1 }
                space = true
                continue
            }
            if byte & 0xC0 != 0x80 { length += 1 }
            if byte == UInt8(ascii: ",")
                || (byte == 0x8C && j > 0 && (text[j - 1] == 0xD8 || text[j - 1] == 0xBC))
            {
                commas += 1
            }
            if byte == 0xA0, j > 0, text[j - 1] == 0xC2 {
                space = true
                continue
            }
            space = false
            words = words || byte != 0xC2
        }
        return (length, commas, words)
    }
}
