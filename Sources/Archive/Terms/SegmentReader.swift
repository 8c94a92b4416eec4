import Glibc

/// Reads a segment of an FTS5 index term by term (see `SegmentWriter` for its form), each with its documents in one piece: in the leaf
/// itself where they do not go on in the next.
struct SegmentReader: ~Copyable {
    /// What a segment holds that is merged by FTS5 alone: documents that were taken back.
    struct Unusual: Error {}

    /// The term, with its mark.
    private let letters: UnsafeMutablePointer<UInt8>
    private var count = 0
    /// The eight bytes after the mark as a number, which orders most terms.
    private(set) var key: UInt64 = 0
    /// The documents of the term: the first rowid as it is, then the distances. They are lent until the next term.
    private(set) var documents = UnsafeRawBufferPointer(start: nil, count: 0)
    /// The first of them, and the last.
    private(set) var (first, last): (Int64, Int64) = (0, 0)
    /// Where the first rowid ends in `documents`.
    private(set) var firstEnd = 0

    private let tables: IndexTables
    private let hasPlaces: Bool
    private let pages: Statement
    private var page = Bytes()
    private var joined = Bytes()
    /// In the leaf: where reading goes on, where terms end and the footer begins, where the footer is read on.
    private var (at, end, footer): (Int, Int, Int) = (0, 0, 0)
    /// Where the next term of the leaf begins, and whether it is the leaf's first.
    private var next: Int?
    private var isFirst = true
    private var offset = 0
    private var walked = 0

    init(_ pages: Statement, _ tables: IndexTables, hasPlaces: Bool) {
        self.tables = tables
        self.hasPlaces = hasPlaces
        self.pages = pages
        letters = .allocate(capacity: TermIndex.longest + 16)
        letters.initialize(repeating: 0, count: 16)
    }

    deinit { letters.deallocate() }

    var term: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: letters, count: count) }

    /// Goes to the next term; false after the last.
    @_optimize(speed)
    mutating func advance() throws -> Bool {
        if page.count == 0, try turn() { findNext() }
        guard let start = next else { return false }
        at = start
        let shared = isFirst ? 0 : try number()
        let own = try number()
        guard shared <= count, own <= end - at, case let size = shared + own, 1...TermIndex.longest + 1 ~= size else {
            throw tables.damaged
        }
        memcpy(letters + shared, page.start + at, own)
        // Zeros behind, for the number.
        memset(letters + size, 0, 8)
        count = size
        key = UInt64(bigEndian: UnsafeRawPointer(letters).loadUnaligned(fromByteOffset: 1, as: UInt64.self))
        at += own
        isFirst = false
        findNext()
        (walked, last) = (0, 0)
        if let next {
            guard next >= at else { throw tables.damaged }
            documents = UnsafeRawBufferPointer(start: page.start + at, count: next - at)
            try walk()
            return true
        }
        try join()
        return true
    }

    /// Puts together documents that go on in the next leaves.
    private mutating func join() throws {
        joined.count = 0
        joined.append(page, at..<end)
        while next == nil, try turn() {
            findNext()
            let stop = next ?? end
            let rowid = Int(page.start[0]) << 8 | Int(page.start[1])
            guard rowid == 0 || 4...stop ~= rowid else { throw tables.damaged }
            guard rowid != 0, rowid < stop else {
                joined.append(page, 4..<stop)
                continue
            }
            // The rowid that a leaf begins with is written as it is.
            joined.append(page, 4..<rowid)
            documents = joined.lent
            try walk()
            at = rowid
            let whole = Int64(bitPattern: try varint())
            guard at <= stop, whole > last else { throw Unusual() }
            joined.append(UInt64(bitPattern: whole &- last))
            joined.append(page, at..<stop)
        }
        documents = joined.lent
        try walk()
    }

    /// Takes up the next leaf; false after the last.
    private mutating func turn() throws(ArchiveError) -> Bool {
        guard try pages.step() else { return false }
        page.count = 0
        pages.withBlob(0) { page.append($0) }
        guard page.count >= 4 else { throw tables.damaged }
        end = Int(page.start[2]) << 8 | Int(page.start[3])
        guard 4...page.count ~= end else { throw tables.damaged }
        (footer, offset, next, isFirst) = (end, 0, nil, true)
        return true
    }

    /// Looks up where the next term of the leaf begins.
    private mutating func findNext() {
        guard let step = Varint.get(page.lent, &footer), step < UInt64(end - offset), offset + Int(step) >= 4 else {
            next = nil
            return
        }
        offset += Int(step)
        next = offset
    }

    /// Looks through the documents read so far, up to the last one.
    @_optimize(speed)
    private mutating func walk() throws {
        while walked < documents.count {
            let isFirst = walked == 0
            guard let distance = Varint.get(documents, &walked) else { throw tables.damaged }
            guard distance > 0, distance < 1 << 62 else { throw Unusual() }
            last &+= Int64(distance)
            if isFirst { (first, firstEnd) = (last, walked) }
            guard hasPlaces else { continue }
            guard let size = Varint.get(documents, &walked) else { throw tables.damaged }
            guard size & 1 == 0 else { throw Unusual() }
            guard size >> 1 <= UInt64(documents.count - walked) else { throw tables.damaged }
            walked += Int(size >> 1)
        }
    }

    private mutating func number() throws(ArchiveError) -> Int {
        let value = try varint()
        guard value < 1 << 31 else { throw tables.damaged }
        return Int(value)
    }

    private mutating func varint() throws(ArchiveError) -> UInt64 {
        guard let value = Varint.get(UnsafeRawBufferPointer(start: page.start, count: end), &at) else {
            throw tables.damaged
        }
        return value
    }
}
