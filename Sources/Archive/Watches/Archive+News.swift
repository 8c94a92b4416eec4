public import Moments

/// What pages on watches show: the news of each, delivered or not.
extension Archive {
    /// Something a watch fired for.
    public struct News: Sendable, Hashable {
        /// Its number; later news has a higher one.
        public var number: Int64
        /// The watch.
        public var watch: String
        /// When the watch fired.
        public var at: Moment
        /// One JSON object: `{"watch","at","cause","story","document","text"}`.
        public var body: String
        /// Why it has not gone out yet; nil when it has, or was not tried.
        public var fault: String?
    }

    /// The news of a watch that is there or was once, newest first.
    ///
    /// - Parameters:
    ///   - watch: its id; nil for all watches.
    ///   - moment: the last moment to tell of.
    ///   - before: only news with lower numbers, for the next page of a list.
    public func news(
        of watch: String? = nil, until moment: Moment, before: Int64 = .max, limit: Int
    ) throws(ArchiveError) -> [News] {
        var number: Int64?
        if let watch {
            guard let named = Self.number(ofWatch: watch) else { return [] }
            number = named
        }
        var found: [News] = []
        try database.rows(
            """
            SELECT id, watch, made, body, fault, delivered FROM outbox
            WHERE (?1 IS NULL OR watch = ?1) AND made <= ?2 AND id < ?3 ORDER BY id DESC LIMIT ?4
            """, [StoredValue(number), .int(moment.seconds), .int(before), .int(Int64(limit))]
        ) { row in
            found.append(
                News(
                    number: row.int(0), watch: "w\(row.int(1))", at: Moment(seconds: row.int(2)),
                    body: row.text(3) ?? "", fault: row.isNull(5) ? row.text(4) : nil))
            return true
        }
        return found
    }

    /// How often each watch has fired by a moment, and when it did last.
    public func newsCounts(until moment: Moment) throws(ArchiveError) -> [String: (count: Int, last: Moment)] {
        var counts: [String: (count: Int, last: Moment)] = [:]
        try database.rows(
            "SELECT watch, count(*), max(made) FROM outbox WHERE made <= ? GROUP BY watch", [.int(moment.seconds)]
        ) { row in
            counts["w\(row.int(0))"] = (Int(row.int(1)), Moment(seconds: row.int(2)))
            return true
        }
        return counts
    }
}
