import Documents
import Moments
import Readings
import Stories
import Texts

/// Lists what was read and could not be placed: bare headings, events without a time, places that were not located.
struct UnplacedWriter {
    let view: StoryView
    let all: Bool

    static let mostEvents = 12
    static let mostPlaces = 12

    /// Entries, and how many events were left out for length.
    func entries(_ evidence: inout EvidenceList) -> ([Unplaced], Int) {
        var entries = headings(&evidence)
        let (events, leftOut) = timeless(&evidence)
        entries += events
        entries += nowhere(&evidence)
        return (entries, leftOut)
    }

    private func headings(_ evidence: inout EvidenceList) -> [Unplaced] {
        var entries: [Unplaced] = []
        for (d, reading) in view.story.readings.enumerated() {
            for sentence in reading.sentences {
                let why: String
                switch sentence.kind {
                case .heading: why = "a heading: asserts nothing by itself"
                case .fragment: why = "no finite verb: asserts nothing by itself"
                case .sentence, .caption, .byline, .comment: continue
                }
                // A headline inside an article belongs to it; a document that is nothing else is listed.
                let alone = !reading.sentences.contains { $0.kind == .sentence }
                guard alone || sentence.kind == .heading && isInside(sentence, reading) || all else { continue }
                entries.append(
                    Unplaced(
                        kind: "heading", why: why,
                        evidence: evidence.add(Citation(document: d, extent: sentence.extent))))
            }
        }
        return entries
    }

    private func isInside(_ sentence: Sentence, _ reading: Reading) -> Bool {
        guard sentence.block < reading.document.blocks.count else { return true }
        return reading.document.blocks[sentence.block].kind != .headline
    }

    private func timeless(_ evidence: inout EvidenceList) -> ([Unplaced], Int) {
        let writer = EventWriter(view: view)
        var seen: Set<Citation> = []
        var found: [(citation: Citation, why: String, weight: Int)] = []
        for event in view.story.events where !view.isBackground(event) && event.start == nil {
            guard let citation = writer.best(event), Readability(view: view).faults(citation) < 4 else { continue }
            let timed = (view.tellings[citation] ?? []).contains { view.story.events[$0.event].start != nil }
            guard !timed, seen.insert(citation).inserted else { continue }
            let why = event.timeReason.isEmpty ? "no time is stated" : event.timeReason
            found.append((citation, why, event.origins.count))
        }
        let ranked = found.enumerated().sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element)
        let kept = all ? ranked : Array(ranked.prefix(Self.mostEvents))
        let entries = kept.map {
            Unplaced(kind: "no time", why: $0.why, evidence: evidence.add($0.citation))
        }
        return (entries, ranked.count - kept.count)
    }

    private func nowhere(_ evidence: inout EvidenceList) -> [Unplaced] {
        var seen: Set<String> = []
        var entries: [Unplaced] = []
        for (d, reading) in view.story.readings.enumerated() {
            for place in reading.places where place.role == .place && place.gazetteer == nil {
                guard seen.insert(reading.text[place.extent]).inserted, all || entries.count < Self.mostPlaces else {
                    continue
                }
                entries.append(
                    Unplaced(
                        kind: "place",
                        why: "“\(reading.text[place.extent])” is "
                            + (place.rule == "not-located.street" ? "a street" : "not in the gazetteer"),
                        evidence: evidence.add(view.wholeSentence(document: d, place.extent))))
            }
        }
        return entries
    }
}
