import Lexicons

/// In how many documents of a background collection a word's stem stands.
struct WordFrequencies: Sendable {
    /// Documents in the background.
    let documents: Float
    // Open addressing: stems (0 = free) and their counts, at most half full.
    private let stems: [UInt64]
    private let counts: [UInt16]

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
        var (stems, values) = ([UInt64](repeating: 0, count: size), [UInt16](repeating: 0, count: size))
        // In the order of stems, so that the table is the same on every run.
        for (stem, count) in counts.sorted(by: { $0.key < $1.key }) where stem != 0 {
            var slot = Int(truncatingIfNeeded: stem >> 20) & (size - 1)
            while stems[slot] != 0 { slot = (slot + 1) & (size - 1) }
            stems[slot] = stem
            values[slot] = count
        }
        self.stems = stems
        self.counts = values
        self.documents = Float(documents)
    }

    /// Documents that hold the stem; 0 for a word the background lacks.
    func count(_ stem: UInt64) -> Float {
        let mask = stems.count - 1
        var slot = Int(truncatingIfNeeded: stem >> 20) & mask
        while stems[slot] != 0 {
            if stems[slot] == stem { return Float(counts[slot]) }
            slot = (slot + 1) & mask
        }
        return 0
    }
}
