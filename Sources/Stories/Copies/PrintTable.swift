/// Fingerprint → the document that had it first and where. Open addressing, 12 bytes an entry, at most 17/20 full.
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

    private var slots = [Slot](repeating: Slot(), count: 1024)
    private(set) var count = 0

    /// Bytes held.
    var bytes: Int { slots.count * MemoryLayout<Slot>.stride }

    /// Index of the slot that holds the hash; nil when nobody had it.
    func find(_ hash: UInt32) -> Int? {
        let mask = slots.count - 1
        var i = Self.spread(hash) & mask
        while slots[i].owner != 0 {
            if slots[i].hash == hash { return i }
            i = (i + 1) & mask
        }
        return nil
    }

    subscript(slot: Int) -> Slot {
        get { slots[slot] }
        set { slots[slot] = newValue }
    }

    /// Adds a hash that is not in the table yet.
    mutating func insert(_ hash: UInt32, owner: Int, position: Int) {
        if (count + 1) * 20 > slots.count * 17 { grow() }
        place(
            Slot(
                hash: hash, owner: UInt32(truncatingIfNeeded: owner + 1), position: UInt16(clamping: position), uses: 0)
        )
        count += 1
    }

    private mutating func place(_ slot: Slot) {
        let mask = slots.count - 1
        var i = Self.spread(slot.hash) & mask
        while slots[i].owner != 0 { i = (i + 1) & mask }
        slots[i] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        for slot in old where slot.owner != 0 { place(slot) }
    }

    @inline(__always)
    private static func spread(_ hash: UInt32) -> Int { Int((UInt64(hash) &* 0x9E37_79B9_7F4A_7C15) >> 20) }
}
