import Glibc

/// Merges segments of an FTS5 index: where sixteen have come together on a level, they become one on the next.
///
/// Documents come in rising order, so that those of a term in one segment all come before those in the next: the lists are copied one
/// behind the other. What is otherwise (documents taken back, a merge that FTS5 has begun) is left to FTS5.
struct SegmentMerger {
    private let tables: IndexTables
    private let pageSize: Int
    private let hasPlaces: Bool

    /// Segments of a level that are merged.
    static let width = 16

    init(_ tables: IndexTables, pageSize: Int, hasPlaces: Bool) {
        self.tables = tables
        self.pageSize = pageSize
        self.hasPlaces = hasPlaces
    }

    /// Merges what is due.
    ///
    /// - Returns: whether something is left for FTS5.
    func merge(_ structure: inout IndexStructure) throws(ArchiveError) -> Bool {
        var level = 0
        while level < structure.levels.count {
            let segments = structure.levels[level].segments
            if segments.count >= Self.width {
                guard structure.levels[level].merging == 0, let merged = try merged(segments, structure.freeNumber)
                else { return true }
                for segment in segments { try tables.remove(segment.number) }
                structure.levels[level].segments = []
                structure.add(merged, level: level + 1)
            }
            level += 1
        }
        return false
    }

    /// Segments as one; nil when FTS5 has to merge them.
    private func merged(
        _ segments: [IndexStructure.Segment], _ number: Int64
    ) throws(ArchiveError) -> IndexStructure.Segment? {
        do {
            return try merging(segments, number)
        } catch is SegmentReader.Unusual {
            try tables.remove(number)
            return nil
        } catch let error as ArchiveError {
            throw error
        } catch {
            throw tables.damaged
        }
    }

    @_optimize(speed)
    private func merging(_ segments: [IndexStructure.Segment], _ number: Int64) throws -> IndexStructure.Segment {
        var writer = SegmentWriter(number, tables, pageSize: pageSize, hasPlaces: hasPlaces)
        let readers = UnsafeMutablePointer<SegmentReader>.allocate(capacity: segments.count)
        var made = 0
        defer {
            readers.deinitialize(count: made)
            readers.deallocate()
        }
        // Those that have terms left, the oldest first, with the number that orders their terms.
        var left: [(key: UInt64, reader: Int)] = []
        for segment in segments {
            (readers + made).initialize(
                to: SegmentReader(try tables.pages(of: segment), tables, hasPlaces: hasPlaces))
            made += 1
            if try readers[made - 1].advance() { left.append((readers[made - 1].key, made - 1)) }
        }
        var term = Bytes()
        var documents = Bytes()
        while let first = left.first {
            var key = first.key
            for one in left where one.key < key { key = one.key }
            var least = -1
            for one in left where one.key == key {
                if least < 0 || Self.isBefore(readers[one.reader], readers[least]) { least = one.reader }
            }
            term.count = 0
            term.append(readers[least].term)
            documents.count = 0
            var last: Int64 = 0
            var isEnd = false
            for at in left.indices where left[at].key == key {
                let reader = readers + left[at].reader
                guard Self.areEqual(reader.pointee.term, term.lent) else { continue }
                guard reader.pointee.first > last else { throw SegmentReader.Unusual() }
                documents.append(UInt64(reader.pointee.first &- last))
                documents.append(UnsafeRawBufferPointer(rebasing: reader.pointee.documents[reader.pointee.firstEnd...]))
                last = reader.pointee.last
                if try reader.pointee.advance() {
                    left[at].key = reader.pointee.key
                } else {
                    left[at].reader = -1
                    isEnd = true
                }
            }
            if isEnd { left.removeAll { $0.reader < 0 } }
            try writer.append(term.lent, key, documents.lent)
        }
        return IndexStructure.Segment(number: number, first: 1, last: try writer.finish())
    }

    private static func isBefore(_ a: borrowing SegmentReader, _ b: borrowing SegmentReader) -> Bool {
        let (one, two) = (a.term, b.term)
        guard let first = one.baseAddress, let second = two.baseAddress else { return false }
        let order = memcmp(first, second, min(one.count, two.count))
        return order != 0 ? order < 0 : one.count < two.count
    }

    private static func areEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        guard a.count == b.count, let first = a.baseAddress, let second = b.baseAddress else { return false }
        return memcmp(first, second, a.count) == 0
    }
}
