import Documents
import Moments
import Readings
import Stories
import Texts

/// Answers "why?" for anything that has an id in a report: documents, events, figures, contradictions, places, and
/// single findings of a reading (`npa-1/times/0`).
public struct Explainer: Sendable {
    let report: Report

    /// Makes an explainer.
    public init(_ report: Report) { self.report = report }

    /// The reasons, one a line; nil when nothing has that id.
    public func explain(_ id: String) -> [String]? {
        for story in report.stories {
            let view = story.view
            if let lines = explain(id, story, view) { return lines }
        }
        return nil
    }

    /// Ids that a report knows, for a hint: kind and id, in order.
    public var ids: [(kind: String, id: String)] {
        var ids: [(kind: String, id: String)] = []
        for story in report.stories {
            ids.append(("story", story.story.id))
            ids += story.story.readings.map { ("document", $0.document.id) }
            ids += story.story.events.map { ("event", $0.id) }
            ids += story.numbers.map { ("figures", $0.id) }
            ids += story.disputes.map { ("contradiction", $0.id) }
            ids += story.places.map { ("place", $0.id) }
        }
        return ids
    }

    private func explain(_ id: String, _ story: StoryReport, _ view: StoryView) -> [String]? {
        if story.story.id == id { return self.story(story) }
        if let event = story.story.events.first(where: { $0.id == id }) { return self.event(event, view) }
        if let table = story.numbers.first(where: { $0.id == id }) { return figures(table, view) }
        if let dispute = story.disputes.first(where: { $0.id == id }) { return self.dispute(dispute, story) }
        if let place = story.places.first(where: { $0.id == id }) { return self.place(place, view) }
        if let index = story.story.readings.firstIndex(where: { $0.document.id == id }) {
            return document(index, story, view)
        }
        return finding(id, view)
    }

    private func story(_ story: StoryReport) -> [String] {
        ["story \(story.story.id): \(OneLine.text(story.story.title))", "documents:"]
            + story.story.readings.map { reading in
                "  \(reading.document.id)  \(OneLine.text(reading.document.title?.value ?? ""))"
            }
    }

    private func document(_ index: Int, _ story: StoryReport, _ view: StoryView) -> [String] {
        let document = view.document(index)
        var lines = ["document \(document.id), from \(document.origin)\(document.line.map { ":\($0)" } ?? "")"]
        lines.append("outlet: \(view.outlet(index))\(document.outlet.map { " (\($0.rule))" } ?? "")")
        lines.append(
            "published: \(document.published?.iso ?? "date unknown")\(document.published.map { " (\($0.rule))" } ?? "")"
        )
        if let title = document.title { lines.append("title: \(OneLine.text(title.value)) (\(title.rule))") }
        if let credit = document.credit { lines.append("credit: \(OneLine.text(credit.value)) (\(credit.rule))") }
        lines.append("text: sha256 \(document.sha256.hex)")
        lines.append("origin: \(Wording.origin(story, index))")
        if index < story.story.origins.count { lines.append("why: \(OneLine.text(story.story.origins[index].why))") }
        for flag in document.flags { lines.append("flag: \(flag.kind): \(OneLine.text(flag.detail))") }
        return lines
    }

    private func event(_ event: Event, _ view: StoryView) -> [String] {
        var lines = ["event \(event.id)"]
        lines.append(
            "time: \(Clock.span(event.start, event.end, event.precision)), from \(OneLine.text(event.timeReason))")
        if let (document, index) = event.place, index < view.story.readings[document].places.count {
            let place = view.story.readings[document].places[index]
            lines.append("place: \(place.label), \(place.precision.rawValue), by \(place.rule)")
        } else {
            lines.append("place: not known")
        }
        if let type = event.type { lines.append("type: \(type)") }
        lines.append(
            "mark: \(event.mark.word): \(event.articles) reports, \(event.outlets) outlets, \(event.origins.count) origins, \(event.voices.count) voices"
        )
        for origin in event.origins {
            lines.append("  origin \(origin.outlet), \(view.document(origin.document).id): \(OneLine.text(origin.why))")
        }
        lines.append("  voices: \(OneLine.text(event.voices.joined(separator: "; ")))")
        lines.append("joined: \(OneLine.text(event.why))")
        for telling in event.tellings {
            let reading = view.story.readings[telling.citation.document]
            lines.append("  \(reading.document.id): \(OneLine.text(view.quote(telling.citation)))")
            guard telling.claim < reading.claims.count else { continue }
            let claim = reading.claims[telling.claim]
            var why = "    claim “\(OneLine.text(reading.text[claim.predicate]))” (\(claim.lemma)) by \(claim.rule)"
            if let background = claim.background { why += ", background by \(background)" }
            lines.append(why)
            lines.append("    word of \(OneLine.text(telling.chain.joined(separator: " ← ")))")
            for index in claim.attributions where index < reading.attributions.count {
                lines.append("    attribution by \(reading.attributions[index].rule)")
            }
            for index in claim.times where index < reading.times.count {
                let time = reading.times[index]
                lines.append(
                    "    time “\(OneLine.text(reading.text[time.extent]))” = \(time.value) by \(time.rule), anchor \(time.anchor)"
                )
            }
        }
        return lines
    }

    private func figures(_ table: NumberTable, _ view: StoryView) -> [String] {
        let series = view.story.series[table.series]
        var lines = ["figures \(table.id): \(table.title)"]
        for entry in series.entries {
            let reading = view.story.readings[entry.citation.document]
            guard entry.quantity < reading.quantities.count else { continue }
            let quantity = reading.quantities[entry.quantity]
            lines.append(
                "  \(reading.document.id): “\(OneLine.text(reading.text[quantity.extent]))” according to \(view.source(entry.source, document: entry.citation.document))"
            )
            lines.append(
                "    read by \(quantity.rule); voice \(entry.voice); \(entry.status)\(quantity.hedge.map { "; hedge “\(OneLine.text($0))”" } ?? "")"
            )
            lines.append("    \(OneLine.text(view.quote(entry.citation)))")
        }
        return lines
    }

    private func dispute(_ dispute: Dispute, _ story: StoryReport) -> [String] {
        [
            "contradiction \(dispute.id): \(OneLine.text(dispute.slot)), \(dispute.kind)",
            "  \(OneLine.text(dispute.a.source)): \(OneLine.text(story.evidence[dispute.a.evidence].quote))",
            "  \(OneLine.text(dispute.b.source)): \(OneLine.text(story.evidence[dispute.b.evidence].quote))",
            "why: \(OneLine.text(dispute.why))",
        ]
    }

    private func place(_ entry: PlaceEntry, _ view: StoryView) -> [String] {
        var lines = ["place \(entry.id): \(entry.name), \(entry.precision.rawValue)"]
        for reading in view.story.readings {
            for place in reading.places where place.gazetteer == entry.id {
                lines.append(
                    "  \(reading.document.id): “\(OneLine.text(reading.text[place.extent]))” as \(place.role.rawValue), by \(place.rule)"
                )
            }
        }
        return lines
    }

    /// `document/list/index`, as the lists stand in the reading's JSON.
    private func finding(_ id: String, _ view: StoryView) -> [String]? {
        let parts = id.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, let index = Int(parts[parts.count - 1]) else { return nil }
        let document = parts.dropLast(2).joined(separator: "/")
        guard let reading = view.story.readings.first(where: { $0.document.id == document }) else { return nil }
        func words(_ extent: Extent, _ meaning: String) -> [String] {
            let sentence = reading.sentences.first { $0.extent.contains(extent) }
            return ["“\(OneLine.text(reading.text[extent]))”: \(meaning)"]
                + (sentence.map { ["  in: \(OneLine.text(reading.text[$0.extent]))"] } ?? [])
        }
        switch parts[parts.count - 2] {
        case "times":
            guard reading.times.indices.contains(index) else { return nil }
            let time = reading.times[index]
            return words(
                time.extent, "\(time.value), to the \(time.precision.rawValue), by \(time.rule), anchor \(time.anchor)")
        case "places":
            guard reading.places.indices.contains(index) else { return nil }
            let place = reading.places[index]
            return words(
                place.extent,
                "\(place.label), \(place.gazetteer ?? "not located"), as \(place.role.rawValue), by \(place.rule)")
        case "quantities":
            guard reading.quantities.indices.contains(index) else { return nil }
            let quantity = reading.quantities[index]
            return words(quantity.extent, "counts \(quantity.counts ?? "nothing that is tracked"), by \(quantity.rule)")
        case "attributions":
            guard reading.attributions.indices.contains(index), let cue = reading.attributions[index].cue.first else {
                return nil
            }
            return words(cue, "\(reading.attributions[index].kind.rawValue), by \(reading.attributions[index].rule)")
        case "claims":
            guard reading.claims.indices.contains(index) else { return nil }
            let claim = reading.claims[index]
            return words(
                claim.extent, "\(claim.lemma), \(claim.polarity.rawValue), \(claim.modality.rawValue), by \(claim.rule)"
            )
        case "names":
            guard reading.names.indices.contains(index) else { return nil }
            return words(
                reading.names[index].extent, "\(reading.names[index].kind.rawValue), by \(reading.names[index].rule)")
        default: return nil
        }
    }
}
