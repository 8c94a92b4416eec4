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
        for i in start..<(start + Self.width) where rings[i] != 0 { body(Int(rings[i]) - 1) }
    }

    /// Adds a story to the term's ring; the oldest makes room.
    mutating func insert(_ story: Int, _ term: UInt32) {
        let ring = Int(term) & mask
        let start = ring * Self.width
        let value = UInt32(truncatingIfNeeded: story + 1)
        for i in start..<(start + Self.width) where rings[i] == value { return }
        rings[start + Int(heads[ring])] = value
        heads[ring] = (heads[ring] + 1) & UInt8(Self.width - 1)
    }
}
