import Documents
import Readings
import Texts
import Moments
import Stories

/// What the documents published after a moment added, against what was known by then.
struct ChangeFinder {
    let view: StoryView
    let since: Moment

    static let mostNew = 12

    private func isNew(_ document: Int) -> Bool { view.published(document).map { $0 > since } ?? false }

    private func isOld(_ document: Int) -> Bool { view.published(document).map { $0 <= since } ?? false }

    /// Newest first. Undated documents are neither before nor after and change nothing.
    func changes(_ evidence: inout EvidenceList, tables: [NumberTable]) -> [Change] {
        var changes = withdrawn(&evidence) + disputed(&evidence) + revised(&evidence, tables) + events(&evidence)
        changes = changes.enumerated().sorted { a, b in
            (b.element.reported?.moment.seconds ?? 0, a.offset) < (a.element.reported?.moment.seconds ?? 0, b.offset)
        }.map(\.element)
        return changes
    }

    private func withdrawn(_ evidence: inout EvidenceList) -> [Change] {
        let writer = EventWriter(view: view)
        return view.story.corrections.filter { isNew($0.citation.document) }.map { correction in
            var statement = writer.statement(correction.citation, event: nil, &evidence)
            statement.mark = nil
            return Change(
                kind: .withdrawn, reported: view.dated(correction.citation.document), statement: statement)
        }
    }

    private func disputed(_ evidence: inout EvidenceList) -> [Change] {
        var changes: [Change] = []
        for pair in view.story.contradictions where pair.status == .open {
            let late = [pair.a, pair.b].filter { isNew($0.document) }
            guard
                let citation = late.max(by: {
                    (view.published($0.document)?.seconds ?? 0, $0) < (view.published($1.document)?.seconds ?? 0, $1)
                })
            else { continue }
            let other = citation == pair.a ? pair.b : pair.a
            let cited = [evidence.add(citation), evidence.add(other)]
            changes.append(
                Change(
                    kind: .disputed, reported: view.dated(citation.document),
                    statement: Statement(
                        parts: [.read(view.quote(citation), cited[0])], isQuoted: true, mark: .disputed,
                        note:
                            "against \(view.source(citation == pair.a ? pair.sourceB : pair.sourceA, document: other.document))",
                        evidence: cited)))
        }
        return changes
    }

    /// A voice that gave another figure before: `Killed: “16” → “19” according to police.`
    private func revised(_ evidence: inout EvidenceList, _ tables: [NumberTable]) -> [Change] {
        var changes: [Change] = []
        for table in tables {
            var done: Set<String> = []
            for row in table.rows.reversed() {
                guard let reported = row.reported, reported.moment > since, done.insert(row.voice).inserted
                else { continue }
                let earlier = table.rows.last { old in
                    old.voice == row.voice && (old.reported.map { $0.moment <= since } ?? false)
                        && !old.status.hasPrefix("older")
                }
                guard let earlier, !row.status.hasPrefix("older"),
                    earlier.low != row.low || earlier.high != row.high
                else { continue }
                let old = evidence.add(earlier.citations[0])
                let new = evidence.add(row.citations[0])
                let parts: [Part] = [
                    .measure(table.title), .template(.colon), .template(.open), .read(earlier.words, old),
                    .template(.close), .template(.arrow), .template(.open), .read(row.words, new), .template(.close),
                    .template(.accordingTo), .read(row.source, new), .template(.stop),
                ]
                changes.append(
                    Change(
                        kind: .revised, reported: reported,
                        statement: Statement(
                            id: table.id, parts: parts, isQuoted: false, mark: nil,
                            note: row.outlet, evidence: [old, new])))
            }
        }
        return changes
    }

    /// Events nobody had told, and events that a second origin confirms.
    private func events(_ evidence: inout EvidenceList) -> [Change] {
        let writer = EventWriter(view: view)
        let readability = Readability(view: view)
        var fresh: [(change: Change, weight: Double)] = []
        var confirmed: [Change] = []
        var printed: Set<Citation> = []
        for (e, event) in view.story.events.enumerated() where !event.background {
            let late = event.tellings.filter { isNew($0.citation.document) }
            guard !late.isEmpty, event.tellings.allSatisfy({ view.published($0.citation.document) != nil }) else {
                continue
            }
            let early = event.tellings.filter { isOld($0.citation.document) }
            let telling = late.min {
                (readability.faults($0.citation), $0.citation) < (readability.faults($1.citation), $1.citation)
            }
            guard let telling, readability.faults(telling.citation) < 2.4, printed.insert(telling.citation).inserted
            else { continue }
            let reported = late.compactMap { view.dated($0.citation.document) }.min { $0.moment < $1.moment }
            if early.isEmpty {
                let statement = writer.statement(telling.citation, event: e, &evidence)
                let weight =
                    Double(event.origins.count) * 2 + Double(event.voices.count)
                    + 3 * view.heart(telling.citation) - readability.faults(telling.citation)
                fresh.append((Change(kind: .new, reported: reported, statement: statement), weight))
            } else if event.mark == .agreed, isSingle(early) {
                let statement = writer.statement(telling.citation, event: e, &evidence)
                confirmed.append(Change(kind: .confirmed, reported: reported, statement: statement))
            }
        }
        let best = fresh.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
        return confirmed + best.prefix(Self.mostNew).map(\.element.change)
    }

    private func isSingle(_ tellings: [Event.Telling]) -> Bool {
        Set(tellings.map { view.root($0.citation.document) }).count < 2 || Set(tellings.map(\.voice)).count < 2
    }
}
