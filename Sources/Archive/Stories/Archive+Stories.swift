import Documents
public import Moments
import Stories

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
    ///
    /// - Parameter asOf: what was a story of its own at this moment is meant as it was then, whatever it has gone into since.
    public func story(named name: String, knownAt asOf: Moment? = nil) throws(ArchiveError) -> String? {
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
        // Of now, stories are what they have gone into.
        var past: Moment?
        if let asOf, try !isNow(asOf) { past = asOf }
        var then: [Int64: String] = [:]
        for _ in 0..<100 {
            guard try database.number("SELECT 1 FROM story WHERE id = ? AND ended IS NOT NULL", [.text(id)]) != nil
            else { break }
            if let past {
                if then.isEmpty { then = try membership(knownAt: past) }
                if then.values.contains(id) { break }
                if let opener = try openers(of: [id])[id], then[opener] == nil { break }
            }
            guard
                let next = try database.text(
                    "SELECT other FROM story_change WHERE story = ? AND kind = 'merged' ORDER BY n DESC LIMIT 1",
                    [.text(id)])
            else { break }
            id = next
        }
        return id
    }
}
