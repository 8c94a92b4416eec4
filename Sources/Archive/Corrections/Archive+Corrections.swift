public import Documents
public import Moments
public import Stories
import Texts

extension Archive {
    /// Keeps a correction. The readings stay as they are; the correction is laid over them whenever a report is built.
    ///
    /// - Throws: when it names a document, story or time that there is not, or has no author or reason.
    public func correct(
        _ change: Amendment.Change, author: String, reason: String, at now: Moment
    ) throws(ArchiveError) -> Amendment {
        guard !author.isEmpty, !reason.isEmpty else {
            throw refused("a correction needs an author and a reason", "Say who you are and why.")
        }
        return try database.transaction { () throws(ArchiveError) in
            try check(change)
            let made = max(now.seconds, try database.number("SELECT max(made) FROM correction") ?? .min)
            try database.run(
                "INSERT INTO correction (made, kind, author, reason, body) VALUES (?, ?, ?, ?, ?)",
                [
                    .int(made), .text(change.kind), .text(author), .text(reason),
                    .text(AmendmentRecord.encode(change)),
                ])
            let id = "k\(database.lastRow)"
            try regroup(change, at: now, because: "\(author) says so: \(reason) (correction \(id))")
            return Amendment(
                id: id, made: Moment(seconds: made), author: author, reason: reason, change: change)
        }
    }

    /// Takes a correction back. It stays on record, with who took it back and why; false when none of that id holds.
    public func undoCorrection(
        _ id: String, author: String, reason: String, at now: Moment
    ) throws(ArchiveError) -> Bool {
        guard !author.isEmpty, !reason.isEmpty else {
            throw refused("taking a correction back needs an author and a reason", "Say who you are and why.")
        }
        guard let number = id.hasPrefix("k") ? Int64(id.dropFirst()) : Int64(id) else { return false }
        return try database.transaction { () throws(ArchiveError) in
            try database.run(
                """
                UPDATE correction SET undone = max(?, made), undoneBy = ?, undoneWhy = ? WHERE n = ? AND undone IS NULL
                """, [.int(now.seconds), .text(author), .text(reason), .int(number)])
            guard database.changes > 0 else { return false }
            if let change = try amendments().first(where: { $0.id == "k\(number)" })?.change {
                try regroup(change, at: now, because: "\(author) took correction k\(number) back: \(reason)")
            }
            return true
        }
    }

    /// All corrections ever made, oldest first; those taken back say so.
    public func amendments() throws(ArchiveError) -> [Amendment] {
        var found: [Amendment] = []
        try database.rows(
            "SELECT n, made, kind, author, reason, body, undone, undoneBy, undoneWhy FROM correction ORDER BY n"
        ) { row in
            guard let change = AmendmentRecord.decode(row.text(2) ?? "", row.text(5) ?? "") else { return true }
            let undone =
                row.isNull(6)
                ? nil
                : Amendment.Undoing(
                    at: Moment(seconds: row.int(6)), author: row.text(7) ?? "", reason: row.text(8) ?? "")
            found.append(
                Amendment(
                    id: "k\(row.int(0))", made: Moment(seconds: row.int(1)), author: row.text(3) ?? "",
                    reason: row.text(4) ?? "", change: change, undone: undone))
            return true
        }
        return found
    }

    /// Corrections that held at a moment, for the builder of a report; nil asks about now.
    public func amendments(at moment: Moment?) throws(ArchiveError) -> [Amendment] {
        try amendments().filter { $0.holds(at: moment) }
    }

    /// The same with the numbers of the documents that a split names.
    func corrections(at moment: Moment?) throws(ArchiveError) -> [(amendment: Amendment, documents: [Int64])] {
        guard try database.number("SELECT 1 FROM correction WHERE kind IN ('split', 'merge') LIMIT 1") != nil else {
            return []
        }
        return try amendments(at: moment).map { amendment throws(ArchiveError) in
            var numbers: [Int64] = []
            if case .split(_, let documents) = amendment.change {
                for id in documents {
                    if let number = try database.number("SELECT n FROM document WHERE id = ?", [.text(id)]) {
                        numbers.append(number)
                    }
                }
            }
            return (amendment, numbers)
        }
    }

    private func refused(_ reason: String, _ advice: String) -> ArchiveError {
        ArchiveError(file: database.path, reason: reason, advice: advice)
    }

    private func check(_ change: Amendment.Change) throws(ArchiveError) {
        var documents: [(id: String, at: Int?)] = []
        var stories: [String] = []
        switch change {
        case .apart(let document, let at): documents = [(document, at)]
        case .date(let document, let at, let value):
            documents = [(document, at)]
            if Dated(iso: value) == nil {
                throw refused("'\(value)' is no time", "Write 2025-02-11 or 2025-02-11T18:00:00Z.")
            }
        case .place(let document, let at, _, let latitude, let longitude):
            documents = [(document, at)]
            if !(abs(latitude) <= 90 && abs(longitude) <= 180) {
                throw refused("\(latitude), \(longitude) lies nowhere", "Write degrees north and east.")
            }
        case .samePerson(let one, let other), .reprints(let one, let other):
            if Amendment.alike(one, other) { throw refused("'\(one)' is '\(other)' already", "Name two.") }
            return
        case .split(let story, let ids):
            stories = [story]
            documents = ids.map { ($0, nil) }
            if ids.isEmpty { throw refused("no document to split off", "Name the documents.") }
        case .merge(let story, let other):
            stories = [story, other]
            if story == other { throw refused("'\(story)' is one story already", "Name two.") }
        }
        for (id, at) in documents {
            guard let document = try document(id) else {
                throw refused("there is no document '\(id)'", "`sitrep search` shows the ids of documents.")
            }
            if let at, !(0..<document.text.count).contains(at) {
                throw refused("the text of '\(id)' has no place \(at)", "Take the offset from a citation.")
            }
        }
        for story in stories
        where try database.number("SELECT 1 FROM story WHERE id = ? AND ended IS NULL", [.text(story)]) == nil {
            throw refused("there is no story '\(story)'", "`sitrep stories` lists them.")
        }
        if case .split(let story, let ids) = change {
            for id in ids {
                let home = try database.text(
                    "SELECT m.story FROM member m JOIN document d ON d.n = m.document WHERE d.id = ?", [.text(id)])
                guard home == story else {
                    throw refused(
                        "'\(id)' is not of story '\(story)'" + (home.map { " but of '\($0)'" } ?? ""),
                        "`sitrep story` lists the documents of one.")
                }
            }
        }
    }

    /// Moves documents to the stories that the corrections of now say.
    private func regroup(
        _ change: Amendment.Change, at now: Moment, because reason: String
    ) throws(ArchiveError) {
        switch change {
        case .split, .merge: break
        default: return
        }
        var machine = RunningStories()
        for (_, merge) in try joinings(from: .min, before: .max) { machine.restore(merge) }
        var moves: [(document: Int64, old: String?, new: String)] = []
        var names: [Int64: String] = [:]
        var rows: [(document: Int64, node: Int64, story: String?)] = []
        try database.rows(
            "SELECT f.document, f.node, m.story FROM feature f LEFT JOIN member m ON m.document = f.document"
        ) { row in
            rows.append((row.int(0), row.int(1), row.text(2)))
            return true
        }
        func name(_ node: Int64) throws(ArchiveError) -> String {
            let root = machine.root(of: node)
            if let name = names[root] { return name }
            let name = try storyName(root)
            names[root] = name
            return name
        }
        let corrected = try overrides(at: nil) { document throws(ArchiveError) in
            try rows.first { $0.document == document }.map { row throws(ArchiveError) in try name(row.node) }
        }
        for (document, node, old) in rows {
            let story = corrected.story(document, try name(node))
            if story != old { moves.append((document, old, story)) }
        }
        _ = try record(moves, at: now, because: reason)
    }

    /// Corrections that held at a moment and can change a story of these documents, those of the documents' dates among them.
    ///
    /// - Parameter story: the story's id. One that was merged or split under an earlier id is known by its documents.
    public func amendments(
        at moment: Moment?, of story: String, _ documents: [Document]
    ) throws(ArchiveError) -> [Amendment] {
        let all = try amendments(at: moment)
        guard !all.isEmpty else { return [] }
        let ids = Set(documents.map(\.id))
        var homes: [String: Bool] = [:]
        func isHere(_ name: String) throws(ArchiveError) -> Bool {
            if name == story { return true }
            if let known = homes[name] { return known }
            let opener = try openers(of: [name])[name]
            let id = try opener.map { n throws(ArchiveError) in
                try database.text("SELECT id FROM document WHERE n = ?", [.int(n)])
            }
            let isHere = id.flatMap { $0 }.map(ids.contains) ?? false
            homes[name] = isHere
            return isHere
        }
        var found: [Amendment] = []
        for amendment in all {
            var concerns = true
            switch amendment.change {
            case .apart(let id, _), .date(let id, _, _), .place(let id, _, _, _, _): concerns = ids.contains(id)
            case .samePerson, .reprints: break
            case .split(let from, let apart):
                concerns = !ids.isDisjoint(with: apart)
                if !concerns { concerns = try isHere(from) }
            case .merge(let one, let other):
                concerns = try isHere(one)
                if !concerns { concerns = try isHere(other) }
            }
            if concerns { found.append(amendment) }
        }
        return found
    }
}
