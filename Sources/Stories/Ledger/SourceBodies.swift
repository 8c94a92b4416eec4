import Lexicons

/// Who speaks for which body (rules/source-bodies.tsv): "Chief Inspector Sardoal" gives the police's figures.
struct SourceBodies: Sendable {
    private let rows: [(words: [String], isAlone: Bool, body: String)]

    init() throws(LexiconError) {
        let table = try Table(
            named: "rules/source-bodies.tsv", columns: ["words", "stands", "body", "example", "not"])
        rows = table.rows.map { row in
            (row["words"].split(separator: " ").map(String.init), row["stands"] == "alone", row["body"])
        }
    }

    /// The body that a source speaks for; nil for anybody else, and for those who no longer do.
    func body(of source: String) -> String? {
        var words = source.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
        if words.first == "the" || words.first == "a" { words.removeFirst() }
        guard !words.contains("former"), words.first != "ex" else { return nil }
        return rows.first { row in
            guard row.words.count <= words.count, !row.isAlone || row.words.count == words.count else { return false }
            return (0...(words.count - row.words.count)).contains { start in
                words[start...].starts(with: row.words)
            }
        }?.body
    }
}
