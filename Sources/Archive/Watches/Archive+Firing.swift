import Documents
import JSON
public import Moments
import Readings
public import Stories
import Texts

extension Archive {
    /// News of a watch.
    public struct Firing: Sendable, Hashable {
        /// The watch.
        public var watch: String
        /// What it fired for; never twice for one watch.
        public var cause: String
        /// The story it is about, when it has one.
        public var story: String?
        /// The document it is about.
        public var document: String?
        /// One line for people.
        public var text: String
    }

    /// Puts all that arrived since the last time to the watches, and the news into the outbox, once for each cause.
    ///
    /// Call it after `updateStories`, on every arrival. Cost: a bounded search a watch; a watch for contradictions builds each
    /// changed story from its kept readings, and reads anew what was not kept.
    public func runWatches(at now: Moment, builder: StoryBuilder) throws(ArchiveError) -> [Firing] {
        let watches = try storedWatches()
        guard !watches.isEmpty else { return [] }
        let latest = try database.number("SELECT max(n) FROM document") ?? 0
        let change = try database.number("SELECT max(n) FROM story_change") ?? 0
        // What needs reading is found before the file is locked.
        var news: [(number: Int64, watch: Watch, found: [Firing])] = []
        for (number, seen, watch) in watches {
            var found: [Firing] = []
            switch watch.condition {
            case .query(let text): found = try matches(text, watch, after: seen)
            case .measure(let name, let value, let story):
                found = try crossings(name, value, story, watch, number, after: seen)
            case .contradiction(let story):
                found = try contradictions(in: story, watch, after: seen, builder)
            case .quiet(let hours, let story): found = try silences(hours, story, watch, number, now)
            }
            if !found.isEmpty || latest != seen { news.append((number, watch, found)) }
        }
        guard !news.isEmpty else { return [] }
        return try database.transaction { () throws(ArchiveError) in
            var fired: [Firing] = []
            for (number, watch, found) in news {
                for firing in found {
                    try database.run(
                        "INSERT OR IGNORE INTO fired (watch, cause, at, story) VALUES (?, ?, ?, ?)",
                        [.int(number), .text(firing.cause), .int(now.seconds), StoredValue(firing.story)])
                    guard database.changes > 0 else { continue }
                    fired.append(firing)
                    try database.run(
                        "INSERT INTO outbox (watch, delivery, address, body, made, nextTry, delivered) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        [
                            .int(number), .text(watch.delivery.kind), .text(watch.delivery.address),
                            .text(Self.body(firing, at: now)), .int(now.seconds), .int(now.seconds),
                            watch.delivery == .feed ? .int(now.seconds) : .null,
                        ])
                }
                try database.run(
                    "UPDATE watch SET seen = ?, checked = ?, change = ? WHERE n = ?",
                    [.int(latest), .int(now.seconds), .int(change), .int(number)])
            }
            return fired
        }
    }

    private static func body(_ firing: Firing, at now: Moment) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("watch", firing.watch)
            json.member("at", now.rfc3339())
            json.member("cause", firing.cause)
            json.member("story", firing.story)
            json.member("document", firing.document)
            json.member("text", firing.text)
        }
        return json.string
    }

    /// Documents that answer a search.
    private func matches(_ text: String, _ watch: Watch, after seen: Int64) throws(ArchiveError) -> [Firing] {
        guard var query = try? SearchQuery(text) else { return [] }
        query.after = seen
        // All of them: what is left out here is never told.
        let latest = try database.number("SELECT max(n) FROM document") ?? 0
        return try search(query, limit: max(1, Int(latest - seen))).map { hit in
            Firing(
                watch: watch.id, cause: "document \(hit.id)", story: hit.story, document: hit.id,
                text: (hit.title ?? hit.snippet) + (hit.outlet.map { " (\($0))" } ?? ""))
        }
    }

    /// Figures that reach a value, once a story, whatever becomes of the story's id.
    private func crossings(
        _ measure: String, _ value: Double, _ story: String?, _ watch: Watch, _ number: Int64, after seen: Int64
    ) throws(ArchiveError) -> [Firing] {
        var had: Set<String> = []
        try database.rows("SELECT story FROM fired WHERE watch = ? AND story IS NOT NULL", [.int(number)]) { row in
            had.insert(row.text(0) ?? "")
            return true
        }
        had = Set(try had.map { name throws(ArchiveError) in try self.story(named: name) ?? name })
        let wanted = try story.map { name throws(ArchiveError) in try self.story(named: name) ?? name }
        var found: [Firing] = []
        func folded(_ text: String) -> [UInt8] { text.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } }
        let asked = folded(measure)
        try database.rows(
            """
            SELECT d.id, m.story, f.figures, d.body, d.outlet
            FROM found f JOIN document d ON d.n = f.document LEFT JOIN member m ON m.document = d.n
            WHERE f.document > ? AND f.figures IS NOT NULL ORDER BY f.document
            """, [.int(seen)]
        ) { row throws(ArchiveError) in
            let figures = StoredFigure.read(row.text(2) ?? "").filter { $0.low >= value && folded($0.measure) == asked }
            guard let figure = figures.min(by: { $0.extent.start < $1.extent.start }) else { return true }
            let id = row.text(0) ?? ""
            let home = row.text(1)
            if let wanted, wanted != home { return true }
            guard had.insert(home ?? "document \(id)").inserted else { return true }
            let text = try text(in: row.blob(3), id)
            let extent = Extent(min(text.count, figure.extent.start), min(text.count, figure.extent.end))
            found.append(
                Firing(
                    watch: watch.id, cause: "\(measure) \(home ?? "document \(id)")", story: home, document: id,
                    text: "\(measure): \(figure.value), “\(text[extent])”" + (row.text(4).map { " (\($0))" } ?? "")))
            return true
        }
        return found
    }

    /// Open contradictions in stories that something came to.
    private func contradictions(
        in story: String?, _ watch: Watch, after seen: Int64, _ builder: StoryBuilder
    ) throws(ArchiveError) -> [Firing] {
        let wanted = try story.map { name throws(ArchiveError) in try self.story(named: name) ?? name }
        var changed: [String] = []
        try database.rows("SELECT DISTINCT story FROM member WHERE document > ? ORDER BY story", [.int(seen)]) { row in
            if let id = row.text(0), wanted == nil || wanted == id { changed.append(id) }
            return true
        }
        var found: [Firing] = []
        for id in changed {
            let readings = try allReadings(of: documents(story: id).known)
            guard readings.count > 1, let built = builder.story(of: readings) else { continue }
            for pair in built.contradictions where pair.status == .open {
                let sides = [pair.a, pair.b].map { built.readings[$0.document].document.id }
                // What stood against each other before there was the watch is no news.
                let new = try database.number(
                    "SELECT count(*) FROM document WHERE id IN (?1, ?2) AND arrived >= ?3",
                    [.text(sides[0]), .text(sides[1]), .int(watch.made.seconds)])
                if new == 0 { continue }
                func place(_ citation: Citation) -> String {
                    "\(built.readings[citation.document].document.id):\(citation.extent.start)"
                }
                func quote(_ citation: Citation) -> String {
                    "“\(built.readings[citation.document].text[citation.extent])”"
                }
                let places = [place(pair.a), place(pair.b)].sorted()
                found.append(
                    Firing(
                        watch: watch.id, cause: "\(pair.kind.rawValue) \(places[0]) \(places[1])", story: id,
                        document: built.readings[pair.b.document].document.id,
                        text: "\(quote(pair.a)) against \(quote(pair.b))"))
            }
        }
        return found
    }

    /// Stories that nothing came to, once for each last document.
    ///
    /// Looked at are those whose silence may have begun to count since the last time: something came to them that long before, or
    /// they have changed since. The first time, and when the clock was set back, all are.
    private func silences(
        _ hours: Int, _ story: String?, _ watch: Watch, _ number: Int64, _ now: Moment
    ) throws(ArchiveError) -> [Firing] {
        let wanted = try story.map { name throws(ArchiveError) in try self.story(named: name) ?? name }
        let span = Int64(hours) * 3600
        let end = now.seconds - span
        var checked = try database.number("SELECT checked FROM watch WHERE n = ?", [.int(number)])
        if let time = checked, time > now.seconds { checked = nil }
        let change = try database.number("SELECT change FROM watch WHERE n = ?", [.int(number)]) ?? 0
        let recent = """
            AND s.id IN (
                SELECT m.story FROM document d JOIN member m ON m.document = d.n WHERE d.arrived BETWEEN ?4 AND ?2
                UNION SELECT story FROM story_change WHERE n > ?5)
            AND (SELECT arrived FROM document WHERE n = (SELECT max(document) FROM member WHERE story = s.id)) <= ?2
            """
        var found: [Firing] = []
        try database.rows(
            """
            SELECT s.id, s.title, max(d.n), max(d.arrived), count(*)
            FROM story s JOIN member m ON m.story = s.id JOIN document d ON d.n = m.document
            WHERE (?1 IS NULL OR s.id = ?1) \(checked == nil ? "AND ?4 IS NULL AND ?5 IS NOT NULL" : recent) GROUP BY s.id
            HAVING max(d.arrived) <= ?2 AND max(d.arrived) >= ?3 AND (count(*) > 1 OR ?1 IS NOT NULL) ORDER BY s.id
            """,
            [
                StoredValue(wanted), .int(end), .int(watch.made.seconds - span),
                StoredValue(checked.map { $0 - span }), .int(change),
            ]
        ) { row in
            let id = row.text(0) ?? ""
            found.append(
                Firing(
                    watch: watch.id, cause: "quiet \(id) \(row.int(2))", story: id, document: nil,
                    text: "Nothing new for \(hours) hours: \(row.text(1) ?? id)"))
            return true
        }
        return found
    }
}
