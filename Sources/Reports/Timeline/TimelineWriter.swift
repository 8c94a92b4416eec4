import Documents
import Readings
import Texts
import Moments
import Stories

/// Orders events by the time they happened.
struct TimelineWriter {
    let view: StoryView
    let all: Bool

    static let most = 30

    /// Entries in order of time, and how many were left out for length. Told by many comes before told by few.
    func entries(_ evidence: inout EvidenceList) -> ([TimelineEntry], Int) {
        let writer = EventWriter(view: view)
        let readability = Readability(view: view)
        var seen: Set<Citation> = []
        var candidates: [(event: Int, citation: Citation, weight: Double)] = []
        for (e, event) in view.story.events.enumerated() where !view.isBackground(event) && event.start != nil {
            guard let citation = writer.best(event) else { continue }
            let faults = readability.faults(citation)
            guard faults < 3.4 else { continue }
            let weight =
                Double(event.origins.count) + 0.5 * Double(event.voices.count) - 0.4 * faults
                + (event.precision < .week ? 1 : 0)
            candidates.append((e, citation, weight))
        }
        candidates.sort { ($1.weight, $0.event) < ($0.weight, $1.event) }
        // One sentence is printed once, at the time of its best event.
        candidates = candidates.filter { seen.insert($0.citation).inserted }
        candidates = withoutRepeats(candidates)
        let kept = all ? candidates : chosen(candidates)
        let ordered = kept.sorted { a, b in
            let (x, y) = (view.story.events[a.event], view.story.events[b.event])
            return (x.start?.seconds ?? 0, x.end?.seconds ?? .max, a.event) < (
                y.start?.seconds ?? 0, y.end?.seconds ?? .max, b.event
            )
        }
        var entries: [TimelineEntry] = []
        for (e, citation, _) in ordered {
            let event = view.story.events[e]
            entries.append(
                TimelineEntry(
                    event: e, time: Clock.span(event.start, event.end, event.precision),
                    reason: view.numbered(event.timeReason),
                    reported: event.reported ?? firstReported(event), place: place(event),
                    statement: writer.statement(citation, event: e, &evidence)))
        }
        return (entries, candidates.count - kept.count)
    }

    /// What is printed when there is not room for all: in turn the weightiest, where an event of a day that matters weighs more
    /// (`DayRanking`), and one of a day that is told already less.
    private func chosen(
        _ candidates: [(event: Int, citation: Citation, weight: Double)]
    ) -> [(event: Int, citation: Citation, weight: Double)] {
        guard candidates.count > Self.most else { return candidates }
        let scores = DayRanking.scores(view.story.readings)
        let top = max(scores.values.max() ?? 1, 1e-6)
        var rest: [(event: Int, citation: Citation, weight: Double)] = []
        var days: [CivilDay?] = []
        for candidate in candidates {
            let event = view.story.events[candidate.event]
            let day = event.precision <= .day ? event.start?.day() : nil
            let importance = day.flatMap { scores[$0] }.map { $0 / top } ?? 0
            rest.append((candidate.event, candidate.citation, candidate.weight + Self.dayWeight * importance))
            days.append(day)
        }
        var told: [CivilDay: Int] = [:]
        var left = Array(rest.indices)
        var kept: [Int] = []
        while kept.count < Self.most, !left.isEmpty {
            func weight(_ i: Int) -> Double {
                rest[i].weight - Self.toldWeight * Double(days[i].flatMap { told[$0] } ?? 0)
            }
            // Of equal ones the first.
            var best = 0
            for i in left.indices where weight(left[i]) > weight(left[best]) { best = i }
            let next = left.remove(at: best)
            kept.append(next)
            if let day = days[next] { told[day, default: 0] += 1 }
        }
        return kept.map { candidates[$0] }
    }

    /// What the most important day of a story adds to the weight of its events.
    private static let dayWeight = 3.0
    /// What every event of its day that is printed already takes from an event's weight.
    private static let toldWeight = 0.6

    /// Leaves out an event whose printed sentence says nearly the same words as a weightier one at an overlapping time.
    private func withoutRepeats(
        _ candidates: [(event: Int, citation: Citation, weight: Double)]
    ) -> [(event: Int, citation: Citation, weight: Double)] {
        var kept: [(event: Int, citation: Citation, weight: Double)] = []
        for candidate in candidates {
            let words = view.words[candidate.citation] ?? []
            let repeats = kept.contains { other in
                overlap(view.story.events[candidate.event], view.story.events[other.event])
                    && ContentWords.overlap(words, view.words[other.citation] ?? []) > 0.8
            }
            if !repeats { kept.append(candidate) }
        }
        return kept
    }

    private func overlap(_ a: Event, _ b: Event) -> Bool {
        guard let x = a.start, let y = b.start else { return true }
        return x < (b.end ?? y.adding(seconds: 1)) && y < (a.end ?? x.adding(seconds: 1))
    }

    func firstReported(_ event: Event) -> Dated? {
        event.tellings.compactMap { view.dated($0.citation.document) }.min { $0.moment < $1.moment }
    }

    func place(_ event: Event) -> String? {
        guard let (document, place) = event.place, document < view.story.readings.count,
            place < view.story.readings[document].places.count
        else { return nil }
        return view.story.readings[document].places[place].label
    }
}
