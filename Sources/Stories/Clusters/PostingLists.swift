/// Term → the stories that hold it, newest first: 16 for each list in one fixed block of memory, each list one line of the processor's
/// cache.
///
/// Terms share a list when their numbers have equal residues; what a wrong neighbour costs is one comparison.
struct PostingLists {
    /// Stories kept in a list.
    static let width = 16
    /// Stories, plus one; 0 for none, and then all behind it are 0.
    private var lists: CacheLines
    private let mask: Int

    init(bits: Int) {
        lists = CacheLines(count: 1 << bits)
        mask = (1 << bits) - 1
    }

    /// Calls `body` with each story in the term's list.
    @inline(__always)
    func forEach(_ term: UInt32, _ body: (Int) -> Void) {
        lists.withLines { lists in
            let start = (Int(term) & mask) &* CacheLines.size
            for place in 0..<Self.width {
                let value = lists.load(fromByteOffset: start &+ place &* 4, as: UInt32.self)
                guard value != 0 else { break }
                body(Int(value) - 1)
            }
        }
    }

    /// How many of the terms have a list with a story in it. Their lists lie far apart in memory: read here all together, they come at once,
    /// and what follows finds them at hand.
    func used(_ terms: [UInt32]) -> Int {
        lists.withLines { lists in
            terms.reduce(0) {
                let start = (Int($1) & mask) &* CacheLines.size
                return $0 + (lists.load(fromByteOffset: start, as: UInt32.self) != 0 ? 1 : 0)
            }
        } ?? 0
    }

    /// Adds a story to the lists of some terms; the oldest makes room.
    mutating func insert(_ story: Int, _ terms: [UInt32]) {
        let value = UInt32(truncatingIfNeeded: story + 1)
        lists.withMutableLines { lists in
            for term in terms {
                let list = lists + (Int(term) & mask) &* CacheLines.size
                var isThere = false
                for place in 0..<Self.width {
                    isThere = list.load(fromByteOffset: place &* 4, as: UInt32.self) == value || isThere
                }
                guard !isThere else { continue }
                (list + 4).copyMemory(from: list, byteCount: (Self.width - 1) * 4)
                list.storeBytes(of: value, as: UInt32.self)
            }
        }
    }
}
