import Moments
import Stories

extension Archive {
    /// Writes down which story documents belong to now, and what happened to the stories.
    ///
    /// - Parameters:
    ///   - placed: documents that are new or went to another node, with that node.
    ///   - touched: nodes that went into another one, or do so no more.
    func settle(
        _ desk: inout StoryDesk, placed: [Int64: Int64], touched: Set<Int64>, at now: Moment
    ) throws(ArchiveError) -> [StoryChange] {
        var targets: [Int64: Int64] = [:]
        for (document, node) in placed { targets[document] = desk.running.root(of: node) }
        if !touched.isEmpty {
            // Other nodes lead where they led.
            for node in desk.running.ended(through: touched).sorted() {
                let root = desk.running.root(of: node)
                try database.rows("SELECT document FROM feature WHERE node = ?", [.int(node)]) { row in
                    targets[row.int(0)] = root
                    return true
                }
            }
        }
        func machine(_ document: Int64) throws(ArchiveError) -> String? {
            guard let node = try database.number("SELECT node FROM feature WHERE document = ?", [.int(document)]) else {
                return nil
            }
            return try name(desk.running.root(of: node), &desk)
        }
        let corrected = try overrides(at: nil, name: machine)
        // Where a story goes by another id now, what people put into it goes along.
        for opener in corrected.moved {
            guard let name = try machine(opener), case let story = corrected.story(opener, name),
                let old = try database.text("SELECT story FROM member WHERE document = ?", [.int(opener)]), old != story
            else { continue }
            try database.rows(
                "SELECT m.document, f.node FROM member m JOIN feature f ON f.document = m.document WHERE m.story = ?",
                [.text(old)]
            ) { row in
                if targets[row.int(0)] == nil { targets[row.int(0)] = desk.running.root(of: row.int(1)) }
                return true
            }
        }
        var moves: [(document: Int64, old: String?, new: String)] = []
        for document in targets.keys.sorted() {
            guard let root = targets[document] else { continue }
            let machine = try name(root, &desk)
            let story = corrected.story(document, machine)
            let old = try database.text("SELECT story FROM member WHERE document = ?", [.int(document)])
            if placed[document] != nil || old != story { moves.append((document, old, story)) }
        }
        return try record(moves, at: now)
    }

    private func name(_ node: Int64, _ desk: inout StoryDesk) throws(ArchiveError) -> String {
        if let name = desk.names[node] { return name }
        let name = try storyName(node)
        desk.names[node] = name
        return name
    }

    /// Moves documents between stories and records what that means for each story.
    ///
    /// - Parameter reason: why, when it is not for the machine to say.
    func record(
        _ moves: [(document: Int64, old: String?, new: String)], at now: Moment, because reason: String? = nil
    ) throws(ArchiveError) -> [StoryChange] {
        asked = nil
        var came: [String: [String: Int]] = [:]
        var went: [String: [String: Int]] = [:]
        var stories: Set<String> = []
        var gained: [String: Int] = [:]
        for (_, old, new) in moves {
            stories.insert(new)
            if old != new { gained[new, default: 0] += 1 }
            guard let old else { continue }
            if old != new { gained[old, default: 0] -= 1 }
            stories.insert(old)
            came[new, default: [:]][old, default: 0] += 1
            went[old, default: [:]][new, default: 0] += 1
        }
        let counting: StaticString = "SELECT count(*) FROM member WHERE story = ?"
        var before: [String: Int] = [:]
        for story in stories { before[story] = Int(try database.number(kept: counting, [.text(story)]) ?? 0) }
        for story in stories.sorted() {
            try database.run(
                kept: "INSERT OR IGNORE INTO story (id, title, opened) VALUES (?, '', ?)",
                [.text(story), .int(now.seconds)])
        }
        for (document, old, new) in moves {
            try database.run(
                kept: "INSERT OR REPLACE INTO member (document, story) VALUES (?, ?)", [.int(document), .text(new)])
            try untitle(new, by: document)
            if let old, old != new { try untitle(old, by: document) }
        }
        var changes: [StoryChange] = []
        for story in stories.sorted() {
            let was = before[story] ?? 0
            let count = was + (gained[story] ?? 0)
            guard count > 0 else {
                try database.run(
                    "UPDATE story SET ended = ?, head = NULL WHERE id = ?", [.int(now.seconds), .text(story)])
                guard was > 0 else { continue }
                let into = (went[story] ?? [:]).max { ($0.value, $1.key) < ($1.value, $0.key) }
                let isRenamed = into.map { $0.value == was && before[$0.key] == 0 } ?? false
                let share =
                    was == 1
                    ? "its document is closer" : "\(into?.value ?? 0) of its \(was) documents are closer"
                changes.append(
                    StoryChange(
                        at: now, story: story, kind: .merged, other: into?.key, documents: was,
                        why: reason ?? (isRenamed ? Self.renamed : share + " to the other story now")))
                continue
            }
            try title(story)
            if var change = Self.change(story, count, was: was, came: came[story] ?? [:], before, now) {
                if let reason { change.why = reason }
                changes.append(change)
            }
        }
        changes.sort { a, b in
            let (x, y) = (a.kind == .merged, b.kind == .merged)
            if x != y { return y }
            return a.documents != b.documents ? a.documents > b.documents : a.story < b.story
        }
        for change in changes {
            try database.run(
                kept: "INSERT INTO story_change (at, story, kind, other, documents, why) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .int(now.seconds), .text(change.story), .text(change.kind.rawValue), StoredValue(change.other),
                    .int(Int64(change.documents)), .text(change.why),
                ])
        }
        return changes
    }

    /// What happened to a story that is there now; nil when nothing did.
    private static func change(
        _ story: String, _ count: Int, was: Int, came: [String: Int], _ before: [String: Int], _ now: Moment
    ) -> StoryChange? {
        if was > 0 {
            guard count > was else { return nil }
            return StoryChange(
                at: now, story: story, kind: .grew, documents: count,
                why: "\(count - was) more \(count - was == 1 ? "document" : "documents")")
        }
        if let source = came.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            before[source.key] ?? 0 > source.value
        {
            return StoryChange(
                at: now, story: story, kind: .split, other: source.key, documents: count,
                why: "\(source.value) of the other story's \(before[source.key] ?? 0) documents stand apart now")
        }
        return StoryChange(
            at: now, story: story, kind: .opened, documents: count,
            why: came.isEmpty
                ? "no story was close enough to its first document"
                : renamed)
    }

    private static let renamed = "an earlier document arrived, and the id goes by the first"

    /// Has a story's title be looked for again, unless a document that came or went stands behind those that give it.
    private func untitle(_ story: String, by document: Int64) throws(ArchiveError) {
        try database.run(
            kept: """
                UPDATE story SET head = NULL
                WHERE id = ? AND head >= ifnull((SELECT time FROM feature WHERE document = ?), head)
                """, [.text(story), .int(document)])
    }

    /// Names a story after the headline nearest the middle of its first documents; else after its first one.
    private func title(_ story: String) throws(ArchiveError) {
        guard try database.number(kept: "SELECT head FROM story WHERE id = ?", [.text(story)]) == nil else { return }
        // A short story's title is looked for whenever something comes to it.
        let (title, head) = try named(story)
        try database.run(
            kept: "UPDATE story SET title = ?, ended = NULL, head = ? WHERE id = ?",
            [.text(title ?? story), StoredValue(head), .text(story)])
    }
}
