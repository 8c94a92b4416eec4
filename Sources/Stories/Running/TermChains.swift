/// Which documents hold a term among their heaviest, the latest first; documents are pushed and popped like plates.
///
/// Every link lies in one array and names the link of the same term before it, so that neither pushing nor popping needs memory
/// of its own:
///
///     heads   term → its last link          an open hash; a term that has none any more keeps its slot
///     links   place of the document, term, the term's link before
struct TermChains {
    struct Link {
        var term: UInt32
        /// Place of the document in the stream.
        var place: Int32
        /// The term's link before; -1 when it is the first.
        var previous: Int32
    }

    private struct Head {
        var term: UInt32 = 0
        /// The term's last link; -1 without any, -2 in a slot nobody has.
        var last: Int32 = -2
    }

    private(set) var links: [Link] = []
    private var heads = [Head](repeating: Head(), count: 1024)
    private var used = 0

    /// Makes room for so many links in all.
    mutating func reserve(_ count: Int) {
        links.reserveCapacity(count)
        // A term has a dozen links or more where there are many.
        while heads.count < count / 8 { grow() }
    }

    /// The last link of a term; -1 without any.
    func last(_ term: UInt32) -> Int32 { max(-1, heads[slot(term)].last) }

    mutating func push(_ term: UInt32, _ place: Int32) {
        let slot = slot(term)
        if heads[slot].last == -2 {
            heads[slot].term = term
            used += 1
        }
        links.append(Link(term: term, place: place, previous: max(-1, heads[slot].last)))
        heads[slot].last = Int32(links.count - 1)
        if used * 2 > heads.count { grow() }
    }

    /// Terms of the last links, in the order they were pushed.
    func lastTerms(_ count: Int) -> [UInt32] { links.suffix(count).map(\.term) }

    mutating func pop() {
        guard let link = links.popLast() else { return }
        heads[slot(link.term)].last = link.previous
    }

    /// The slot of a term, or the free one it would take.
    private func slot(_ term: UInt32) -> Int {
        let mask = heads.count - 1
        var slot = Int(truncatingIfNeeded: (UInt64(term) &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while heads[slot].last != -2, heads[slot].term != term { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = heads
        heads = [Head](repeating: Head(), count: old.count * 4)
        for head in old where head.last != -2 { heads[slot(head.term)] = head }
    }
}
