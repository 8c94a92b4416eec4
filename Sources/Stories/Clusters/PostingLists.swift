/// Term → the stories that hold it, newest last: rings of 16 in one fixed block of memory, each one cache line.
///
/// Terms share a ring when their numbers have equal residues; what a wrong neighbour costs is one comparison.
struct PostingLists {
    /// Stories kept in a ring.
    static let width = 16
    private var rings: [UInt32]
    private var heads: [UInt8]
    private let mask: Int

    init(bits: Int) {
        rings = [UInt32](repeating: 0, count: Self.width << bits)
        heads = [UInt8](repeating: 0, count: 1 << bits)
        mask = (1 << bits) - 1
    }

    /// Calls `body` with each story in the term's ring.
    @inline(__always)
    func forEach(_ term: UInt32, _ body: (Int) -> Void) {
        let start = (Int(term) & mask) * Self.width
        rings.withUnsafeBufferPointer { rings in
            // A ring fills from its start, so the first free place ends it.
            for i in start..<(start + Self.width) {
                guard rings[i] != 0 else { break }
                body(Int(rings[i]) - 1)
            }
        }
    }

    /// How many of the terms have a ring with a story in it. Their rings lie far apart in memory: read here all together, they come at once,
    /// and what follows finds them at hand.
    func used(_ terms: [UInt32]) -> Int {
        rings.withUnsafeBufferPointer { rings in
            terms.reduce(0) { $0 + (rings[(Int($1) & mask) * Self.width] != 0 ? 1 : 0) }
        }
    }

    /// Adds a story to the rings of some terms; the oldest makes room.
    mutating func insert(_ story: Int, _ terms: [UInt32]) {
        let value = UInt32(truncatingIfNeeded: story + 1)
        rings.withUnsafeMutableBufferPointer { rings in
            heads.withUnsafeMutableBufferPointer { heads in
                for term in terms {
                    let ring = Int(term) & mask
                    let start = ring * Self.width
                    var isThere = false
                    for i in start..<(start + Self.width) { isThere = rings[i] == value || isThere }
                    guard !isThere else { continue }
                    rings[start + Int(heads[ring])] = value
                    heads[ring] = (heads[ring] + 1) & UInt8(Self.width - 1)
                }
            }
        }
    }
}
