import Lexicons

/// In how many documents of a background collection a word's stem stands.
struct WordFrequencies: Sendable {
    /// Documents in the background.
    let documents: Float
    private let counts: [UInt64: UInt16]

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
        self.counts = counts
        self.documents = Float(documents)
    }

    /// Documents that hold the stem; 0 for a word the background lacks.
    func count(_ stem: UInt64) -> Float { Float(counts[stem] ?? 0) }
}
