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
    }

    /// The fingerprints of the words picked last, by position.
    private(set) var prints: [Print] = []
    // Scratch: the hash of every shingle.
    private var hashes: [UInt64] = []

    /// Picks the fingerprints of some words; a text shorter than a shingle is one shingle.
    mutating func pick(_ words: [FoldedWord]) {
        prints.removeAll(keepingCapacity: true)
        guard !words.isEmpty else { return }
        let k = min(Self.shingle, words.count)
        let shingles = words.count - k + 1
        if hashes.count < shingles { hashes = [UInt64](repeating: 0, count: shingles + shingles / 2) }
        let base: UInt64 = 0x9E37_79B9_7F4A_7C15
        var top: UInt64 = 1
        for _ in 0..<k { top = top &* base }
        hashes.withUnsafeMutableBufferPointer { hashes in
            words.withUnsafeBufferPointer { words in
                var rolling: UInt64 = 0
                for i in 0..<k { rolling = rolling &* base &+ words[i].hash }
                hashes[0] = Self.mixed(rolling)
                for i in k..<words.count {
                    // One multiplication stands between a hash and the next; the other runs beside it.
                    rolling = rolling &* base &+ (words[i].hash &- words[i - k].hash &* top)
                    hashes[i - k + 1] = Self.mixed(rolling)
                }
            }
        }
        hashes.withUnsafeBufferPointer { thin($0, shingles) }
    }

    /// Robust winnowing: of equal minima the one kept already, else the rightmost.
    private mutating func thin(_ hashes: UnsafeBufferPointer<UInt64>, _ count: Int) {
        let window = min(Self.window, count)
        var kept = -1
        var least: UInt64 = 0
        for end in (window - 1)..<count {
            let start = end - window + 1
            if kept >= start {
                guard hashes[end] < least else { continue }
                kept = end
                least = hashes[end]
            } else {
                kept = start
                least = hashes[start]
                for i in start...end {
                    let isLess = hashes[i] <= least
                    least = isLess ? hashes[i] : least
                    kept = isLess ? i : kept
                }
            }
            prints.append(
                Print(hash: UInt32(truncatingIfNeeded: least >> 32), position: UInt32(truncatingIfNeeded: kept)))
        }
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
