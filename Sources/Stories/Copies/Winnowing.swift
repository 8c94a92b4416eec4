/// Picks the fingerprints of a text: hashes of word shingles, thinned so that any shared run of
/// `shingle + window - 1` words leaves at least one equal fingerprint in both texts.
///
/// Method: S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003,
/// over words instead of letters; rolling hash after Karp and Rabin.
struct Winnowing {
    /// Words in a shingle.
    static let shingle = 6
    /// Shingles in a window; one of each window is kept.
    static let window = 10

    /// One kept shingle.
    struct Print {
        /// Hash of the shingle's words.
        var hash: UInt32
        /// Index of its first word.
        var position: UInt32
        /// Whether all its words stand inside quotation marks.
        var quoted: Bool
    }

    /// The fingerprints of the words picked last, by position.
    private(set) var prints: [Print] = []
    private var hashes: [UInt64] = []

    /// Picks the fingerprints of some words; a text shorter than a shingle is one shingle.
    mutating func pick(_ words: [FoldedWord]) {
        prints.removeAll(keepingCapacity: true)
        guard !words.isEmpty else { return }
        let k = min(Self.shingle, words.count)
        let base: UInt64 = 0x9E37_79B9_7F4A_7C15
        var top: UInt64 = 1
        for _ in 1..<k { top = top &* base }
        hashes.removeAll(keepingCapacity: true)
        hashes.reserveCapacity(words.count)
        words.withUnsafeBufferPointer { words in
            var rolling: UInt64 = 0
            for i in 0..<k { rolling = rolling &* base &+ words[i].hash }
            hashes.append(Self.mixed(rolling))
            for i in k..<words.count {
                rolling = (rolling &- words[i - k].hash &* top) &* base &+ words[i].hash
                hashes.append(Self.mixed(rolling))
            }
        }
        // Robust winnowing: of equal minima the one kept already, else the rightmost.
        let w = min(Self.window, hashes.count)
        var kept = -1
        for end in (w - 1)..<hashes.count {
            let start = end - w + 1
            if kept >= start {
                if hashes[end] < hashes[kept] { keep(end, words, k, &kept) }
                continue
            }
            var best = start
            for i in start...end where hashes[i] <= hashes[best] { best = i }
            keep(best, words, k, &kept)
        }
    }

    private mutating func keep(_ index: Int, _ words: [FoldedWord], _ k: Int, _ kept: inout Int) {
        kept = index
        var quoted = true
        for i in index..<(index + k) where !words[i].flags.contains(.quoted) { quoted = false }
        prints.append(
            Print(
                hash: UInt32(truncatingIfNeeded: hashes[index] >> 32), position: UInt32(truncatingIfNeeded: index),
                quoted: quoted))
    }

    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        var h = value
        h ^= h >> 29
        h &*= 0xBF58_476D_1CE4_E5B9
        h ^= h >> 32
        return h
    }
}
