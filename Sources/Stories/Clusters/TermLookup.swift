/// One vector's terms in a small open-addressed table, so that its inner product with many others costs one probe a term of theirs.
struct TermLookup {
    // Place of the term in the vector, plus one; 0 for a free slot.
    private var slots = [UInt16](repeating: 0, count: 1024)
    private var vector = TermVector()

    /// Takes the vector that others are compared with. Terms beyond 60,000 are left out.
    mutating func load(_ vector: TermVector) {
        let mask = slots.count - 1
        for key in self.vector.keys {
            // Every slot of the run, whoever holds it.
            var slot = Int(key) & mask
            while slots[slot] != 0 {
                slots[slot] = 0
                slot = (slot + 1) & mask
            }
        }
        self.vector = vector
        while slots.count < vector.keys.count * 4, slots.count < 1 << 18 {
            slots = [UInt16](repeating: 0, count: slots.count * 2)
        }
        let wide = slots.count - 1
        for (i, key) in vector.keys.prefix(60_000).enumerated() {
            var slot = Int(key) & wide
            while slots[slot] != 0 { slot = (slot + 1) & wide }
            slots[slot] = UInt16(i + 1)
        }
    }

    /// Inner product with another vector, summed in the order of terms.
    func dot(_ other: TermVector) -> Float {
        let mask = slots.count - 1
        return slots.withUnsafeBufferPointer { slots in
            vector.keys.withUnsafeBufferPointer { keys in
                vector.weights.withUnsafeBufferPointer { weights in
                    other.keys.withUnsafeBufferPointer { otherKeys in
                        other.weights.withUnsafeBufferPointer { otherWeights in
                            var sum: Float = 0
                            for i in 0..<otherKeys.count {
                                let key = otherKeys[i]
                                var slot = Int(key) & mask
                                while slots[slot] != 0 {
                                    let place = Int(slots[slot]) - 1
                                    if keys[place] == key {
                                        sum += weights[place] * otherWeights[i]
                                        break
                                    }
                                    slot = (slot + 1) & mask
                                }
                            }
                            return sum
                        }
                    }
                }
            }
        }
    }
}
