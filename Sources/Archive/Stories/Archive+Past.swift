import Documents
public import Moments
public import Stories

extension Archive {
    /// The situations that documents known at a moment tell of, largest first. They depend on the documents alone, not on the
    /// order in which they were added.
    ///
    /// - Parameter builder: when given, documents that no story was made of yet are put into stories first.
    public func groups(
        knownAt asOf: Moment? = nil, builder: StoryBuilder? = nil
    ) throws(ArchiveError) -> [StoryGroup] {
        if let builder, try !storiesAreCurrent() {
            let now = try database.number("SELECT max(arrived) FROM document") ?? 0
            _ = try updateStories(at: Moment(seconds: now), builder: builder)
        }
        let membership = try membership(knownAt: asOf)
        var members: [String: [String]] = [:]
        var titles: [String: String] = [:]
        try database.rows(
            """
            SELECT d.n, d.id, s.title FROM document d LEFT JOIN member m ON m.document = d.n
            LEFT JOIN story s ON s.id = m.story ORDER BY d.published IS NULL, d.published, d.id
            """
        ) { row in
            guard let story = membership[row.int(0)] else { return true }
            members[story, default: []].append(row.text(1) ?? "")
            if titles[story] == nil { titles[story] = row.text(2) }
            return true
        }
        let order = members.keys.sorted { a, b in
            let (x, y) = (members[a]?.count ?? 0, members[b]?.count ?? 0)
            return x != y ? x > y : (members[a]?.first ?? "") < (members[b]?.first ?? "")
        }
        return order.map { StoryGroup(id: $0, title: titles[$0] ?? $0, members: members[$0] ?? []) }
    }

    /// The documents that belonged to a story at a moment. A story that went by another id then is known by its documents.
    func members(of story: String, now: Set<Int64>, at asOf: Moment) throws(ArchiveError) -> Set<Int64> {
        if !now.isEmpty, try isNow(asOf) { return now }
        let version = try database.number("PRAGMA data_version") ?? 0
        if let asked, asked.story == story, asked.moment == asOf, asked.version == version { return asked.members }
        let then = try membership(knownAt: asOf)
        var counts: [String: Int] = [:]
        var isThere = false
        for (document, other) in then {
            if other == story { isThere = true }
            if now.contains(document) { counts[other, default: 0] += 1 }
        }
        guard let name = isThere ? story : counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else {
            return []
        }
        let members = Set(then.filter { $0.value == name }.keys)
        asked = (story, asOf, version, members)
        return members
    }

    /// Whether nothing that stories depend on came after a moment: then stories are what they are now. Cost: a look at two indexes.
    func isNow(_ moment: Moment) throws(ArchiveError) -> Bool {
        try database.number(
            """
            SELECT 1 WHERE (SELECT ifnull(max(arrived), 0) FROM document) <= ?1
            AND (SELECT ifnull(max(time), 0) FROM feature) <= ?1 AND NOT EXISTS
            (SELECT 1 FROM correction WHERE kind IN ('split', 'merge') AND max(made, ifnull(undone, made)) > ?1)
            """, [.int(moment.seconds)]) != nil
    }

    /// Document → story at a moment, as it follows from the documents known then and the corrections made by then.
    ///
    /// Cost: a look at every document when all that was published by then had arrived by then; otherwise the documents from
    /// the first latecomer on are put into stories again, about 30 µs each.
    func membership(knownAt asOf: Moment?) throws(ArchiveError) -> [Int64: String] {
        guard let asOf else {
            var now: [Int64: String] = [:]
            try database.rows("SELECT document, story FROM member") { row in
                now[row.int(0)] = row.text(1)
                return true
            }
            return now
        }
        let latecomer = try database.number(
            """
            SELECT min(f.time) FROM document d JOIN feature f ON f.document = d.n
            WHERE d.arrived > ?1 AND f.time <= ?1
            """, [.int(asOf.seconds)])
        let end = latecomer ?? asOf.seconds + 1
        var nodes: [Int64: Int64] = [:]
        try database.rows("SELECT document, node FROM feature WHERE time < ?", [.int(end)]) { row in
            nodes[row.int(0)] = row.int(1)
            return true
        }
        var running = RunningStories()
        let start = end - RunningStories.window
        if latecomer == nil {
            for (_, merge) in try joinings(from: .min, before: end) { running.restore(merge) }
        } else {
            for (_, merge) in try joinings(from: .min, before: start) { running.restore(merge) }
            try restore(&running, from: start, to: end)
            try database.rows(
                """
                SELECT f.document, f.id, f.time, f.body FROM feature f JOIN document d ON d.n = f.document
                WHERE f.time BETWEEN ?1 AND ?2 AND d.arrived <= ?2 ORDER BY f.time, f.id
                """, [.int(end), .int(asOf.seconds)]
            ) { row in
                guard
                    let feature = StoryFeature(
                        number: row.int(0), id: row.text(1) ?? "", time: row.int(2), bytes: row.blob(3))
                else { return true }
                nodes[row.int(0)] = running.append(feature).node
                return true
            }
        }
        var names: [Int64: String] = [:]
        func machine(_ document: Int64) throws(ArchiveError) -> String? {
            guard let node = nodes[document] else { return nil }
            let root = running.root(of: node)
            if let name = names[root] { return name }
            let name = try storyName(root)
            names[root] = name
            return name
        }
        let corrected = try overrides(at: asOf, name: machine)
        var result: [Int64: String] = [:]
        for document in nodes.keys.sorted() {
            if let name = try machine(document) { result[document] = corrected.story(document, name) }
        }
        return result
    }
}
