/// Fingerprint → the document that had it first and where. Open addressing over lines of 64 bytes with room for six, half to three
/// quarters full: looking one up costs a line of the processor's cache, seldom two.
///
/// Fingerprints are parted by their mixed hash into segments that grow one by one: the memory one leaves is taken by the next, and no
/// document waits for the whole table to be written anew. A copy of a table shares its segments until one of the two is changed.
///
/// ```
/// bytes:  0         24             48           60         63
///         | hash ×6 | document ×6  | position×6 | uses ×6  | entries |
///         | 32 bits | 32           | 16         | 4        | 8       |
/// ```
struct PrintTable: Sendable {
    /// A fingerprint that an earlier document had.
    struct Hit {
        /// Index of that document.
        var owner: Int
        /// Word at which the shingle starts here.
        var position: Int
        /// Word at which it starts there.
        var ownerPosition: Int
        /// The fingerprint.
        var hash: UInt32
    }

    private var memory = PrintSegments()

    /// Fingerprints in it.
    var count: Int { memory.count }
    /// Bytes held.
    var bytes: Int { memory.bytes }

    /// Looks a document's fingerprints up and enters those nobody had.
    ///
    /// - Parameters:
    ///   - uses: a fingerprint used so often, 15 times at most, is boilerplate and no hit.
    ///   - hits: gets the others, in the order of the prints.
    mutating func take(_ prints: [Winnowing.Print], owner: Int, uses: Int, into hits: inout [Hit]) {
        if !isKnownUniquelyReferenced(&memory) { memory = PrintSegments(copying: memory) }
        let memory = memory
        // The table is far larger than any cache. Reading all first lines before anything depends on one of them
        // lets the memory answer many at once.
        var occupied = 0
        for print in prints { occupied &+= memory.home(print.hash).count }
        hits.reserveCapacity(hits.count + min(occupied, prints.count))
        for print in prints {
            if let (line, entry) = memory.find(print.hash) {
                let known = Int(line.owner(entry))
                guard known != owner, line.uses(entry) < uses else { continue }
                hits.append(
                    Hit(
                        owner: known, position: Int(print.position), ownerPosition: Int(line.position(entry)),
                        hash: print.hash))
            } else {
                memory.insert(
                    print.hash, owner: UInt32(truncatingIfNeeded: owner), position: UInt16(clamping: print.position))
            }
        }
    }

    /// Counts a use of a fingerprint by an otherwise independent document.
    mutating func use(_ hash: UInt32) {
        if !isKnownUniquelyReferenced(&memory) { memory = PrintSegments(copying: memory) }
        if let (line, entry) = memory.find(hash) { line.use(entry) }
    }
}
