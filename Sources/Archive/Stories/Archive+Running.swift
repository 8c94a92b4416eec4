import Documents
public import Moments
public import Stories

extension Archive {
    /// Puts what was added since the last time into stories, and records what happened to each story.
    ///
    /// A document with the latest time so far costs the same in an archive of any size. One that is dated earlier takes its
    /// place in the order, and those after it that it could concern are decided anew; the result is that of grouping everything from
    /// the start.
    public func updateStories(at now: Moment, builder: StoryBuilder) throws(ArchiveError) -> [StoryChange] {
        do throws(ArchiveError) {
            return try database.transaction { () throws(ArchiveError) in try updated(at: now, builder) }
        } catch {
            // What was written is undone, and what is remembered with it.
            desk = nil
            throw error
        }
    }

    /// Puts all documents into stories anew, as this version does; earlier decisions are forgotten, what became of each story is recorded.
    public func regroupStories(at now: Moment, builder: StoryBuilder) throws(ArchiveError) -> [StoryChange] {
        do throws(ArchiveError) {
            return try database.transaction { () throws(ArchiveError) in
                try database.run("DELETE FROM joining")
                try database.run("DELETE FROM feature")
                desk = nil
                return try updated(at: now, builder)
            }
        } catch {
            desk = nil
            throw error
        }
    }

    /// Whether every document has been put into a story.
    public func storiesAreCurrent() throws(ArchiveError) -> Bool {
        try database.number("SELECT max(n) FROM document") == database.number("SELECT max(document) FROM feature")
    }

    private func updated(at now: Moment, _ builder: StoryBuilder) throws(ArchiveError) -> [StoryChange] {
        let version = try database.number("PRAGMA data_version") ?? 0
        if desk?.version != version { desk = nil }
        var desk = self.desk ?? StoryDesk(reader: builder.features)
        let wasEmpty = self.desk == nil
        self.desk = nil
        desk.version = version
        let (new, headlines) = try unplaced(&desk)
        fresh.removeAll()
        var isSpent = false
        defer { self.desk = isSpent ? nil : desk }
        guard let first = new.first else { return [] }
        if wasEmpty || first.time < desk.valid { try load(&desk, for: first.time) }
        var touched: Set<Int64> = []
        var placed: [Int64: Int64] = [:]
        for (step, earlier) in desk.running.insert(new) {
            let number = step.feature.number
            if earlier == nil {
                try database.run(
                    kept: "INSERT INTO feature (document, id, time, node, headline, body) VALUES (?, ?, ?, ?, ?, ?)",
                    [
                        .int(number), .text(step.feature.id), .int(step.feature.time), .int(step.node),
                        StoredValue(headlines[number]), .blob(step.feature.bytes),
                    ])
                if step.node == number { desk.names[number] = step.feature.story }
            } else if earlier?.node != step.node {
                try database.run(
                    "UPDATE feature SET node = ? WHERE document = ?", [.int(step.node), .int(number)])
            }
            if earlier?.node != step.node { placed[number] = step.node }
            guard earlier?.merges ?? [] != step.merges else { continue }
            touched.formUnion((earlier?.merges ?? []).map(\.ended) + step.merges.map(\.ended))
            try database.run("DELETE FROM joining WHERE document = ?", [.int(number)])
            for (rank, merge) in step.merges.enumerated() {
                try database.run(
                    "INSERT INTO joining (document, rank, kept, ended) VALUES (?, ?, ?, ?)",
                    [.int(number), .int(Int64(rank)), .int(merge.kept), .int(merge.ended)])
            }
        }
        let changes = try settle(&desk, placed: placed, touched: touched, at: now)
        // A program that runs for months keeps the window, not all it ever saw; the next update reads the window back.
        isSpent = desk.running.spent > max(Self.mostFresh * 4, desk.running.count / 2)
        return changes
    }

    /// Features of documents that have none yet, in order of time.
    private func unplaced(_ desk: inout StoryDesk) throws(ArchiveError) -> ([StoryFeature], [Int64: String]) {
        let known = try database.number("SELECT max(document) FROM feature") ?? 0
        var new: [StoryFeature] = []
        var headlines: [Int64: String] = [:]
        try database.rows("SELECT n, id, arrived FROM document WHERE n > ? ORDER BY n", [.int(known)]) {
            row throws(ArchiveError) in
            let number = row.int(0)
            var kept = fresh[number]
            if kept == nil { kept = try document(row.text(1) ?? "") }
            guard let document = kept else { return true }
            let (feature, headline) = desk.reader.feature(of: document, number: number, arrived: row.int(2))
            new.append(feature)
            headlines[number] = headline
            return true
        }
        return (new.sorted(by: StoryFeature.precedes), headlines)
    }

    /// Takes the documents of the window before `time`, and all after it, back into memory.
    private func load(_ desk: inout StoryDesk, for time: Int64) throws(ArchiveError) {
        desk.running = RunningStories()
        // A week more, so that the next latecomers need no other look at the file.
        let time = time - 7 * 86_400
        let start = time - RunningStories.window
        let earlier = try database.number("SELECT 1 FROM feature WHERE time < ? LIMIT 1", [.int(start)]) != nil
        desk.valid = earlier ? time : .min
        for (_, merge) in try joinings(from: .min, before: start) { desk.running.restore(merge) }
        try restore(&desk.running, from: start, to: .max)
    }

    /// Restores the documents of a stretch of time, with what was decided about them.
    func restore(_ running: inout RunningStories, from start: Int64, to end: Int64) throws(ArchiveError) {
        var merges: [Int64: [RunningStories.Merge]] = [:]
        for (document, merge) in try joinings(from: start, before: end) { merges[document, default: []].append(merge) }
        let count = try database.number(
            "SELECT count(*) FROM feature WHERE time >= ? AND time < ?", [.int(start), .int(end)])
        running.reserve(running.count + Int(count ?? 0) + 64)
        // Documents of one second are put in order here: to have SQLite do it doubles the cost of reading.
        var second: [(feature: StoryFeature, node: Int64)] = []
        func takeOver(_ running: inout RunningStories) {
            if second.count > 1 { second.sort { StoryFeature.precedes($0.feature, $1.feature) } }
            for (feature, node) in second {
                running.restore(feature, node: node, merges: merges[feature.number] ?? [])
            }
            second.removeAll(keepingCapacity: true)
        }
        try database.rows(
            "SELECT document, id, time, node, body FROM feature WHERE time >= ? AND time < ? ORDER BY time",
            [.int(start), .int(end)]
        ) { row throws(ArchiveError) in
            let id = row.text(1) ?? ""
            let feature = row.withBlob(4) {
                StoryFeature(number: row.int(0), id: id, time: row.int(2), lent: $0)
            }
            guard let feature else { throw damagedFeature(id) }
            if let last = second.last, last.feature.time != feature.time { takeOver(&running) }
            second.append((feature, row.int(3)))
            return true
        }
        takeOver(&running)
    }

    /// Merges by documents of a stretch of time, in their order.
    func joinings(
        from start: Int64, before end: Int64
    ) throws(ArchiveError) -> [(document: Int64, merge: RunningStories.Merge)] {
        var found: [(document: Int64, merge: RunningStories.Merge)] = []
        try database.rows(
            """
            SELECT j.document, j.kept, j.ended FROM joining j JOIN feature f ON f.document = j.document
            WHERE f.time >= ? AND f.time < ? ORDER BY f.time, f.id, j.rank
            """, [.int(start), .int(end)]
        ) { row in
            found.append((row.int(0), RunningStories.Merge(kept: row.int(1), ended: row.int(2))))
            return true
        }
        return found
    }

    private func damagedFeature(_ id: String) -> ArchiveError {
        ArchiveError(
            file: database.path, reason: "what tells the story of document '\(id)' is damaged",
            advice: "Run `sitrep archive check`, and take the archive from a backup.")
    }

    /// The id of the story that a document opened.
    func storyName(_ node: Int64) throws(ArchiveError) -> String {
        if let name = desk?.names[node] { return name }
        var name = "s-\(node)"
        try database.rows("SELECT body FROM feature WHERE document = ?", [.int(node)]) { row in
            name = StoryFeature(number: node, id: "", time: 0, bytes: row.blob(0))?.story ?? name
            return false
        }
        desk?.names[node] = name
        return name
    }
}
