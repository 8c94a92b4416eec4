import Documents
import Moments
import Readings
import Reports
import Texts

/// A document's text with its readings marked, paragraph by paragraph, and what each mark means beside it.
struct MarkedText {
    let reading: Reading
    let ask: Ask
    /// The story whose page a correction leads back to.
    var story: String?

    /// A stretch that is marked; with a letter when a note explains it.
    private struct Span {
        var extent: Extent
        var kind: String
        var letter: String?
    }

    private struct Note {
        var at: Int
        var kind: String
        var extents: [(Extent, String)]
        var words: Markup
    }

    var markup: Markup {
        let blocks =
            reading.document.blocks.isEmpty
            ? [Block(reading.text.extent, .paragraph)] : reading.document.blocks
        let index = CodePointIndex(reading.text)
        let notes = self.notes.sorted { ($0.at, $0.kind) < ($1.at, $1.kind) }
        var out: Markup = ""
        var n = 0
        var at = 0
        for block in blocks where !block.extent.isEmpty {
            var spans: [Span] = []
            var items: [Markup] = []
            while at < notes.count, notes[at].at < block.extent.end {
                let note = notes[at]
                at += 1
                let letter = Self.letter(items.count)
                for (i, part) in note.extents.enumerated() {
                    spans.append(Span(extent: part.0, kind: part.1, letter: i + 1 == note.extents.count ? letter : nil))
                }
                items.append("<li class=\"n-\(note.kind)\"><sup>\(letter)</sup>\(note.words)</li>\n")
            }
            var text: Markup = ""
            var fixes: [Markup] = []
            var end = block.extent.start
            for sentence in reading.sentences where block.extent.overlaps(sentence.extent) {
                text += Markup(exact: reading.text[Extent(end, max(end, sentence.extent.start))])
                n += 1
                let (start, stop) = index.codePoints(sentence.extent)
                let cite = CitationText.address(reading.document.id, (start, stop))
                text +=
                    "<span class=\"sen\" id=\"c\(start)\" data-item><a class=\"sid copy\" href=\"\(cite)\" aria-label=\"Sentence \(n): cite\">\(n)</a>\(marked(sentence.extent, spans))</span>"
                end = sentence.extent.end
                if ask.visitor.mayEdit {
                    let form = CorrectPage.address(document: reading.document.id, at: start, story: story)
                    fixes.append("<a href=\"\(form)\"><span class=\"vh\">correct sentence </span>\(n)</a>")
                }
            }
            text += Markup(exact: reading.text[Extent(end, max(end, block.extent.end))])
            let isHeading = block.kind == .headline || block.kind == .heading
            let notes: Markup = items.isEmpty ? "" : "<ol class=\"margin\">\(items.joined())</ol>"
            let fix: Markup = fixes.isEmpty ? "" : "<p class=\"fixes\">correct \(fixes.joined(" "))</p>"
            out +=
                "<div class=\"para\"><p class=\"text\(isHeading ? " heading" : "")\">\(text)</p><div>\(notes)\(fix)</div></div>\n"
        }
        return out
    }

    /// a … z, then a2 …
    private static func letter(_ number: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(97 + number % 26)))
        return number < 26 ? letter : letter + "\(number / 26 + 1)"
    }

    /// The words of a stretch with the spans that touch it; spans that cross each other are split.
    private func marked(_ extent: Extent, _ spans: [Span]) -> Markup {
        let inside = spans.filter { $0.extent.overlaps(extent) }.sorted { a, b in
            a.extent.lower != b.extent.lower ? a.extent.lower < b.extent.lower : a.extent.upper > b.extent.upper
        }
        var cuts = Set([extent.start, extent.end])
        for span in inside {
            cuts.insert(max(extent.start, span.extent.start))
            cuts.insert(min(extent.end, span.extent.end))
        }
        let edges = cuts.sorted()
        var out: Markup = ""
        var open: [Int] = []
        for (lower, upper) in zip(edges, edges.dropFirst()) {
            let active = inside.indices.filter { inside[$0].extent.start <= lower && inside[$0].extent.end >= upper }
            var common = 0
            while common < open.count, common < active.count, open[common] == active[common] { common += 1 }
            for i in open[common...].reversed() { out += close(inside[i], ends: inside[i].extent.end <= lower) }
            for i in active[common...] { out += "<span class=\"r r-\(inside[i].kind)\">" }
            open = active
            out += Markup(exact: reading.text[Extent(lower, upper)])
        }
        for i in open.reversed() { out += close(inside[i], ends: inside[i].extent.end <= extent.end) }
        return out
    }

    private func close(_ span: Span, ends: Bool) -> Markup {
        guard ends, let letter = span.letter else { return "</span>" }
        return "<sup>\(letter)</sup></span>"
    }

    // MARK: What each mark means

    private var notes: [Note] {
        var notes: [Note] = []
        for attribution in reading.attributions {
            guard let at = (attribution.cue.first ?? attribution.content.first) else { continue }
            var parts = attribution.content.map { ($0, "content") } + attribution.cue.map { ($0, "cue") }
            parts += attribution.source.map { ($0, "source") }
            let source = attribution.source.map { reading.text[$0] }.joined(separator: " … ")
            let speaker = attribution.speaker.flatMap {
                reading.entities.indices.contains($0) ? reading.entities[$0].name : nil
            }
            var words: Markup = "<q>\(attribution.cue.isEmpty ? "" : reading.text[at])</q> "
            words +=
                "<span class=\"to\">\(attribution.denies ? "denied by" : "said by") \(source.isEmpty ? "somebody not named here" : source)</span>"
            if let speaker, speaker != source {
                words += ", that is <a href=\"\(ask.link("entities", speaker))\">\(speaker)</a>"
            }
            words +=
                " · \(attribution.kind.rawValue)\(attribution.anonymous ? ", unnamed" : "") · rule \(attribution.rule)"
            notes.append(Note(at: at.start, kind: "att", extents: parts, words: words))
        }
        for time in reading.times {
            var span = time.value
            if let earliest = time.earliest { span = Clock.span(earliest, time.latest, time.precision) }
            notes.append(
                Note(
                    at: time.extent.start, kind: "time", extents: [(time.extent, "time")],
                    words:
                        "<q>\(reading.text[time.extent])</q> → <span class=\"to\">\(span)</span> · counted from \(time.anchor) · rule \(time.rule)"
                ))
        }
        for place in reading.places {
            let country: Markup = place.country.map { ", \($0)" } ?? ""
            let name: Markup =
                place.gazetteer == nil
                ? "not located"
                : "<a href=\"\(ask.link("places", place.label))\">\(place.label)</a>\(country), \(place.precision.rawValue)"
            notes.append(
                Note(
                    at: place.extent.start, kind: "place", extents: [(place.extent, "place")],
                    words:
                        "<q>\(reading.text[place.extent])</q> → <span class=\"to\">\(name)</span> · \(place.role == .actor ? "stands for who acts there" : "a place") · rule \(place.rule)"
                ))
        }
        for quantity in reading.quantities {
            let low = quantity.low.map(Self.figure)
            let high = quantity.high.map(Self.figure)
            let range = low == high ? low ?? "no value" : "\(low ?? "…") to \(high ?? "…")"
            let counted = [quantity.counts, quantity.unit, quantity.hedge.map { "“\($0)”" }].compactMap { $0 }
            notes.append(
                Note(
                    at: quantity.extent.start, kind: "num", extents: [(quantity.extent, "num")],
                    words:
                        "<q>\(reading.text[quantity.extent])</q> → <span class=\"to\">\(range)\(counted.isEmpty ? "" : ", ")\(counted.joined(separator: ", "))</span> · rule \(quantity.rule)"
                ))
        }
        for claim in reading.claims {
            let who = claim.who.map { reading.text[$0.extent] }.joined(separator: ", ")
            let whom = claim.whom.map { reading.text[$0.extent] }.joined(separator: ", ")
            var words: Markup = "<b>\(claim.type ?? "claim")</b>: "
            words += "\(who.isEmpty ? "somebody" : who) · <i>\(claim.lemma)</i>"
            if !whom.isEmpty { words += " · \(whom)" }
            if claim.polarity == .denied { words += " · denied" }
            if claim.modality != .asserted { words += " · \(claim.modality.rawValue)" }
            if let background = claim.background { words += " · background: \(background)" }
            notes.append(
                Note(at: claim.predicate.start, kind: "claim", extents: [(claim.predicate, "claim")], words: words))
        }
        return notes
    }

    private static func figure(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
}
