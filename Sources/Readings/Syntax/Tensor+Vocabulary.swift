extension Tensor {
    /// The vocabulary's entry of a word's folded key, zeros for an unknown word; open addressing over (fingerprint, rows,
    /// flags).
    func entry(of key: ArraySlice<UInt8>) -> (learned: Int, fixed: Int, flags: UInt32) {
        let hash = WordFeatures.hash(33, key)
        let fingerprint = UInt32(truncatingIfNeeded: hash >> 32 | 1)
        let table = uint32
        var at = Int(((hash & 0xFFFF_FFFF) &* UInt64(rows)) >> 32)
        for _ in 0..<rows {
            let entry = table + 3 * at
            guard entry[0] != 0 else { break }
            if entry[0] == fingerprint { return (Int(entry[1] & 0xFFFF), Int(entry[1] >> 16), entry[2]) }
            at += 1
            if at == rows { at = 0 }
        }
        return (0, 0, 0)
    }
}
