import Documents
import Moments
import Readings
import Stories
import Texts

/// Finds what nobody says. Each gap is a count or a name, put into a fixed sentence.
struct GapFinder {
    let view: StoryView
    let silence: SilencePhrases

    /// Hours without a report after which the story is called quiet.
    static let quietHours: Int64 = 12
    /// Hours after which a figure is called old.
    static let oldFigureHours: Int64 = 24

    /// Gaps of every moment in a fixed order of kinds: those before and those behind what has grown old.
    func lasting(_ report: StoryReport, _ evidence: inout EvidenceList) -> (first: [Gap], last: [Gap]) {
        let first = inputs() + origins(report)
        return (first, unnamed(report, &evidence) + unheard(&evidence) + silent(&evidence))
    }

    /// What has grown old by a moment: the last report, the last figure of a measure.
    func aged(_ report: StoryReport, asOf: Moment?, _ evidence: inout EvidenceList) -> [Gap] {
        guard let asOf else { return [] }
        return fresh(asOf) + figures(report, asOf, &evidence)
    }

    private func inputs() -> [Gap] {
        let documents = view.story.readings.map(\.document)
        let undated = documents.count { $0.published == nil }
        let nameless = documents.count { $0.outlet == nil }
        var gaps: [Gap] = []
        if undated > 0 {
            let which =
                undated == documents.count
                ? "No document states" : "\(undated) of \(documents.count) documents do not state"
            gaps.append(
                Gap(
                    kind: "no date",
                    text:
                        "\(which) when it was published: relative dates in it stay without a day, and order is not known.",
                    evidence: []))
        }
        if nameless > 0 {
            let which =
                nameless == documents.count
                ? "No document states" : "\(nameless) of \(documents.count) documents do not state"
            gaps.append(
                Gap(
                    kind: "no outlet",
                    text:
                        "\(which) who published it: outlets cannot be counted, and all such documents count as one origin.",
                    evidence: []))
        }
        return gaps
    }

    private func origins(_ report: StoryReport) -> [Gap] {
        var gaps: [Gap] = []
        let isKnown = view.story.readings.contains { $0.document.outlet != nil }
        if report.counts.origins == 1, report.counts.documents > 1, isKnown {
            gaps.append(
                Gap(
                    kind: "one origin",
                    text: "All \(report.counts.documents) documents go back to one origin.", evidence: []))
        }
        let alone = report.inShort.filter { $0.mark == .single && $0.isQuoted }
        if !alone.isEmpty, report.counts.origins > 1 {
            let text =
                alone.count == 1
                ? "One statement of “In short” rests on one voice."
                : "\(alone.count) of \(report.inShort.count) statements of “In short” rest on one voice each."
            gaps.append(Gap(kind: "one voice", text: text, evidence: alone.compactMap(\.evidence.first)))
        }
        return gaps
    }

    private func fresh(_ asOf: Moment) -> [Gap] {
        guard let last = view.span?.last, asOf.seconds - last.seconds >= Self.quietHours * 3600 else {
            return []
        }
        return [
            Gap(
                kind: "stale",
                text:
                    "No report for \(Clock.length(seconds: asOf.seconds - last.seconds)): the latest is of \(Clock.stamp(last)).",
                evidence: [])
        ]
    }

    private func figures(_ report: StoryReport, _ asOf: Moment, _ evidence: inout EvidenceList) -> [Gap] {
        report.numbers.compactMap { table -> Gap? in
            guard table.rows.count > 1, let last = table.rows.last(where: { !$0.status.hasPrefix("older") }),
                let reported = last.reported, asOf.seconds - reported.moment.seconds >= Self.oldFigureHours * 3600
            else { return nil }
            return Gap(
                kind: "old figure",
                text:
                    "\(table.title): no figure for \(Clock.length(seconds: asOf.seconds - reported.moment.seconds)); the latest is of \(Clock.stated(reported)).",
                evidence: last.citations.prefix(1).map { evidence.add($0) })
        }
    }

    /// Statements that rest on unnamed sources only.
    private func unnamed(_ report: StoryReport, _ evidence: inout EvidenceList) -> [Gap] {
        var cited: [Int] = []
        for event in view.story.events where !event.background {
            let unnamed = event.tellings.allSatisfy { telling in
                let reading = view.story.readings[telling.citation.document]
                guard telling.claim < reading.claims.count else { return false }
                let attributions = reading.claims[telling.claim].attributions
                return attributions.contains { reading.attributions[$0].anonymous }
            }
            guard unnamed, let first = event.tellings.first else { continue }
            let item = evidence.add(first.citation)
            if !cited.contains(item) { cited.append(item) }
            if cited.count == 6 { break }
        }
        guard !cited.isEmpty else { return [] }
        let text = cited.count == 1 ? "One statement rests" : "\(cited.count) statements rest"
        return [Gap(kind: "no named source", text: "\(text) on unnamed sources only.", evidence: cited)]
    }

    /// People and bodies that are named often and never speak.
    private func unheard(_ evidence: inout EvidenceList) -> [Gap] {
        guard view.story.readings.contains(where: { !$0.attributions.isEmpty }) else { return [] }
        var gaps: [Gap] = []
        for person in view.story.people where person.kind == .person || person.kind == .organisation {
            let documents = Set(person.entities.map(\.document))
            guard Set(documents.map { view.root($0) }).count >= 3, !isOutlet(person), !isPlace(person) else { continue }
            let heard = person.entities.contains { document, entity in
                view.story.readings[document].attributions.contains {
                    $0.speaker == entity || names($0, person, document)
                }
            }
            guard !heard, let citation = firstMention(person) else { continue }
            gaps.append(
                Gap(
                    kind: "not heard",
                    text: "\(person.name) is named in \(documents.count) documents and quoted in none.",
                    evidence: [evidence.add(citation)]))
            if gaps.count == 5 { break }
        }
        return gaps
    }

    private func names(_ attribution: Attribution, _ person: Person, _ document: Int) -> Bool {
        let text = view.document(document).text
        let words = attribution.source.map { text[$0] }.joined(separator: " ")
        return ([person.name] + person.variants).contains { !$0.isEmpty && words.contains($0) }
    }

    /// Whether some document reads the name as a place.
    private func isPlace(_ person: Person) -> Bool {
        let names = Set([person.name] + person.variants)
        return view.story.readings.contains { reading in
            reading.entities.contains { $0.kind == .place && names.contains($0.name) }
                || reading.places.contains { $0.role == .place && names.contains(reading.text[$0.extent]) }
        }
    }

    private func isOutlet(_ person: Person) -> Bool {
        view.story.readings.contains { reading in
            guard let outlet = reading.document.outlet?.value.name else { return false }
            return outlet == person.name || person.variants.contains(outlet)
                || reading.document.credit?.value == person.name
                || outlet.hasSuffix(person.name)
        }
    }

    private func firstMention(_ person: Person) -> Citation? {
        guard let (document, entity) = person.entities.first else { return nil }
        let reading = view.story.readings[document]
        guard entity < reading.entities.count, let mention = reading.entities[entity].mentions.first,
            mention < reading.names.count
        else { return nil }
        return view.wholeSentence(document: document, reading.names[mention].extent)
    }

    /// Sentences that say somebody gave no answer; each wording once.
    private func silent(_ evidence: inout EvidenceList) -> [Gap] {
        var cited: [Int] = []
        var seen: Set<String> = []
        for (d, reading) in view.story.readings.enumerated() {
            for sentence in reading.sentences where sentence.kind == .sentence {
                guard silence.rule(in: reading.text.utf8[sentence.extent.range]) != nil else { continue }
                guard seen.insert(reading.text[sentence.extent]).inserted, cited.count < 6 else { continue }
                cited.append(evidence.add(Citation(document: d, extent: sentence.extent)))
            }
        }
        guard !cited.isEmpty else { return [] }
        return [Gap(kind: "no answer", text: "Asked, and no answer or no confirmation:", evidence: cited)]
    }
}
