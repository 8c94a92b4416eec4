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

    /// Gathers the lines of a document with a number higher than all before. Lines hold no control characters.
    @_optimize(speed)
    func add(_ number: Int64, _ lines: [UInt8]) throws(ArchiveError) {
        folded.count = 0
        folded.reserve(lines.count + Self.longest)
        waiting.removeAll(keepingCapacity: true)
        let bytes = folded.start
        var start = 0
        for at in 0...lines.count {
            let byte = at < lines.count ? lines[at] : 0x0A
            bytes[at] = byte &- 0x41 < 26 ? byte | 0x20 : byte
            guard byte == 0x0A else { continue }
            let count = min(at - start, TermIndex.longest)
            if count > 0 {
                var slot = -1
                if count <= Self.longest {
                    let hash = TermTable.hash(UnsafeRawBufferPointer(start: bytes + start, count: count))
                    slot = Int(truncatingIfNeeded: hash >> (64 - Self.bits))
                    sitrep_fetch_soon(slots + slot)
                }
                waiting.append((start, count, slot))
            }
            start = at + 1
        }
        for line in waiting {
            let bytes = UnsafeRawBufferPointer(start: bytes + line.start, count: line.count)
            index.add(line.slot < 0 ? index.terms.number(of: bytes) : term(of: bytes, line.slot), 0)
        }
        try index.end(number, [waiting.count])
    }

    /// The term of a short line, by its slot.
    private func term(of line: UnsafeRawBufferPointer, _ slot: Int) -> UInt32 {
        var (first, second, third): (UInt64, UInt64, UInt64) = (0, 0, 0)
        withUnsafeMutableBytes(of: &first) { $0.copyMemory(from: .init(rebasing: line.prefix(8))) }
        if line.count > 8 {
            withUnsafeMutableBytes(of: &second) { $0.copyMemory(from: .init(rebasing: line[8..<min(16, line.count)])) }
        }
        if line.count > 16 { withUnsafeMutableBytes(of: &third) { $0.copyMemory(from: .init(rebasing: line[16...])) } }
        let known = slots[slot]
        if known.first == first, known.second == second, known.third == third, known.generation == index.generation {
            return known.term
        }
        let term = index.terms.number(of: line)
        slots[slot] = (first, second, third, index.generation, term)
        return term
    }
}
