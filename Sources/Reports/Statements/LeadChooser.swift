import Documents
import Moments
import Readings
import Stories
import Texts

/// Chooses the sentences of "in short": told by many, near the heart of the story, recent, and each about something else.
///
/// Greedy choice by maximal marginal relevance (Carbonell and Goldstein 1998) over sentences that stand alone.
struct LeadChooser {
    let view: StoryView
    /// Sentences that stand in the summary already.
    let printed: Set<Citation>
    /// Origins that tell of each type of event.
    private let roots: [String: Set<String>]
    /// Words of the story's title by their first five letters.
    private let title: [String]

    init(view: StoryView, printed: Set<Citation>) {
        self.view = view
        self.printed = printed
        var roots: [String: Set<String>] = [:]
        for event in view.story.events where !view.isBackground(event) {
            guard let type = event.type else { continue }
            for telling in event.tellings { roots[type, default: []].insert(view.root(telling.citation.document)) }
        }
        self.roots = roots
        title = view.story.title.split(whereSeparator: { !$0.isLetter && !$0.isNumber }).map { $0.lowercased() }
            .filter { $0.utf8.count > 3 }.map { String($0.prefix(5)) }
    }

    /// A sentence that may be printed.
    struct Candidate {
        var citation: Citation
        /// The event it tells; nil for a sentence without one.
        var event: Int?
        var score: Double
        /// Score without recency: what the whole situation is about.
        var central: Double
        var words: [Int]
    }

    static let most = 7
    static let fewest = 3

    /// The chosen sentences: what it is about first, then as they were chosen.
    ///
    /// - Parameter room: how many at most.
    func choose(room: Int) -> [Candidate] {
        let candidates = self.candidates()
        guard room > 0, let first = candidates.max(by: { ($0.central, $1.citation) < ($1.central, $0.citation) }) else {
            return []
        }
        var chosen = [first]
        var taken: Set<Int> = Set(first.event.map { [$0] } ?? [])
        while chosen.count < room {
            var best: (index: Int, value: Double)?
            for (i, candidate) in candidates.enumerated() {
                if let event = candidate.event, taken.contains(event) { continue }
                let near = chosen.map { ContentWords.overlap($0.words, candidate.words) }.max() ?? 0
                guard near < 0.55, !chosen.contains(where: { $0.citation == candidate.citation }) else { continue }
                let value = candidate.score - 2.2 * near
                if best == nil || value > (best?.value ?? 0) { best = (i, value) }
            }
            guard let best, best.value > 1.2 || chosen.count < Self.fewest else { break }
            chosen.append(candidates[best.index])
            if let event = candidates[best.index].event { taken.insert(event) }
        }
        return chosen
    }

    /// One candidate an event, its best telling; and the lead sentences of documents that tell no event.
    private func candidates() -> [Candidate] {
        let readability = Readability(view: view)
        var candidates: [Candidate] = []
        var used: Set<Citation> = []
        for (e, event) in view.story.events.enumerated() where !view.isBackground(event) {
            var best: Candidate?
            for telling in event.tellings where !printed.contains(telling.citation) && !isBackground(telling.citation) {
                let faults = readability.faults(telling.citation)
                guard faults < 2.4 else { continue }
                let base =
                    corroboration(event) + heart(telling.citation) - faults - stale(telling.citation)
                    - 1.5 * readability.depth(telling) + (event.mark == .agreed && !telling.agreed ? -1 : 0)
                    - (telling.confirms ? 0 : 0.8)
                let score = base + recency(telling.citation.document)
                if best.map({ score > $0.score }) ?? true {
                    best = Candidate(
                        citation: telling.citation, event: e, score: score,
                        central: base + lead(telling.citation) + subject(telling) + titled(telling.citation)
                            + toll(telling.citation),
                        words: view.words[telling.citation] ?? [])
                }
            }
            if let best {
                candidates.append(best)
                used.insert(best.citation)
            }
        }
        for (d, reading) in view.story.readings.enumerated() {
            guard let sentence = reading.sentences.first(where: { $0.kind == .sentence }) else { continue }
            let citation = Citation(document: d, extent: sentence.extent)
            guard !used.contains(citation), !printed.contains(citation), view.tellings[citation] == nil else {
                continue
            }
            let faults = readability.faults(citation)
            guard faults < 2.4 else { continue }
            let base = heart(citation) - faults - stale(citation)
            candidates.append(
                Candidate(
                    citation: citation, event: nil, score: base + recency(d),
                    central: base + lead(citation) + titled(citation),
                    words: view.words[citation] ?? []))
        }
        return candidates
    }

    /// Whether some claim of the sentence is background: it tells of older or general matters, if only in part.
    private func isBackground(_ citation: Citation) -> Bool {
        (view.tellings[citation] ?? []).contains { view.isBackground(view.story.events[$0.event]) }
    }

    private func corroboration(_ event: Event) -> Double {
        1.2 * Self.log2(1 + Double(event.origins.count)) + 0.6 * Self.log2(1 + Double(event.voices.count))
            + 0.3 * Self.log2(1 + Double(event.articles))
    }

    /// How much of the story's shared vocabulary the sentence holds: mean spread of its eight most shared words, 0 to 2.5.
    private func heart(_ citation: Citation) -> Double {
        2.5 * view.heart(citation)
    }

    /// 1 for a sentence in the newest report, 0 in the oldest; undated reports count as neither.
    private func recency(_ document: Int) -> Double {
        guard let span = view.span, let published = view.published(document), span.last > span.first else { return 0.5 }
        return Double(published.seconds - span.first.seconds) / Double(span.last.seconds - span.first.seconds)
    }

    /// The first sentences of a report say what it is about.
    private func lead(_ citation: Citation) -> Double {
        let sentences = view.story.readings[citation.document].sentences.filter { $0.kind == .sentence }
        let position = sentences.firstIndex { $0.extent == citation.extent } ?? 9
        return position == 0 ? 1 : position < 3 ? 0.5 : 0
    }

    /// How much what a sentence tells first makes the situation, 0 to 2: the share of the origins that tell of its kind of occurrence, weighed by the
    /// kind (rules/lead-groups.tsv). A flood that all tell is the situation; a visit to it is not.
    private func subject(_ telling: Event.Telling) -> Double {
        let reading = view.story.readings[telling.citation.document]
        let kinds = (view.tellings[telling.citation] ?? []).compactMap { found -> (type: String, depth: Double)? in
            let claim = view.story.events[found.event].tellings[found.telling]
            guard claim.claim < reading.claims.count, let type = reading.claims[claim.claim].type else { return nil }
            return (type, Readability(view: view).depth(claim))
        }
        let values = kinds.map { kind in
            let share = Double(roots[kind.type]?.count ?? 0) / Double(max(view.origins, 1))
            return 2 * share * (view.editor.weights[kind.type] ?? 0) - 1.2 * kind.depth
        }
        return max(0, values.max() ?? 0)
    }

    /// Share of the words of the story's title that the sentence holds, 0 to 1.5.
    private func titled(_ citation: Citation) -> Double {
        guard !title.isEmpty else { return 0 }
        let words = Set((view.words[citation] ?? []).map { String(view.vocabulary[$0].prefix(5)) })
        return 1.5 * Double(title.count { words.contains($0) }) / Double(title.count)
    }

    /// 0.8 for a sentence that gives a figure of people harmed that stands now.
    private func toll(_ citation: Citation) -> Double {
        let stands = (view.entries[citation] ?? []).contains { s, e in
            let series = view.story.series[s]
            return series.entries[e].status == "current" && series.scope.isEmpty
                && NumberWriter.first.contains(series.measure)
        }
        return stands ? 0.8 : 0
    }

    /// A figure that was replaced since must not stand in the summary as if it still held.
    private func stale(_ citation: Citation) -> Double {
        for (s, e) in view.entries[citation] ?? []
        where !view.story.series[s].entries[e].status.hasPrefix("current") {
            return 3
        }
        return 0
    }

    /// Binary logarithm by bit position and linear interpolation: the same on every machine, exact at powers of two.
    static func log2(_ x: Double) -> Double {
        guard x >= 1 else { return 0 }
        return Double(x.exponent) + x.significand - 1
    }
}
