/// Fingerprint → the document that had it first and where. Open addressing, 12 bytes an entry, half to three quarters full.
///
/// Entries stand in the order of their mixed hashes, whatever the size, so that growing reads and writes straight through memory.
///
/// ```
/// slot:  | hash 32 | document + 1, 32 (0 = free) | position 16 | uses 16 |
/// ```
struct PrintTable {
    struct Slot {
        var hash: UInt32 = 0
        /// Index of the owner plus one; 0 for a free slot.
        var owner: UInt32 = 0
        /// Word at which the shingle starts in the owner, clamped.
        var position: UInt16 = 0
        /// How many otherwise independent documents have used it since.
        var uses: UInt16 = 0
    }

    /// A fingerprint that an earlier document had.
    struct Hit {
        /// Index of that document.
        var owner: Int
        /// Word at which the shingle starts here.
        var position: Int
        /// Word at which it starts there.
        var ownerPosition: Int
        /// Its slot.
        var slot: Int
    }

    private var slots = [Slot](repeating: Slot(), count: 1024)
    private(set) var count = 0

    /// Bytes held.
    var bytes: Int { slots.count * MemoryLayout<Slot>.stride }

    /// Looks a document's fingerprints up and enters those nobody had.
    ///
    /// - Parameters:
    ///   - uses: a fingerprint used so often is boilerplate and no hit.
    ///   - hits: gets the others, in the order of the prints.
    mutating func take(_ prints: [Winnowing.Print], owner: Int, uses: Int, into hits: inout [Hit]) {
        while (count + prints.count) * 4 > slots.count * 3 { grow() }
        slots.withUnsafeMutableBufferPointer { slots in
            // The table is far larger than any cache. Reading all first slots before anything depends on one of them
            // lets the memory answer many at once.
            let size = slots.count
            var occupied = 0
            for print in prints { occupied += slots[Self.home(print.hash, size)].owner != 0 ? 1 : 0 }
            hits.reserveCapacity(hits.count + occupied)
            for print in prints {
                var i = Self.home(print.hash, size)
                while slots[i].owner != 0, slots[i].hash != print.hash { i = i + 1 == size ? 0 : i + 1 }
                let slot = slots[i]
                if slot.owner == 0 {
                    slots[i] = Slot(
                        hash: print.hash, owner: UInt32(truncatingIfNeeded: owner + 1),
                        position: UInt16(clamping: print.position), uses: 0)
                    count += 1
                } else if Int(slot.owner) - 1 != owner, slot.uses < uses {
                    hits.append(
                        Hit(
                            owner: Int(slot.owner) - 1, position: Int(print.position),
                            ownerPosition: Int(slot.position), slot: i))
                }
            }
        }
    }

    /// Counts a use of a slot by an otherwise independent document.
    mutating func use(_ slot: Int) { slots[slot].uses &+= 1 }

    private mutating func grow() {
        let old = slots
        let size = old.count / 2 * 3
        slots = [Slot](repeating: Slot(), count: size)
        slots.withUnsafeMutableBufferPointer { slots in
            for slot in old where slot.owner != 0 {
                var i = Self.home(slot.hash, size)
                while slots[i].owner != 0 { i = i + 1 == size ? 0 : i + 1 }
                slots[i] = slot
            }
        }
    }

    /// The slot to look at first. Fingerprints are the least hashes of their windows, so that their upper bits are mostly 0: they are mixed,
    /// then scaled (Lemire, "Fast random integer generation in an interval", ACM TOMACS 29, 2019).
    @inline(__always)
    static func home(_ hash: UInt32, _ size: Int) -> Int {
        Int((UInt64(hash &* 0x9E37_79B1) &* UInt64(size)) >> 32)
    }
}
