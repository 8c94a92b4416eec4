import Texts

/// Cuts a document into sentences for comparing it with another version of itself.
///
/// A stop, closing marks, white space, and then anything but a lower-case letter ends a sentence; so does a block. The cut
/// is coarse ("Dr. Ferro" is cut), but coarse in the same way in both versions, and that is what a comparison needs.
struct SentenceCut {
    /// A sentence and a fingerprint of its words.
    struct Sentence {
        var extent: Extent
        /// FNV-1a (64 bits) of its bytes, runs of white space taken as one space.
        var hash: UInt64
    }

    let sentences: [Sentence]

    init(_ document: Document) {
        let bytes = document.text.utf8
        var sentences: [Sentence] = []
        for block in document.blocks {
            var start = block.extent.start
            var i = start
            while i < block.extent.end {
                let stop = Self.stop(bytes, i)
                guard stop > 0 else {
                    i += 1
                    continue
                }
                i = Self.end(bytes, i + stop, block.extent.end)
                guard i == block.extent.end || Self.opens(bytes, i) else { continue }
                Self.append(&sentences, bytes, start, i)
                start = i
            }
            Self.append(&sentences, bytes, start, block.extent.end)
        }
        self.sentences = sentences
    }

    /// Bytes of a sentence's stop that stands here: `.!?`, or `。！？…`.
    private static func stop(_ bytes: [UInt8], _ i: Int) -> Int {
        switch bytes[i] {
        case 0x2E, 0x21, 0x3F: return 1
        case 0xE2 where i + 2 < bytes.count && bytes[i + 1] == 0x80 && bytes[i + 2] == 0xA6: return 3
        case 0xE3 where i + 2 < bytes.count && bytes[i + 1] == 0x80 && bytes[i + 2] == 0x82: return 3
        case 0xEF where i + 2 < bytes.count && bytes[i + 1] == 0xBC: return [0x81, 0x9F].contains(bytes[i + 2]) ? 3 : 0
        default: return 0
        }
    }

    /// Behind closing quotation marks and brackets.
    private static func end(_ bytes: [UInt8], _ from: Int, _ limit: Int) -> Int {
        var i = from
        while i < limit {
            if [0x22, 0x27, 0x29, 0x5D].contains(bytes[i]) {
                i += 1
            } else if i + 2 < limit, bytes[i] == 0xE2, bytes[i + 1] == 0x80, [0x99, 0x9C, 0x9D].contains(bytes[i + 2]) {
                i += 3
            } else if i + 1 < limit, bytes[i] == 0xC2, bytes[i + 1] == 0xBB || bytes[i + 1] == 0xAB {
                i += 2
            } else {
                break
            }
        }
        return i
    }

    /// Whether a new sentence can start here: behind white space, with anything but a lower-case ASCII letter; in
    /// scripts without spaces at once.
    private static func opens(_ bytes: [UInt8], _ i: Int) -> Bool {
        if bytes[i] >= 0xE3 { return true }
        guard bytes[i] <= 0x20 else { return false }
        var next = i
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        return next < bytes.count && !(97...122).contains(bytes[next])
    }

    private static func append(_ sentences: inout [Sentence], _ bytes: [UInt8], _ start: Int, _ end: Int) {
        var (start, end) = (start, end)
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        guard start < end else { return }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var space = false
        for byte in bytes[start..<end] {
            if byte <= 0x20 {
                space = true
                continue
            }
            if space { hash = (hash ^ 0x20) &* 0x100_0000_01B3 }
            space = false
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        sentences.append(Sentence(extent: Extent(start, end), hash: hash))
    }
}
