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
    private var waiting: [(start: Int, count: Int, hash: UInt64)] = []

    private typealias Slot = (first: UInt64, second: UInt64, third: UInt64, generation: UInt32, term: UInt32)

    private static let bits: UInt64 = 14
    private static let longest = 24

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
            let hash = TermTable.hash(UnsafeRawBufferPointer(start: bytes + line.lowerBound, count: count))
            if count <= Self.longest { sitrep_fetch_soon(slots + Self.slot(hash)) }
            waiting.append((line.lowerBound, count, hash))
        }
        let (index, terms) = (index, index.terms)
        for line in waiting where line.count > Self.longest { terms.fetchSoon(hash: line.hash) }
        let generation = index.generation
        for line in waiting {
            let bytes = UnsafeRawBufferPointer(start: bytes + line.start, count: line.count)
            let isLong = line.count > Self.longest
            index.add(
                isLong ? terms.number(of: bytes, hash: line.hash) : term(of: bytes, line.hash, terms, generation), 0)
        }
        try index.end(number, [waiting.count])
    }

    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> (64 - bits)) }

    /// The term of a short line, by its slot. Bytes may be read up to the end of the third eight.
    @inline(__always)
    private func term(
        of line: UnsafeRawBufferPointer, _ hash: UInt64, _ terms: TermTable, _ generation: UInt32
    ) -> UInt32 {
        guard let start = line.baseAddress else { return terms.number(of: line, hash: hash) }
        func eight(_ offset: Int) -> UInt64 {
            let left = line.count &- offset
            guard left > 0 else { return 0 }
            let bytes = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            return left >= 8 ? bytes : bytes & ((1 &<< UInt64(truncatingIfNeeded: 8 &* left)) &- 1)
        }
        let (first, second, third) = (eight(0), eight(8), eight(16))
        let slot = Self.slot(hash)
        let known = slots[slot]
        if known.first == first, known.second == second, known.third == third, known.generation == generation {
            return known.term
        }
        let term = terms.number(of: line, hash: hash)
        slots[slot] = (first, second, third, generation, term)
        return term
    }
}
