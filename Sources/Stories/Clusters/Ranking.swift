/// Picks and sorts numbers in which a value and its place are packed, without closures and without owning memory.
enum Ranking {
    /// The bits of a weight turned round, then a number: the smallest is the heaviest, of equal ones that with the lower number.
    ///
    /// - Parameter weight: not below 0, so that its bits order as its value does.
    @inline(__always)
    static func packed(_ weight: Float, _ number: UInt32) -> UInt64 {
        UInt64(~weight.bitPattern) << 32 | UInt64(number)
    }

    /// The weight in a packed number.
    @inline(__always)
    static func weight(_ packed: UInt64) -> Float { Float(bitPattern: ~UInt32(truncatingIfNeeded: packed >> 32)) }

    /// The number in a packed number.
    @inline(__always)
    static func number(_ packed: UInt64) -> Int { Int(packed & 0xFFFF_FFFF) }

    /// The value that would stand at `rank`, from 0, if the values were sorted; changes their order.
    ///
    /// Quickselect (Hoare, "Algorithm 65: find", CACM 4, 1961); elements change sides without a branch on how they compare.
    static func value(atRank rank: Int, of values: UnsafeMutableBufferPointer<UInt64>) -> UInt64 {
        var low = 0
        var high = values.count - 1
        while high - low > 12 {
            let (x, y, z) = (values[low], values[(low + high) / 2], values[high])
            let pivot = max(min(x, y), min(max(x, y), z))
            var edge = low
            for i in low...high {
                let value = values[i]
                values[i] = values[edge]
                values[edge] = value
                edge += value < pivot ? 1 : 0
            }
            if rank < edge {
                high = edge - 1
                continue
            }
            var end = edge
            for i in edge...high {
                let value = values[i]
                values[i] = values[end]
                values[end] = value
                end += value == pivot ? 1 : 0
            }
            if rank < end { return pivot }
            low = end
        }
        insertionSort(UnsafeMutableBufferPointer(rebasing: values[low...high]))
        return values[rank]
    }

    /// Sorts numbers whose upper bits are spread evenly, as those of hashes are: eight bits by counting, the rest by insertion.
    static func sortSpread(_ values: UnsafeMutableBufferPointer<UInt64>) {
        guard values.count > 24 else { return insertionSort(values) }
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: values.count) { copy in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 257) { ends in
                ends.initialize(repeating: 0)
                for value in values { ends[Int(value >> 56) + 1] += 1 }
                for i in 1...256 { ends[i] += ends[i - 1] }
                _ = copy.initialize(fromContentsOf: values)
                for value in copy {
                    let place = Int(value >> 56)
                    values[Int(ends[place])] = value
                    ends[place] += 1
                }
            }
        }
        insertionSort(values)
    }

    private static func insertionSort(_ values: UnsafeMutableBufferPointer<UInt64>) {
        for i in 1..<max(values.count, 1) {
            let value = values[i]
            var at = i
            while at > 0, values[at - 1] > value {
                values[at] = values[at - 1]
                at -= 1
            }
            values[at] = value
        }
    }

    /// Puts a value into a sorted list of at most `limit`, of which `count` stand there; returns how many stand there then.
    @inline(__always)
    static func insert(_ value: UInt64, into list: UnsafeMutablePointer<UInt64>, count: Int, limit: Int) -> Int {
        var at = count
        if count == limit {
            guard count > 0, value < list[count - 1] else { return count }
            at = count - 1
        }
        while at > 0, list[at - 1] > value {
            list[at] = list[at - 1]
            at -= 1
        }
        list[at] = value
        return min(count + 1, limit)
    }
}
