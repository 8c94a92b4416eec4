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

    private func merging(_ segments: [IndexStructure.Segment], _ number: Int64) throws -> IndexStructure.Segment {
        var writer = SegmentWriter(number, tables, pageSize: pageSize, hasPlaces: hasPlaces)
        var readers: [SegmentReader] = []
        for segment in segments {
            let reader = try SegmentReader(segment, tables, hasPlaces: hasPlaces)
            if try reader.advance() { readers.append(reader) }
        }
        var documents: [UInt8] = []
        while var least = readers.first {
            for reader in readers.dropFirst() where Self.isBefore(reader, least) { least = reader }
            let (term, key) = (least.term, least.key)
            documents.removeAll(keepingCapacity: true)
            var last: Int64 = 0
            var isEnd = false
            for reader in readers where reader.key == key && reader.term == term {
                guard reader.first > last else { throw SegmentReader.Unusual() }
                Varint.append(UInt64(reader.first - last), to: &documents)
                documents += reader.documents[reader.firstEnd...]
                last = reader.last
                if try !reader.advance() { isEnd = true }
            }
            if isEnd { readers.removeAll(where: \.isDone) }
            try term.withUnsafeBytes { term in
                try documents.withUnsafeBytes { try writer.append(term, $0) }
            }
        }
        return IndexStructure.Segment(number: number, first: 1, last: try writer.finish())
    }

    private static func isBefore(_ a: SegmentReader, _ b: SegmentReader) -> Bool {
        a.key != b.key ? a.key < b.key : a.term.lexicographicallyPrecedes(b.term)
    }
}
