public import Moments
import Stories

/// What stories are called: the same in every list and on a story's own page.
extension Archive {
    /// Documents that give a story its title: the first ones.
    private static let head = 32

    /// What stories were called at a moment, for those that had another title then than they have today. Cost: a look at two indexes when
    /// nothing came after the moment, else at the documents of the stories.
    public func titles(
        of stories: [String], knownAt asOf: Moment
    ) throws(ArchiveError) -> [String: String] {
        guard try !isNow(asOf) else { return [:] }
        var titles: [String: String] = [:]
        for story in stories {
            let changed = try database.number(
                kept: """
                    SELECT 1 FROM member m JOIN document d ON d.n = m.document JOIN feature f ON f.document = d.n
                    WHERE m.story = ?1 AND (d.arrived > ?2 OR f.time > ?2)
                    AND f.time <= ifnull((SELECT head FROM story WHERE id = ?1), f.time) LIMIT 1
                    """, [.text(story), .int(asOf.seconds)])
            guard changed != nil else { continue }
            titles[story] = try named(story, knownAt: asOf.seconds).title
        }
        return titles
    }

    /// What a story was called at a moment, by the documents that it held then; nil for one that is no more, or was not yet.
    public func title(of story: String, knownAt asOf: Moment?) throws(ArchiveError) -> String? {
        if let asOf, try !isNow(asOf) {
            var now: Set<Int64> = []
            try database.rows("SELECT document FROM member WHERE story = ?", [.text(story)]) { row in
                now.insert(row.int(0))
                return true
            }
            let then = try members(of: story, now: now, at: asOf).sorted().map(String.init).joined(separator: ",")
            return try named(by: "FROM feature f WHERE f.document IN (\(then))", []).title
        }
        return try database.text("SELECT title FROM story WHERE id = ? AND ended IS NULL", [.text(story)])
    }

    /// The headline nearest the middle of a story's first documents, else that of its first one; and the time of the last of them when
    /// they are as many as count.
    ///
    /// - Parameter asOf: leaves out what was not known by then, in seconds.
    func named(
        _ story: String, knownAt asOf: Int64? = nil
    ) throws(ArchiveError) -> (title: String?, head: Int64?) {
        let known = asOf == nil ? "" : " AND f.time <= ?2 AND (SELECT arrived FROM document WHERE n = m.document) <= ?2"
        return try named(
            by: "FROM member m JOIN feature f ON f.document = m.document WHERE m.story = ?1\(known)",
            [.text(story)] + (asOf.map { [.int($0)] } ?? []))
    }

    private func named(
        by documents: String, _ values: [StoredValue]
    ) throws(ArchiveError) -> (title: String?, head: Int64?) {
        var features: [StoryFeature] = []
        try database.rows(
            "SELECT f.document, f.id, f.time, f.body \(documents) ORDER BY f.time, f.id LIMIT \(Self.head)", values
        ) { row in
            let (number, time) = (row.int(0), row.int(2))
            if let feature = StoryFeature(number: number, id: row.text(1) ?? "", time: time, bytes: row.blob(3)) {
                features.append(feature)
            }
            return true
        }
        guard !features.isEmpty else { return (nil, nil) }
        let middle = features.count == 1 ? 0 : StoryFeature.middle(of: features) ?? 0
        let title = try database.text(
            "SELECT coalesce(d.title, f.headline) FROM document d JOIN feature f ON f.document = d.n WHERE d.n = ?",
            [.int(features[middle].number)])
        return (title, features.count == Self.head ? features.last?.time : nil)
    }
}
