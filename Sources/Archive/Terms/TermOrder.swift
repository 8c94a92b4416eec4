/// Puts terms into the order of their bytes.
enum TermOrder {
    struct Entry {
        /// The first eight bytes as a number.
        var key: UInt64
        var number: UInt32
    }

    /// Bits that are ordered by at a time.
    private static let bits = 11

    /// Sorts: by the first eight bytes, eleven bits at a time from the last; those that agree in them are few and compared.
    static func sort(_ entries: inout [Entry], _ terms: TermTable) {
        guard entries.count > 64 else {
            entries.sort { terms.isBefore(Int($0.number), Int($1.number)) }
            return
        }
        let count = entries.count
        var other = [Entry](unsafeUninitializedCapacity: count) { place, filled in
            guard let start = place.baseAddress else { return }
            entries.withUnsafeBufferPointer {
                start.initialize(from: $0.baseAddress ?? UnsafePointer(start), count: count)
            }
            filled = count
        }
        for shift in stride(from: UInt64(0), to: 64, by: Self.bits) {
            let isMoved = entries.withUnsafeMutableBufferPointer { from in
                other.withUnsafeMutableBufferPointer { to in pass(from, to, shift) }
            }
            if isMoved { swap(&entries, &other) }
        }
        var start = 0
        while start < count {
            var end = start + 1
            while end < count, entries[end].key == entries[start].key { end += 1 }
            if end - start > 1 {
                entries[start..<end].sort { terms.isBefore(Int($0.number), Int($1.number)) }
            }
            start = end
        }
    }

    /// Moves the entries into the order of some bits, those that agree as they stood; false when all agree and nothing is moved.
    @_optimize(speed)
    private static func pass(
        _ from: UnsafeMutableBufferPointer<Entry>, _ to: UnsafeMutableBufferPointer<Entry>, _ shift: UInt64
    ) -> Bool {
        let count = 1 << Self.bits
        return withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { places in
            places.initialize(repeating: 0)
            let mask = UInt64(count - 1)
            for entry in from { places[Int(truncatingIfNeeded: entry.key &>> shift & mask)] &+= 1 }
            var start = 0
            for digit in 0..<count {
                let count = places[digit]
                if count == from.count { return false }
                places[digit] = start
                start &+= count
            }
            for entry in from {
                let digit = Int(truncatingIfNeeded: entry.key &>> shift & mask)
                to[places[digit]] = entry
                places[digit] &+= 1
            }
            return true
        }
    }
}
