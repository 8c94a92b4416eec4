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
                guard let hashes = hashes.baseAddress, let words = words.baseAddress else { return }
                var rolling: UInt64 = 0
                for i in 0..<k { rolling = rolling &* base &+ words[i].hash }
                hashes[0] = Self.mixed(rolling)
                for i in 1..<max(shingles, 1) {
                    // One multiplication stands between a hash and the next; the other runs beside it.
                    rolling = rolling &* base &+ (words[i &+ k &- 1].hash &- words[i &- 1].hash &* top)
                    hashes[i] = Self.mixed(rolling)
                }
                let found = Self.thin(hashes, shingles)
                let kept = UnsafeRawBufferPointer(start: hashes, count: found * MemoryLayout<Print>.stride)
                prints.append(contentsOf: kept.bindMemory(to: Print.self))
                _ = UnsafeMutableRawPointer(hashes).bindMemory(to: UInt64.self, capacity: shingles)
            }
        }
    }

    /// Robust winnowing: of equal minima the one kept already, else the rightmost.
    ///
    /// Prints are written over hashes that no window to come holds; returns how many there are.
    @inline(__always)
    private static func thin(_ hashes: UnsafeMutablePointer<UInt64>, _ count: Int) -> Int {
        let window = min(Self.window, count)
        let prints = UnsafeMutableRawPointer(hashes)
        var found = 0
        var kept = -1
        var least: UInt64 = 0
        for end in (window - 1)..<count {
            let start = end &- window &+ 1
            if kept >= start {
                guard hashes[end] < least else { continue }
                kept = end
                least = hashes[end]
            } else {
                kept = start
                least = hashes[start]
                var i = start &+ 1
                while i <= end {
                    let isLess = hashes[i] <= least
                    least = isLess ? hashes[i] : least
                    kept = isLess ? i : kept
                    i &+= 1
                }
            }
            prints.storeBytes(
                of: Print(hash: UInt32(truncatingIfNeeded: least >> 32), position: UInt32(truncatingIfNeeded: kept)),
                toByteOffset: found &* MemoryLayout<Print>.stride, as: Print.self)
            found &+= 1
        }
        return found
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
