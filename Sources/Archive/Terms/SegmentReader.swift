/// Reads a segment of an FTS5 index term by term (see `SegmentWriter` for its form), each with its documents in one piece.
final class SegmentReader {
    /// What a segment holds that is merged by FTS5 alone: documents that were taken back.
    struct Unusual: Error {}

    /// The term, with its mark.
    private(set) var term: [UInt8] = []
    /// The first bytes of the term as a number, which orders most terms.
    private(set) var key: UInt64 = 0
    /// Its documents: the first rowid as it is, then the distances.
    private(set) var documents: [UInt8] = []
    /// The first of them, and the last.
    private(set) var (first, last): (Int64, Int64) = (0, 0)
    /// Where the first rowid ends in `documents`.
    private(set) var firstEnd = 0
    /// Whether there are no more terms.
    private(set) var isDone = false

    private let tables: IndexTables
    private let hasPlaces: Bool
    private let pages: Statement
    private var page: [UInt8] = []
    private var (at, end, footer): (Int, Int, Int) = (0, 0, 0)
    /// Where the terms of the page begin that have not been read; the next one first.
    private var next: Int?
    private var firstStart: Int?
    private var offset = 0
    private var walked = 0

    init(_ segment: IndexStructure.Segment, _ tables: IndexTables, hasPlaces: Bool) throws(ArchiveError) {
        self.tables = tables
        self.hasPlaces = hasPlaces
        pages = try tables.pages(of: segment)
        if try turn() { footerNext() }
    }

    /// Goes to the next term; false after the last.
    func advance() throws -> Bool {
        guard let start = next else {
            isDone = true
            return false
        }
        let isFirst = start == firstStart
        at = start
        let shared = isFirst ? 0 : try number()
        let count = try number()
        guard shared <= term.count, count <= end - at else { throw tables.damaged }
        term.removeSubrange(shared...)
        term += page[at..<at + count]
        at += count
        key = 0
        for i in 1..<9 { key = key << 8 | (i < term.count ? UInt64(term[i]) : 0) }
        footerNext()
        documents.removeAll(keepingCapacity: true)
        (walked, last) = (0, 0)
        documents += page[at..<(next ?? end)]
        while next == nil, try turn() {
            footerNext()
            let stop = next ?? end
            let rowid = Int(page[0]) << 8 | Int(page[1])
            guard rowid == 0 || 4...stop ~= rowid else { throw tables.damaged }
            // The rowid that a leaf begins with is written as it is.
            if rowid != 0, rowid < stop {
                documents += page[4..<rowid]
                try walk()
                at = rowid
                let whole = Int64(bitPattern: try varint())
                guard whole > last else { throw Unusual() }
                Varint.append(UInt64(bitPattern: whole - last), to: &documents)
                documents += page[at..<stop]
            } else {
                documents += page[4..<stop]
            }
        }
        try walk()
        return true
    }

    /// Takes up the next leaf; false after the last.
    private func turn() throws(ArchiveError) -> Bool {
        guard try pages.step() else { return false }
        page = pages.blob(0)
        guard page.count >= 4 else { throw tables.damaged }
        end = Int(page[2]) << 8 | Int(page[3])
        guard 4...page.count ~= end else { throw tables.damaged }
        (footer, offset, firstStart, next) = (end, 0, nil, nil)
        return true
    }

    /// Looks up where the next term of the leaf begins.
    private func footerNext() {
        var position = footer
        guard let step = page.withUnsafeBytes({ Varint.get($0, &position) }), step < UInt64(end - offset) else {
            next = nil
            return
        }
        footer = position
        offset += Int(step)
        next = offset
        if firstStart == nil { firstStart = offset }
    }

    /// Looks through the documents read so far, up to the last one.
    private func walk() throws {
        try documents.withUnsafeBytes { bytes in
            while walked < bytes.count {
                let isFirst = walked == 0
                guard let distance = Varint.get(bytes, &walked) else { throw tables.damaged }
                guard distance > 0, distance < 1 << 62 else { throw Unusual() }
                last += Int64(distance)
                if isFirst { (first, firstEnd) = (last, walked) }
                guard hasPlaces else { continue }
                guard let size = Varint.get(bytes, &walked) else { throw tables.damaged }
                guard size & 1 == 0 else { throw Unusual() }
                guard size >> 1 <= UInt64(bytes.count - walked) else { throw tables.damaged }
                walked += Int(size >> 1)
            }
        }
    }

    private func number() throws(ArchiveError) -> Int {
        let value = try varint()
        guard value < 1 << 31 else { throw tables.damaged }
        return Int(value)
    }

    private func varint() throws(ArchiveError) -> UInt64 {
        guard let value = page.withUnsafeBytes({ Varint.get(UnsafeRawBufferPointer(rebasing: $0[..<end]), &at) }) else {
            throw tables.damaged
        }
        return value
    }
}
