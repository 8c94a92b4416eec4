/// The index of lines that documents can be found by, written past FTS5 (`TermIndex`): a line is a term, in which the case of Basic
/// Latin letters is gone, as FTS5's tokenizer `ascii` has it.
final class LineIndex {
    let index: TermIndex
    private var folded: [UInt8] = []

    init(in database: Database) {
        index = TermIndex("facets", columns: 1, hasPlaces: false, in: database)
    }

    /// Gathers the lines of a document with a number higher than all before. Lines hold no control characters.
    func add(_ number: Int64, _ lines: [UInt8]) throws(ArchiveError) {
        folded.removeAll(keepingCapacity: true)
        for byte in lines { folded.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
        var count = 0
        folded.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                var end = start
                while end < bytes.count, bytes[end] != 0x0A { end += 1 }
                if end > start {
                    let line = bytes[start..<min(end, start + TermIndex.longest)]
                    index.add(index.terms.number(of: UnsafeRawBufferPointer(rebasing: line)), 0)
                    count += 1
                }
                start = end + 1
            }
        }
        try index.end(number, [count])
    }
}
