import CSQLite
import Glibc

/// The index of lines that documents can be found by, written past FTS5 (`TermIndex`): a line is a term, in which the case of Basic
/// Latin letters is gone, as FTS5's tokenizer `ascii` has it.
///
///     a slot of the table of lines:  up to 24 bytes, zeros behind | generation | its term's number
final class LineIndex {
    let index: TermIndex
    private let slots: UnsafeMutablePointer<Slot>
    private var folded = Bytes()
    private var waiting: [(start: Int, count: Int, slot: Int)] = []

    private typealias Slot = (first: UInt64, second: UInt64, third: UInt64, generation: UInt32, term: UInt32)

    private static let (bits, longest): (UInt64, Int) = (14, 24)

    init(in database: Database) {
        index = TermIndex("facets", columns: 1, hasPlaces: false, in: database)
        slots = .allocate(capacity: 1 << Int(Self.bits))
        slots.initialize(repeating: (0, 0, 0, 0, 0), count: 1 << Int(Self.bits))
    }

    deinit { slots.deallocate() }

    /// Gathers lines of a document with a number higher than all before. They hold no control characters.
    ///
    /// - Parameters:
    ///   - list: the lines, one behind the other.
    ///   - lines: where each stands in it.
    @_optimize(speed)
    func add(_ number: Int64, _ list: UnsafeRawBufferPointer, _ lines: [Range<Int>]) throws(ArchiveError) {
        folded.count = 0
        folded.reserve(list.count + Self.longest)
        folded.append(list)
        waiting.removeAll(keepingCapacity: true)
        let bytes = folded.start
        for at in 0..<list.count { bytes[at] |= bytes[at] &- 0x41 < 26 ? 0x20 : 0 }
        for line in lines {
            let count = min(line.count, TermIndex.longest)
            guard count > 0 else { continue }
            var slot = -1
            if count <= Self.longest {
                let hash = TermTable.hash(UnsafeRawBufferPointer(start: bytes + line.lowerBound, count: count))
                slot = Int(truncatingIfNeeded: hash >> (64 - Self.bits))
                sitrep_fetch_soon(slots + slot)
            }
            waiting.append((line.lowerBound, count, slot))
        }
        let (index, terms) = (index, index.terms)
        let generation = index.generation
        for line in waiting {
            let bytes = UnsafeRawBufferPointer(start: bytes + line.start, count: line.count)
            index.add(line.slot < 0 ? terms.number(of: bytes) : term(of: bytes, line.slot, terms, generation), 0)
        }
        try index.end(number, [waiting.count])
    }

    /// The term of a short line, by its slot. Bytes may be read up to the end of the third eight.
    @inline(__always)
    private func term(
        of line: UnsafeRawBufferPointer, _ slot: Int, _ terms: TermTable, _ generation: UInt32
    ) -> UInt32 {
        guard let start = line.baseAddress else { return terms.number(of: line) }
        func eight(_ offset: Int) -> UInt64 {
            let left = line.count &- offset
            guard left > 0 else { return 0 }
            let bytes = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            return left >= 8 ? bytes : bytes & ((1 &<< UInt64(truncatingIfNeeded: 8 &* left)) &- 1)
        }
        let (first, second, third) = (eight(0), eight(8), eight(16))
        let known = slots[slot]
        if known.first == first, known.second == second, known.third == third, known.generation == generation {
            return known.term
        }
        let term = terms.number(of: line)
        slots[slot] = (first, second, third, generation, term)
        return term
    }
}
