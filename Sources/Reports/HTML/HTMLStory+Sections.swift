import Readings
import Documents
import Lexicons
import Texts
import Moments
import Stories

extension HTMLStory {
    func voices() -> Markup {
        guard !story.voices.isEmpty else { return "" }
        let items = story.voices.map { voice -> Markup in
            var left: Markup = "<h3>\(entity(voice.source, anonymous: voice.anonymous))</h3><p class=\"small quiet\">"
            left += voice.anonymous ? "unnamed · " : ""
            left += "in \(voice.documents) \(voice.documents == 1 ? "report" : "reports")"
            if voice.outlets > 1 { left += " of \(voice.outlets) outlets" }
            left += "</p>"
            if !voice.anonymous { left += fixStory(name: voice.source) }
            var said: Markup = "<ul>"
            for saying in voice.said {
                let cue: Markup =
                    saying.denies
                    ? "<span class=\"cue denies\">≠ \(saying.cue):</span>"
                    : "<span class=\"cue\">\(saying.cue):</span>"
                said +=
                    "<li>\(cue) <span class=\"said\">\(story.evidence[saying.evidence].quote)</span>\u{2060}\(cite(saying.evidence))\(copy(saying.evidence))</li>"
            }
            said += "</ul>"
            if voice.leftOut > 0 { said += unsaid("\(voice.leftOut) more") }
            return "<div class=\"voice\"\(item)><div>\(left)</div><div>\(said)</div></div>\n"
        }
        let rest: Markup = story.voicesLeftOut > 0 ? unsaid("\(story.voicesLeftOut) more sources") : ""
        return section("says", "Who says what", Wording.voices, VoiceMatrix(page: self).markup + list(items) + rest)
    }

    /// What voices are left out for length, and where they can be heard.
    private func unsaid(_ what: String) -> Markup {
        "<p class=\"more\">\(what)\(setting == nil ? "; --all prints them" : " in this report’s other forms (HTML, Markdown, JSON)").</p>"
    }

    func disputes() -> Markup {
        let items = story.disputes.map { dispute -> Markup in
            func side(_ side: Dispute.Side) -> Markup {
                let document = story.evidence[side.evidence].document
                return
                    "<div><p class=\"said\">\(story.evidence[side.evidence].quote)\u{2060}\(cite(side.evidence))</p><p class=\"small\"><b>\(side.source)</b> <span class=\"quiet\">in \(view.outlet(document)), \(date(document))</span></p></div>"
            }
            return
                "<div class=\"disp\"\(item) id=\"\(p)-\(dispute.id)\"><h3>\(dispute.slot.prefix(1).uppercased() + dispute.slot.dropFirst()) <span class=\"small quiet\">\(dispute.kind)</span></h3><div class=\"sides\">\(side(dispute.a))<div class=\"versus\" role=\"img\" aria-label=\"does not fit\">\(dispute.isOpen ? "≠" : "·")</div>\(side(dispute.b))</div><p class=\"small quiet\">Paired because \(dispute.why)</p>\(fix(dispute.a.evidence))</div>\n"
        }
        let corrections = list(story.corrections.map { statement($0) }, "quietly")
        var body = list(items)
        if !story.disputesLeftOut.isEmpty {
            body += more("\(story.disputesLeftOut.count) more")
        }
        return section("disputed", "Disputed", Wording.disputes, body, items.isEmpty)
            + section(
                "corrections", "Corrections", "Sentences in which an outlet takes something back.", corrections,
                story.corrections.isEmpty)
            + amendments()
    }

    private func amendments() -> Markup {
        let all = story.story.amendments
        guard !all.isEmpty else { return "" }
        let items = all.map { amendment -> Markup in
            var words: Markup =
                "<p>\(corrected(amendment))<br><span class=\"small quiet\">\(Wording.amendment(amendment))</span>"
            if let history = setting?.history {
                words += " <a class=\"small\" href=\"\(history(amendment.id))\">in the history</a>"
            }
            return words + "</p>\n"
        }
        return section("amendments", "Corrections by people", Wording.amendments, list(items, "people"), false)
    }

    /// What a correction does; one of a sentence quotes it.
    private func corrected(_ amendment: Amendment) -> Markup {
        if case .split(_, let documents) = amendment.change {
            let titles = documents.compactMap { id in
                story.story.readings.first { $0.document.id == id }?.document.title?.value
            }
            if !titles.isEmpty {
                return
                    "Told apart from the story they stood in: <span class=\"said\">\(titles.joined(separator: "; "))</span>"
            }
        }
        guard let (citation, what) = view.corrected(amendment) else {
            return "\(Wording.corrected(amendment, story.story))"
        }
        let d = citation.document
        let words: Markup =
            "<span class=\"said\">\(view.quote(citation))</span>"
        let document = view.document(d)
        let link: Markup = setting.map { "<a href=\"\($0.document(document, citation.extent))\">\(words)</a>" } ?? words
        return "\(link) (\(view.outlet(d)), \(date(d))) \(what)"
    }

    func map() -> Markup {
        guard !story.places.isEmpty else { return "" }
        let rows = story.places.enumerated().map { i, place -> Markup in
            "<tr><td class=\"num\">\(i + 1)</td><td>\(placeName(place))\(place.country.map { ", \($0)" } ?? "")</td><td>\(place.precision.rawValue)</td><td class=\"nb quiet\">\(Wording.degrees(place.latitude)), \(Wording.degrees(place.longitude))</td><td class=\"num\">\(place.documents)</td><td>\(cite(place.evidence))</td></tr>\n"
        }
        let most = rows.count > 18 ? 14 : rows.count
        var table = placeTable(rows.prefix(most))
        if rows.count > most { table += folded("\(rows.count - most) more places", placeTable(rows.dropFirst(most))) }
        let drawing = PlaceMap(places: story.places, outlines: outlines)
        let svg = drawing.svg()
        let caption: Markup = drawing.caption.isEmpty ? "" : "<figcaption>\(drawing.caption)</figcaption>"
        return section(
            "map", "Map", Wording.places + " Only what gazetteer and reports give is drawn.",
            "<div class=\"mapside\"><figure>\(svg)\(caption)\(setting == nil ? "" : drawing.locator())</figure><div class=\"scroll\">\(table)</div></div>\n"
        )
    }

    private func placeTable(_ rows: ArraySlice<Markup>) -> Markup {
        "<table class=\"places\"><thead><tr><th scope=\"col\" class=\"num\">No.</th><th scope=\"col\">Place</th><th scope=\"col\">How exact</th><th scope=\"col\">North, east</th><th scope=\"col\" class=\"num\">Reports</th><th scope=\"col\">First named</th></tr></thead><tbody>\n\(rows.joined())</tbody></table>"
    }

    func gaps() -> Markup {
        let items = story.gaps.map { gap -> Markup in
            var entry: Markup = "<li>\(gap.text)"
            if gap.kind == "no answer" || gap.kind == "no named source" {
                for evidence in gap.evidence {
                    entry +=
                        "<br><span class=\"said\">\(story.evidence[evidence].quote)</span>\u{2060}\(cite(evidence))"
                }
            } else {
                entry += gap.evidence.map { cite($0) }.joined()
            }
            return entry + "</li>\n"
        }
        return section(
            "gaps", "Gaps", Wording.gaps, "<ul class=\"plain close\">\n\(items.joined())</ul>\n", items.isEmpty)
    }
}
