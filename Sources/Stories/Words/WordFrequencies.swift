import Lexicons

/// In how many documents of a background collection a word's stem stands.
struct WordFrequencies: Sendable {
    /// Documents in the background.
    let documents: Float
    // Open addressing, at most half full. A slot is a stem with its count in place of the lowest sixteen bits; 0 for a free one.
    private let slots: [UInt64]
    private static let count: UInt64 = 0xFFFF

    init() throws(LexiconError) {
        let table = try Table(named: "lexicons/word-frequencies.tsv", columns: ["word", "documents"])
        var counts: [UInt64: UInt16] = [:]
        counts.reserveCapacity(table.rows.count)
        var documents = 1
        var scanner = WordScanner()
        for row in table.rows {
            guard let count = Int(row["documents"]), count > 0 else {
                throw LexiconError(
                    file: table.name, line: row.line, reason: "'\(row["documents"])' is no count",
                    advice: "Write the number of documents the word stands in.")
            }
            if row["word"] == "*" {
                documents = count
                continue
            }
            scanner.scan(Array(row["word"].utf8), .stems)
            guard let word = scanner.words.first else { continue }
            let old = counts[word.stem] ?? 0
            counts[word.stem] = max(old, UInt16(clamping: count))
        }
        var size = 16
        while size < counts.count * 2 { size *= 2 }
        var slots = [UInt64](repeating: 0, count: size)
        // In the order of stems, so that the table is the same on every run.
        for (stem, count) in counts.sorted(by: { $0.key < $1.key }) where stem != 0 {
            var slot = Int(truncatingIfNeeded: stem >> 20) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = stem & ~Self.count | UInt64(count)
        }
        self.slots = slots
        self.documents = Float(documents)
    }

    /// Documents that hold the stem; 0 for a word the background lacks.
    func count(_ stem: UInt64) -> Float {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: stem >> 20) & mask
        while slots[slot] != 0 {
            if (slots[slot] ^ stem) & ~Self.count == 0 { return Float(slots[slot] & Self.count) }
            slot = (slot + 1) & mask
        }
        return 0
    }

    /// The same without a branch on what stands in the table, so that many look-ups wait for the memory together; -1 where one look does not
    /// tell.
    @inline(__always)
    func quickCount(_ stem: UInt64) -> Float {
        let slot = slots[Int(truncatingIfNeeded: stem >> 20) & (slots.count - 1)]
        let other: Float = slot == 0 ? 0 : -1
        return (slot ^ stem) & ~Self.count == 0 ? Float(slot & Self.count) : other
    }
}
