/// A small open-addressing table from a word's hash (see `AtomScanner.hash`) to a number above 0.
final class WordTable {
    private let keys: UnsafeMutablePointer<UInt64>
    private let values: UnsafeMutablePointer<UInt16>
    private let mask: Int

    init(_ entries: [(hash: UInt64, value: UInt16)]) {
        var size = 64
        while size < entries.count * 4 { size *= 2 }
        mask = size - 1
        keys = .allocate(capacity: size)
        keys.initialize(repeating: 0, count: size)
        values = .allocate(capacity: size)
        values.initialize(repeating: 0, count: size)
        for entry in entries {
            var slot = Int(truncatingIfNeeded: entry.hash >> 20) & mask
            while values[slot] != 0, keys[slot] != entry.hash { slot = (slot + 1) & mask }
            keys[slot] = entry.hash
            values[slot] = entry.value
        }
    }

    deinit {
        keys.deallocate()
        values.deallocate()
    }

    /// The word's number; 0 when it is not listed.
    @inline(__always)
    subscript(hash: UInt64) -> UInt16 {
        var slot = Int(truncatingIfNeeded: hash >> 20) & mask
        while values[slot] != 0 {
            if keys[slot] == hash { return values[slot] }
            slot = (slot + 1) & mask
        }
        return 0
    }
}
