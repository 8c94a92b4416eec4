import Documents
import Moments
import Readings
import Stories
import Texts

/// Prints an event by quoting its best telling, with the marks and the other tellings as evidence.
struct EventWriter {
    let view: StoryView

    /// Evidence shown beside a statement at most, its own included.
    static let mostEvidence = 5

    /// The telling that stands alone best; the first one when none does.
    func best(_ event: Event) -> Citation? {
        let readability = Readability(view: view)
        var best: (citation: Citation, faults: Double)?
        for telling in event.tellings {
            let faults =
                readability.faults(telling.citation) + 0.8 * readability.depth(telling)
                - (event.mark == .agreed && telling.agreed ? 1.5 : 0)
            if best.map({ faults < $0.faults }) ?? true { best = (telling.citation, faults) }
        }
        return best?.citation
    }

    /// Quotes a sentence and says what stands behind it.
    func statement(_ citation: Citation, event: Int?, _ evidence: inout EvidenceList) -> Statement {
        let main = evidence.add(citation)
        var all = [main]
        var statement = Statement(
            parts: [.read(view.quote(citation), main)], isQuoted: true, mark: .single, evidence: all)
        guard let event else {
            statement.note = view.outlet(citation.document)
            if view.disputed.contains(citation) { statement.mark = .disputed }
            return statement
        }
        let told = view.story.events[event]
        statement.id = told.id
        var roots: Set<String> = [view.root(citation.document)]
        var documents: Set<Int> = [citation.document]
        let tellings = told.tellings.sorted { $0.citation < $1.citation }
        for telling in tellings where roots.insert(view.root(telling.citation.document)).inserted {
            guard all.count < Self.mostEvidence else { break }
            documents.insert(telling.citation.document)
            all.append(evidence.add(telling.citation))
        }
        for telling in tellings where documents.insert(telling.citation.document).inserted {
            guard all.count < Self.mostEvidence else { break }
            all.append(evidence.add(telling.citation))
        }
        statement.evidence = all
        (statement.mark, statement.note) = mark(citation, told)
        return statement
    }

    /// The mark of a sentence is no better than its claims together allow: disputed when any is, agreed in part when
    /// only some are.
    func mark(_ citation: Citation, _ event: Event) -> (Mark, String) {
        let together = (view.tellings[citation] ?? []).map { view.story.events[$0.event] }
        if event.mark == .disputed || view.disputed.contains(citation)
            || together.contains(where: { $0.mark == .disputed })
        {
            return (.disputed, Self.counted(event))
        }
        // What the sentence is about decides, not what it mentions in passing.
        let readability = Readability(view: view)
        let main = (view.tellings[citation] ?? []).min { a, b in
            let (x, y) = (view.story.events[a.event], view.story.events[b.event])
            return (readability.depth(x.tellings[a.telling]), a.event)
                < (readability.depth(y.tellings[b.telling]), b.event)
        }
        if let main, view.story.events[main.event].id != event.id, view.story.events[main.event].mark != .agreed {
            return (.single, Self.counted(view.story.events[main.event]))
        }
        // The sentence itself must be one of those that agree: not an allegation of what others state, nor another figure.
        guard event.mark == .agreed, event.tellings.contains(where: { $0.citation == citation && $0.agreed }) else {
            return (.single, Self.counted(event))
        }
        let others = together.filter { $0.id != event.id && $0.mark != .agreed }
        return (.agreed, Self.counted(event) + (others.isEmpty ? "" : ", for part of it"))
    }

    /// "3 origins, 5 outlets", or how one voice reaches the reader.
    static func counted(_ event: Event) -> String {
        let origins = max(event.origins.count, 1)
        let outlets = event.outlets
        let voices = event.voices.count
        if event.mark == .single {
            if outlets == 0 {
                return event.articles > 1 ? "\(event.articles) reports, outlet unknown" : "1 report, outlet unknown"
            }
            if outlets == 1 { return event.articles > 1 ? "1 outlet, \(event.articles) reports" : "1 outlet" }
            if origins == 1 { return "\(outlets) outlets, 1 origin" }
            // Several touch on it, but no two say the same of it in so many words.
            return voices == 1 ? "\(outlets) outlets, \(origins) origins, 1 voice" : "touched on by \(outlets) outlets"
        }
        var words = origins == 1 ? "1 origin" : "\(origins) origins"
        if voices > 1 { words += ", \(voices) voices" }
        return words
    }
}
