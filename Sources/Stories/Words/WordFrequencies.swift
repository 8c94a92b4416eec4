import Lexicons

/// In how many documents of a background collection a word's stem stands.
struct WordFrequencies: Sendable {
    /// Documents in the background.
    let documents: Float
    /// A stem (0 = free) beside its count, so that a look-up touches one line of memory.
    private struct Slot {
        var stem: UInt64 = 0
        var count: UInt16 = 0
    }

    // Open addressing, at most half full.
    private let slots: [Slot]

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
            scanner.scan(Array(row["word"].utf8))
            guard let word = scanner.words.first else { continue }
            let old = counts[word.stem] ?? 0
            counts[word.stem] = max(old, UInt16(clamping: count))
        }
        var size = 16
        while size < counts.count * 2 { size *= 2 }
        var slots = [Slot](repeating: Slot(), count: size)
        // In the order of stems, so that the table is the same on every run.
        for (stem, count) in counts.sorted(by: { $0.key < $1.key }) where stem != 0 {
            var slot = Int(truncatingIfNeeded: stem >> 20) & (size - 1)
            while slots[slot].stem != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Slot(stem: stem, count: count)
        }
        self.slots = slots
        self.documents = Float(documents)
    }

    /// Documents that hold the stem; 0 for a word the background lacks.
    func count(_ stem: UInt64) -> Float {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: stem >> 20) & mask
        while slots[slot].stem != 0 {
            if slots[slot].stem == stem { return Float(slots[slot].count) }
            slot = (slot + 1) & mask
        }
        return 0
    }
}
