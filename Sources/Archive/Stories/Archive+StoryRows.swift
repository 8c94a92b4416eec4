public import Moments

/// What a page that lists stories needs, at any moment.
extension Archive {
    /// A story as it was known at a moment.
    public struct StoryRow: Sendable, Hashable {
        /// The story.
        public var story: String
        /// What it is about.
        public var title: String
        /// How many documents it has.
        public var documents: Int
        /// How many outlets published them.
        public var outlets: Int
        /// When the first was published; nil when none says.
        public var first: Moment?
        /// When the last was published; nil when none says.
        public var last: Moment?
        /// How many came after the moment that was asked about.
        public var fresh: Int
        /// Sets the last document apart from others of its second.
        public var newest: Int64
    }

    /// Stories by the documents that were known at a moment, in no order. A document belongs to the story it belongs to today.
    ///
    /// - Parameter since: documents after it are counted as fresh; nil counts none.
    public func storyRows(knownAt asOf: Moment, since: Moment?) throws(ArchiveError) -> [StoryRow] {
        var found: [StoryRow] = []
        // Time and number in one value: the largest is the newest document's.
        try database.rows(
            """
            SELECT k.story, s.title, count(*), count(DISTINCT k.outlet), min(k.published), max(k.published),
            max((k.t << 28) + k.n), sum(k.t > ?2)
            FROM (SELECT m.story, d.n, d.outlet, d.published, ifnull(d.published, d.arrived) AS t FROM document d
            JOIN member m ON m.document = d.n WHERE d.arrived <= ?1 AND ifnull(d.published, d.arrived) <= ?1) k
            JOIN story s ON s.id = k.story GROUP BY k.story
            """, [.int(asOf.seconds), .int(since?.seconds ?? .max)]
        ) { row in
            found.append(
                StoryRow(
                    story: row.text(0) ?? "", title: row.text(1) ?? "", documents: Int(row.int(2)),
                    outlets: Int(row.int(3)), first: row.isNull(4) ? nil : Moment(seconds: row.int(4)),
                    last: row.isNull(5) ? nil : Moment(seconds: row.int(5)), fresh: Int(row.int(7)),
                    newest: row.int(6)))
            return true
        }
        return found
    }

    /// The documents of one story that were known at a moment, by time.
    public func publications(of story: String, knownAt asOf: Moment) throws(ArchiveError) -> [Publication] {
        var found: [Publication] = []
        try database.rows(
            """
            SELECT d.published, d.arrived, d.outlet, d.title FROM member m JOIN document d ON d.n = m.document
            WHERE m.story = ?1 AND d.arrived <= ?2 AND ifnull(d.published, d.arrived) <= ?2
            ORDER BY ifnull(d.published, d.arrived), d.n
            """, [.text(story), .int(asOf.seconds)]
        ) { row in
            found.append(
                Publication(
                    story: story, published: row.isNull(0) ? nil : Moment(seconds: row.int(0)),
                    arrived: Moment(seconds: row.int(1)), outlet: row.text(2), title: row.text(3)))
            return true
        }
        return found
    }

    /// Titles of stories by id, also of those that have ended.
    public func storyTitles() throws(ArchiveError) -> [String: String] {
        var titles: [String: String] = [:]
        try database.rows("SELECT id, title FROM story") { row in
            titles[row.text(0) ?? ""] = row.text(1) ?? ""
            return true
        }
        return titles
    }

    // MARK: Changes as they come

    /// A change with its number; later changes have higher ones.
    public struct NumberedChange: Sendable, Hashable {
        /// The number.
        public var number: Int64
        /// What happened.
        public var change: StoryChange
    }

    /// The number of the latest change; 0 when there is none.
    public func latestChange() throws(ArchiveError) -> Int64 {
        try database.number("SELECT max(n) FROM story_change") ?? 0
    }

    /// Changes after one that is known by its number, in order.
    ///
    /// - Parameter arrivedAfter: when given, only those of stories to which a document came after this moment. What was added
    ///   from files of the past counts as known since it was published.
    public func storyChanges(
        afterNumber number: Int64, arrivedAfter moment: Moment? = nil, limit: Int = 1000
    ) throws(ArchiveError) -> [NumberedChange] {
        var found: [NumberedChange] = []
        try database.rows(
            """
            SELECT n, at, story, kind, other, documents, why FROM story_change c WHERE n > ?1 AND (?2 IS NULL OR EXISTS
            (SELECT 1 FROM member m JOIN document d ON d.n = m.document
            WHERE m.story IN (c.story, c.other) AND d.arrived > ?2)) ORDER BY n LIMIT ?3
            """, [.int(number), StoredValue(moment?.seconds), .int(Int64(limit))]
        ) { row in
            guard let kind = row.text(3).flatMap(StoryChange.Kind.init(rawValue:)) else { return true }
            found.append(
                NumberedChange(
                    number: row.int(0),
                    change: StoryChange(
                        at: Moment(seconds: row.int(1)), story: row.text(2) ?? "", kind: kind, other: row.text(4),
                        documents: Int(row.int(5)), why: row.text(6) ?? "")))
            return true
        }
        return found
    }
}
