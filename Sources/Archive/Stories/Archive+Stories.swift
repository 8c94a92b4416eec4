import Documents
public import Moments
public import Stories

extension Archive {
    /// A story as lists show it.
    public struct StoryLine: Sendable, Hashable {
        /// Stable id.
        public var id: String
        /// What it is about.
        public var title: String
        /// How many documents it has.
        public var documents: Int
        /// How many outlets published them.
        public var outlets: Int
        /// When the first and the last were published; nil when no one says.
        public var first: Moment?
        /// When the last was published.
        public var last: Moment?
        /// When its newest document arrived.
        public var arrived: Moment
    }

    /// Something that happened to a story.
    public struct StoryChange: Sendable, Hashable {
        /// What happened.
        public enum Kind: String, Sendable {
            case opened, grew, merged, split
        }

        /// When the archive noticed.
        public var at: Moment
        /// The story.
        public var story: String
        /// What happened to it.
        public var kind: Kind
        /// The story it went into or came out of.
        public var other: String?
        /// How many documents it has now, or had when it ended.
        public var documents: Int
        /// The reason in words.
        public var why: String
    }

    /// The situations that documents known at a moment tell of, largest first. They depend on the documents alone, not on the
    /// order in which they were added.
    public func groups(knownAt asOf: Moment? = nil, builder: StoryBuilder) throws(ArchiveError) -> [StoryGroup] {
        builder.groups(of: try documents(knownAt: asOf).known)
    }

    /// Groups all documents anew, keeps the result, and records what happened to each story since the last time.
    ///
    /// Cost: linear in the archive, about 10,000 documents a second.
    public func updateStories(at now: Moment, builder: StoryBuilder) throws(ArchiveError) -> [StoryChange] {
        try database.transaction { () throws(ArchiveError) in
            let groups = try self.groups(builder: builder)
            var numbers: [String: Int64] = [:]
            var old: [Int64: String] = [:]
            try database.rows(
                "SELECT d.n, d.id, m.story FROM document d LEFT JOIN member m ON m.document = d.n"
            ) { row in
                numbers[row.text(1) ?? ""] = row.int(0)
                if let story = row.text(2) { old[row.int(0)] = story }
                return true
            }
            var counts: [String: Int] = [:]
            for story in old.values { counts[story, default: 0] += 1 }
            var current: Set<String> = []
            var went: [String: [String: Int]] = [:]
            var changes: [StoryChange] = []
            for group in groups {
                current.insert(group.id)
                let members = group.members.compactMap { numbers[$0] }
                var came: [String: Int] = [:]
                for n in members {
                    guard let story = old[n] else { continue }
                    came[story, default: 0] += 1
                    went[story, default: [:]][group.id, default: 0] += 1
                }
                if let change = Self.change(group, came: came, counts: counts, now) { changes.append(change) }
                try database.run(
                    """
                    INSERT INTO story (id, title, opened) VALUES (?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET title = excluded.title, ended = NULL
                    """, [.text(group.id), .text(group.title), .int(now.seconds)])
                for n in members where old[n] != group.id {
                    try database.run(
                        "INSERT OR REPLACE INTO member (document, story) VALUES (?, ?)", [.int(n), .text(group.id)])
                }
            }
            for story in counts.keys.sorted() where !current.contains(story) {
                let into = (went[story] ?? [:]).max { ($0.value, $1.key) < ($1.value, $0.key) }
                try database.run("UPDATE story SET ended = ? WHERE id = ?", [.int(now.seconds), .text(story)])
                changes.append(
                    StoryChange(
                        at: now, story: story, kind: .merged, other: into?.key, documents: counts[story] ?? 0,
                        why:
                            "\(into?.value ?? 0) of its \(counts[story] ?? 0) documents are closer to the other story now"
                    ))
            }
            for change in changes {
                try database.run(
                    "INSERT INTO story_change (at, story, kind, other, documents, why) VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        .int(now.seconds), .text(change.story), .text(change.kind.rawValue), StoredValue(change.other),
                        .int(Int64(change.documents)), .text(change.why),
                    ])
            }
            return changes
        }
    }

    /// What happened to a story that is there now; nil when nothing did.
    private static func change(
        _ group: StoryGroup, came: [String: Int], counts: [String: Int], _ now: Moment
    ) -> StoryChange? {
        let count = group.members.count
        if let before = counts[group.id] {
            guard count > before else { return nil }
            return StoryChange(
                at: now, story: group.id, kind: .grew, documents: count,
                why: "\(count - before) more \(count - before == 1 ? "document" : "documents")")
        }
        if let source = came.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            counts[source.key] ?? 0 > source.value
        {
            return StoryChange(
                at: now, story: group.id, kind: .split, other: source.key, documents: count,
                why: "\(source.value) of the other story's \(counts[source.key] ?? 0) documents stand apart now")
        }
        return StoryChange(
            at: now, story: group.id, kind: .opened, documents: count,
            why: came.isEmpty
                ? "no story was close enough to its first document"
                : "an earlier document arrived, and the id goes by the first")
    }

    /// The stories there are now, the one with the newest arrival first.
    public func stories() throws(ArchiveError) -> [StoryLine] {
        var lines: [StoryLine] = []
        try database.rows(
            """
            SELECT s.id, s.title, count(*), count(DISTINCT d.outlet), min(d.published), max(d.published), max(d.arrived)
            FROM story s JOIN member m ON m.story = s.id JOIN document d ON d.n = m.document
            GROUP BY s.id ORDER BY max(d.arrived) DESC, count(*) DESC, s.id
            """
        ) { row in
            lines.append(
                StoryLine(
                    id: row.text(0) ?? "", title: row.text(1) ?? "", documents: Int(row.int(2)),
                    outlets: Int(row.int(3)), first: row.isNull(4) ? nil : Moment(seconds: row.int(4)),
                    last: row.isNull(5) ? nil : Moment(seconds: row.int(5)), arrived: Moment(seconds: row.int(6))))
            return true
        }
        return lines
    }

    /// What happened to stories after a moment, in order.
    public func storyChanges(after moment: Moment?) throws(ArchiveError) -> [StoryChange] {
        var changes: [StoryChange] = []
        try database.rows(
            "SELECT at, story, kind, other, documents, why FROM story_change WHERE at > ? ORDER BY n",
            [.int(moment?.seconds ?? .min)]
        ) { row in
            guard let kind = row.text(2).flatMap(StoryChange.Kind.init(rawValue:)) else { return true }
            changes.append(
                StoryChange(
                    at: Moment(seconds: row.int(0)), story: row.text(1) ?? "", kind: kind, other: row.text(3),
                    documents: Int(row.int(4)), why: row.text(5) ?? ""))
            return true
        }
        return changes
    }

    /// The id of the story that a user means by an id or the beginning of one, following merges; nil when none or several fit.
    public func story(named name: String) throws(ArchiveError) -> String? {
        var found: [String] = []
        try database.rows(
            "SELECT id FROM story WHERE id = ?1 OR substr(id, 1, length(?1)) = ?1 ORDER BY id = ?1 DESC LIMIT 2",
            [.text(name)]
        ) { row in
            found.append(row.text(0) ?? "")
            return true
        }
        guard let first = found.first, found.count == 1 || first == name else { return nil }
        var id = first
        for _ in 0..<100 {
            guard try database.number("SELECT 1 FROM story WHERE id = ? AND ended IS NOT NULL", [.text(id)]) != nil,
                let next = try database.text(
                    "SELECT other FROM story_change WHERE story = ? AND kind = 'merged' ORDER BY n DESC LIMIT 1",
                    [.text(id)])
            else { break }
            id = next
        }
        return id
    }
}
