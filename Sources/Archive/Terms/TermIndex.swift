import CSQLite
import Glibc

/// Gathers the terms of new documents in memory and writes them to an FTS5 index as one segment, in FTS5's own file format.
///
/// FTS5 takes terms one by one: each is hashed, found in a table and its place appended to a list of its own, somewhere in memory. Here
/// each costs eight bytes at the end of one list, which is put into order by counting when the segment is written:
///
///     gathered:  term, place | term, place | …      by document
///     ordered:   document, place | …                by term, document and place
///
/// What is gathered goes to the file with `flush`, which belongs into the same transaction. What FTS5 was given in the
/// same transaction would come on top of it: an index is written by one of both within a transaction.
final class TermIndex {
    /// A document whose terms have been gathered.
    private struct Entry {
        let number: Int64
        /// Its terms end here in the list.
        let end: Int
    }

    let tables: IndexTables
    let terms = TermTable()
    /// Counts how often the terms have been forgotten: their numbers hold until then.
    private(set) var generation: UInt32 = 1
    /// Whether places are kept, or only which documents hold a term (`detail=none`).
    private let hasPlaces: Bool
    private let database: Database
    private let columns: Int
    private var pageSize = 0
    private var entries: [Entry] = []
    private var tokens: [UInt64]
    private var sizes: [(document: Int64, terms: [UInt8])] = []
    private var list: UnsafeMutablePointer<UInt64>
    private var capacity = 1 << 12
    private var size = 0
    /// Memory that is used for each segment: the list in order, and a number for each term, zero in between.
    private var ordered: UnsafeMutablePointer<UInt64>
    private var counts: UnsafeMutablePointer<Int32>
    private var (orderedCapacity, countsCapacity) = (1, 1)

    /// More places than these are written before the transaction ends; more bytes of terms than these are forgotten after it.
    private static let mostPlaces = 1 << 20
    private static let mostBytes = 1 << 21
    /// The mark of a place in the second column.
    static let second: UInt32 = 1 << 31
    /// Longest term, in bytes; FTS5 cuts longer ones too.
    static let longest = 32_768

    init(_ name: String, columns: Int, hasPlaces: Bool, in database: Database) {
        tables = IndexTables(name, in: database)
        self.database = database
        self.columns = columns
        self.hasPlaces = hasPlaces
        tokens = Array(repeating: 0, count: columns)
        list = .allocate(capacity: capacity)
        ordered = .allocate(capacity: 1)
        counts = .allocate(capacity: 1)
        counts.initialize(to: 0)
    }

    deinit {
        list.deallocate()
        ordered.deallocate()
        counts.deallocate()
    }

    /// Notes a term of the document that is being gathered.
    @inline(__always)
    func add(_ term: UInt32, _ place: UInt32) {
        if size == capacity { grow() }
        list[size] = UInt64(term) << 32 | UInt64(place)
        size &+= 1
    }

    /// Ends a document.
    ///
    /// - Parameters:
    ///   - number: higher than those of all documents in the index.
    ///   - counts: terms in each column.
    func end(_ number: Int64, _ counts: [Int]) throws(ArchiveError) {
        entries.append(Entry(number: number, end: size))
        for (column, count) in counts.enumerated() { tokens[column] += UInt64(count) }
        if hasPlaces {
            var bytes: [UInt8] = []
            for count in counts { Varint.append(UInt64(count), to: &bytes) }
            sizes.append((number, bytes))
        }
        if size > Self.mostPlaces { try flush() }
    }

    /// Forgets what was gathered and is not in the file: the transaction failed.
    func discard() {
        entries.removeAll(keepingCapacity: true)
        sizes.removeAll(keepingCapacity: true)
        tokens = Array(repeating: 0, count: columns)
        size = 0
    }

    /// Writes what was gathered as a segment, and merges segments where sixteen have come together.
    func flush() throws(ArchiveError) {
        guard !entries.isEmpty else { return }
        defer { discard() }
        if pageSize == 0 {
            let set = try database.number("SELECT v FROM \(tables.name)_config WHERE k = 'pgsz'") ?? 4_050
            pageSize = Int(min(65_536, max(32, set)))
        }
        guard var structure = try tables.record(IndexTables.structure).flatMap(IndexStructure.init) else {
            throw tables.damaged
        }
        if size > 0 {
            var writer = SegmentWriter(structure.freeNumber, tables, pageSize: pageSize, hasPlaces: hasPlaces)
            try write(&writer)
            let last = try writer.finish()
            structure.add(.init(number: writer.number, first: 1, last: last), level: 0)
            structure.written += UInt64(last)
        }
        try addSums()
        try tables.writeSizes(sizes)
        let isLeft = try SegmentMerger(tables, pageSize: pageSize, hasPlaces: hasPlaces).merge(&structure)
        try tables.replace(IndexTables.structure, structure.bytes)
        try tables.forget()
        if isLeft { try tables.merge() }
        if terms.weight > Self.mostBytes {
            terms.removeAll()
            generation &+= 1
        }
    }

    /// Adds up documents and terms.
    private func addSums() throws(ArchiveError) {
        let record = try tables.record(IndexTables.sums) ?? []
        var (bytes, at): ([UInt8], Int) = ([], 0)
        for more in [UInt64(entries.count)] + tokens {
            let sum = record.withUnsafeBytes { Varint.get($0, &at) } ?? 0
            Varint.append(sum &+ more, to: &bytes)
        }
        try tables.replace(IndexTables.sums, bytes)
    }

    private func grow() {
        let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * capacity)
        memcpy(larger, list, size * MemoryLayout<UInt64>.stride)
        list.deallocate()
        list = larger
        capacity *= 2
    }

    /// Orders what was gathered and writes it, term by term.
    @_optimize(speed)
    private func write(_ writer: inout SegmentWriter) throws(ArchiveError) {
        makeRoom()
        let (counts, ordered) = (counts, ordered)
        var isWhole = false
        defer { if !isWhole { counts.initialize(repeating: 0, count: countsCapacity) } }
        var order: [TermOrder.Entry] = []
        order.reserveCapacity(min(size, terms.count))
        terms.withKeys { keys in
            for i in 0..<size {
                // What is asked for some terms later is fetched meanwhile.
                if i &+ 24 < size { sitrep_fetch_soon(counts + Int(truncatingIfNeeded: list[i &+ 24] >> 32)) }
                let term = Int(truncatingIfNeeded: list[i] >> 32)
                if counts[term] == 0 {
                    order.append(TermOrder.Entry(key: keys[term], number: UInt32(truncatingIfNeeded: term)))
                }
                counts[term] &+= 1
            }
        }
        TermOrder.sort(&order, terms)
        var start: Int32 = 0
        for entry in order {
            start &+= counts[Int(entry.number)]
            counts[Int(entry.number)] = start &- counts[Int(entry.number)]
        }
        var i = 0
        for (document, entry) in entries.enumerated() {
            while i < entry.end {
                if i &+ 24 < size { sitrep_fetch_soon(counts + Int(truncatingIfNeeded: list[i &+ 24] >> 32)) }
                if i &+ 8 < size {
                    sitrep_fetch_soon(ordered + Int(counts[Int(truncatingIfNeeded: list[i &+ 8] >> 32)]))
                }
                let term = Int(truncatingIfNeeded: list[i] >> 32)
                ordered[Int(counts[term])] = UInt64(document) << 32 | (list[i] & 0xFFFF_FFFF)
                counts[term] &+= 1
                i &+= 1
            }
        }
        // Now each term's number is where its places end.
        var (from, capacity) = (0, 0)
        var scratch = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
        let short = UnsafeMutablePointer<UInt8>.allocate(capacity: 9)
        defer {
            scratch.deallocate()
            short.deallocate()
        }
        short[0] = 0x30
        for (i, entry) in order.enumerated() {
            if i + 16 < order.count, order[i + 16].key & 0xFF != 0 { terms.fetchSoon(Int(order[i + 16].number)) }
            if i + 8 < order.count, order[i + 8].key & 0xFF != 0 { terms.fetchBytesSoon(Int(order[i + 8].number)) }
            let to = Int(counts[Int(entry.number)])
            counts[Int(entry.number)] = 0
            if (to - from) * 32 > capacity {
                capacity = (to - from) * 64
                scratch.deallocate()
                scratch = .allocate(capacity: capacity)
            }
            let documents = UnsafeRawBufferPointer(start: scratch, count: encode(ordered, from, to, scratch))
            if entry.key & 0xFF == 0, entry.key != 0 {
                // All of the term, as no term holds a zero.
                UnsafeMutableRawPointer(short).storeBytes(of: entry.key.bigEndian, toByteOffset: 1, as: UInt64.self)
                let count = 9 - entry.key.trailingZeroBitCount / 8
                try writer.append(UnsafeRawBufferPointer(start: short, count: count), entry.key, documents)
            } else {
                try writer.append(terms[Int(entry.number)], entry.key, documents)
            }
            from = to
        }
        isWhole = true
    }

    /// Makes room for the list in order, and for zeros for all terms.
    private func makeRoom() {
        if terms.count > countsCapacity {
            counts.deallocate()
            countsCapacity = 2 * terms.count
            counts = .allocate(capacity: countsCapacity)
            counts.initialize(repeating: 0, count: countsCapacity)
        }
        if size > orderedCapacity {
            ordered.deallocate()
            orderedCapacity = capacity
            ordered = .allocate(capacity: orderedCapacity)
        }
    }

    /// Writes the documents of a term with its places in them; returns how many bytes that takes, of 32 a place at most.
    @_optimize(speed)
    private func encode(
        _ ordered: UnsafeMutablePointer<UInt64>, _ from: Int, _ to: Int, _ out: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var end = out
        var (i, previous): (Int, Int64) = (from, 0)
        while i < to {
            let document = ordered[i] >> 32
            let number = entries[Int(document)].number
            end = Varint.put(UInt64(bitPattern: number &- previous), at: end)
            previous = number
            guard hasPlaces else {
                repeat { i &+= 1 } while i < to && ordered[i] >> 32 == document
                continue
            }
            let start = end
            end += 1
            var (column, last): (UInt32, UInt32) = (0, 0)
            repeat {
                var place = UInt32(truncatingIfNeeded: ordered[i])
                if place & Self.second != column {
                    (column, last) = (Self.second, 0)
                    end[0] = 1
                    end[1] = 1
                    end += 2
                }
                place &= ~Self.second
                end = Varint.put(UInt64(place &- last &+ 2), at: end)
                last = place
                i &+= 1
            } while i < to && ordered[i] >> 32 == document
            let count = end - start - 1
            if count < 64 {
                start[0] = UInt8(truncatingIfNeeded: count * 2)
            } else {
                var head: (UInt64, UInt64) = (0, 0)
                withUnsafeMutableBytes(of: &head) { head in
                    guard let first = head.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
                    let width = Varint.put(UInt64(count * 2), at: first) - first
                    memmove(start + width, start + 1, count)
                    memcpy(start, first, width)
                    end = start + width + count
                }
            }
        }
        return end - out
    }
}
