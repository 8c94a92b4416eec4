/// Converts byte offsets into Unicode code point offsets and back: the one place where offsets leave the house.
///
/// A text that is all ASCII costs nothing; otherwise one running count is kept for every 64 bytes, and a lookup
/// counts at most 63 bytes further.
public struct CodePointIndex: Sendable {
    private let text: Text
    /// Code points before byte 64·i; empty when every byte is ASCII.
    private let counts: [UInt32]

    /// Indexes a text in one pass.
    public init(_ text: Text) {
        self.text = text
        let bytes = text.utf8
        guard !UTF8Check(bytes).isASCII else {
            counts = []
            return
        }
        var counts: [UInt32] = []
        counts.reserveCapacity(bytes.count / 64 + 1)
        var seen: UInt32 = 0
        for (i, byte) in bytes.enumerated() {
            if i & 63 == 0 { counts.append(seen) }
            if byte & 0xC0 != 0x80 { seen += 1 }
        }
        self.counts = counts
    }

    /// The number of code points before byte `offset` (clamped to the text).
    public func codePoint(atByte offset: Int) -> Int {
        let offset = min(max(offset, 0), text.count)
        guard !counts.isEmpty else { return offset }
        let block = min(offset >> 6, counts.count - 1)
        var seen = Int(counts[block])
        for i in (block << 6)..<offset where text.utf8[i] & 0xC0 != 0x80 { seen += 1 }
        return seen
    }

    /// Code point offsets of an extent, half open.
    public func codePoints(_ extent: Extent) -> (start: Int, end: Int) {
        (codePoint(atByte: extent.start), codePoint(atByte: extent.end))
    }

    /// The byte at which code point number `offset` starts (clamped to the text).
    public func byte(atCodePoint offset: Int) -> Int {
        guard !counts.isEmpty else { return min(max(offset, 0), text.count) }
        var low = 0
        var high = counts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(counts[middle]) <= offset { low = middle } else { high = middle }
        }
        var seen = Int(counts[low])
        var i = low << 6
        while i < text.count {
            if text.utf8[i] & 0xC0 != 0x80 {
                if seen >= offset { return i }
                seen += 1
            }
            i += 1
        }
        return text.count
    }
}
