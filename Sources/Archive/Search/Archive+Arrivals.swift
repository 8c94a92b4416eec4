import Texts

/// A small index of what arrived last, in memory, for questions that would look through the whole one: the beginning of a word
/// (`flood*`) has FTS5 gather every document of every word that begins so, whichever documents are asked for.
extension Archive {
    /// Documents that the small index holds.
    struct Arrivals {
        /// Those with a higher number than this.
        var after: Int64
        /// Up to this one.
        var latest: Int64
    }

    /// More documents than these are looked for in the whole index.
    static let mostArrivals: Int64 = 1_000

    /// The index in which a query is looked for.
    func wordIndex(for query: SearchQuery) throws(ArchiveError) -> String {
        guard let after = query.after, (query.terms + query.without).contains(where: \.isPrefix) else { return "words" }
        let latest = try database.number("SELECT max(n) FROM document") ?? 0
        guard latest - after <= Self.mostArrivals else { return "words" }
        if let arrivals, arrivals.after <= after, arrivals.latest == latest { return "arrivals" }
        arrivals = nil
        try database.look { () throws(ArchiveError) in
            try database.execute(
                """
                CREATE VIRTUAL TABLE IF NOT EXISTS temp.arrivals USING fts5(
                    title, text, content='', tokenize="porter unicode61 remove_diacritics 2");
                INSERT INTO arrivals (arrivals) VALUES ('delete-all');
                """)
            try database.rows("SELECT n, id, title, body FROM document WHERE n > ?", [.int(after)]) {
                row throws(ArchiveError) in
                let text = try text(in: row.blob(3), row.text(1) ?? "")
                try database.run(
                    "INSERT INTO arrivals (rowid, title, text) VALUES (?, ?, ?)",
                    [.int(row.int(0)), .text(row.text(2) ?? ""), .utf8(text.utf8)])
                return true
            }
        }
        arrivals = Arrivals(after: after, latest: latest)
        return "arrivals"
    }
}
