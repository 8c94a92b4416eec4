import Readings
import Documents
import Lexicons
import Moments
import Stories

extension HTMLStory {
    func timeline() -> Markup {
        guard !story.timeline.isEmpty else { return "" }
        let events = story.timeline.map { story.story.events[$0.event] }
        let track = TimeTrack(
            events: events, reported: story.timeline.compactMap(\.reported?.moment), asOf: report.asOf)
        var items: [Markup] = []
        for (entry, event) in zip(story.timeline, events) {
            var left: Markup = "<span class=\"time\">\(entry.time)</span><br>"
            left += track.svg(event, reported: entry.reported?.moment)
            if let mark = entry.statement.mark { left += HTML.mark(mark) }
            left += "<span class=\"why\">\(entry.statement.note)</span>"
            var right: Markup = "<div class=\"ev\">"
            if let place = entry.place { right += "<p>\(place)</p>" }
            if !entry.reason.isEmpty { right += "<p>time: \(entry.reason)</p>" }
            if let reported = entry.reported { right += "<p>first reported \(Clock.short(reported))</p>" }
            right += "</div>"
            items.append(
                "<div class=\"st\"\(item) id=\"\(p)-\(event.id)\"><div>\(left)\(fix(entry.statement.evidence.first))</div><p class=\"words\">\(words(entry.statement))</p>\(right)</div>\n"
            )
        }
        var body: Markup = "<p class=\"small quiet\">\(track.legend)</p>" + list(items, "tl")
        if story.timelineLeftOut > 0 {
            body +=
                "<p class=\"more\">\(story.timelineLeftOut) more events with a time are in the JSON, and here with --all.</p>"
        }
        return section("timeline", "Timeline", Wording.timeline, body)
    }

    func numbers() -> Markup {
        guard !story.numbers.isEmpty else { return "" }
        var charts: Markup = ""
        for table in story.numbers {
            let chart = StepChart(table: table, asOf: report.asOf)
            guard let svg = chart.svg() else { continue }
            charts +=
                "<figure><h3>\(table.title)</h3>\(svg)<figcaption>\(chart.caption)</figcaption></figure>\n"
        }
        var body: Markup = charts.isEmpty ? "" : "<div class=\"multiples\">\n\(charts)</div>\n"
        for table in story.numbers where table.standsAlone {
            let (shown, leftOut) = table.shown
            let rows = shown.map { self.row($0, before: "") }
            body += numberTable(id: table.id, title: table.title, before: "", rows)
            if leftOut > 0 {
                body += "<p class=\"more\">\(leftOut) earlier figures are in the JSON, and here with --all.</p>"
            }
        }
        let others = story.numbers.filter { !$0.standsAlone }
        if !others.isEmpty {
            let rows = others.flatMap { table -> [Markup] in
                table.rows.map { row -> Markup in self.row(row, before: "<td>\(table.title)</td>") }
            }
            body += numberTable(id: "others", title: "Other figures", before: "<th scope=\"col\">Of what</th>", rows)
        }
        return section("numbers", "Numbers", Wording.numbers, body)
    }

    private func numberTable(id: String, title: String, before: Markup, _ rows: [Markup]) -> Markup {
        let columns = ["Reported", "Figure", "According to", "Printed by", "Status", "Source"]
        let head = columns.map { name -> Markup in "<th scope=\"col\">\(name)</th>" }.joined()
        return
            "<div class=\"table\" id=\"\(p)-\(id)\"><h3>\(title)</h3><table class=\"fold\"><thead><tr>\(before)\(head)</tr></thead><tbody>\n"
            + rows.joined() + "</tbody></table></div>\n"
    }

    private func row(_ row: NumberTable.Row, before: Markup) -> Markup {
        let gone: Markup = row.status.hasPrefix("current") ? "" : " class=\"gone\""
        let source = row.source == row.outlet ? "its own words" : row.source
        let cells: [Markup] = [
            "<td class=\"nb\">\(row.reported.map { Clock.short($0) } ?? "date unknown")</td>",
            "<td class=\"said\">\(row.words)</td>", "<td>\(source)</td>",
            "<td>\(row.outlet)</td>",
            "<td>\(row.status)</td>", "<td>\(row.evidence.map { cite($0) }.joined())</td>",
        ]
        return "<tr\(gone)>\(before)\(cells.joined())</tr>\n"
    }

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
            if voice.leftOut > 0 { said += "<p class=\"more\">and \(voice.leftOut) more</p>" }
            return "<div class=\"voice\"\(item)><div>\(left)</div><div>\(said)</div></div>\n"
        }
        return section("says", "Who says what", Wording.voices, VoiceMatrix(page: self).markup + list(items))
    }

    func disputes() -> Markup {
        let items = story.disputes.map { dispute -> Markup in
            func side(_ side: Dispute.Side) -> Markup {
                let document = story.evidence[side.evidence].document
                return
                    "<div><p class=\"said\">\(story.evidence[side.evidence].quote)\u{2060}\(cite(side.evidence))</p><p class=\"small\"><b>\(side.source)</b> <span class=\"quiet\">in \(view.outlet(document)), \(date(document))</span></p></div>"
            }
            return
                "<div class=\"disp\"\(item) id=\"\(p)-\(dispute.id)\"><h3>\(dispute.slot) <span class=\"small quiet\">\(dispute.kind)</span></h3><div class=\"sides\">\(side(dispute.a))<div class=\"versus\" role=\"img\" aria-label=\"does not fit\">\(dispute.isOpen ? "≠" : "·")</div>\(side(dispute.b))</div><p class=\"small quiet\">Paired because \(dispute.why)</p>\(fix(dispute.a.evidence))</div>\n"
        }
        let corrections = list(story.corrections.map { statement($0) }, "quietly")
        var body = list(items)
        if !story.disputesLeftOut.isEmpty {
            body += "<p class=\"more\">\(story.disputesLeftOut.count) more are in the JSON, and here with --all.</p>"
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
                "<p>\(amendment.text)<br><span class=\"small quiet\">\(Wording.amendment(amendment))</span>"
            if let history = setting?.history {
                words += " <a class=\"small\" href=\"\(history(amendment.id))\">in the history</a>"
            }
            return words + "</p>\n"
        }
        return section("amendments", "Corrections by people", Wording.amendments, list(items, "quietly"), false)
    }

    func map() -> Markup {
        guard !story.places.isEmpty else { return "" }
        var table: Markup =
            "<table><thead><tr><th scope=\"col\" class=\"num\">No.</th><th scope=\"col\">Place</th><th scope=\"col\">How exact</th><th scope=\"col\" class=\"num\">Reports</th><th scope=\"col\">First named</th></tr></thead><tbody>\n"
        for (i, place) in story.places.enumerated() {
            table +=
                "<tr><td class=\"num\">\(i + 1)</td><td>\(placeName(place))\(place.country.map { ", \($0)" } ?? "")<br><span class=\"quiet\">\(Wording.degrees(place.latitude)), \(Wording.degrees(place.longitude))</span></td><td>\(place.precision.rawValue)</td><td class=\"num\">\(place.documents)</td><td>\(cite(place.evidence))</td></tr>\n"
        }
        table += "</tbody></table>"
        let drawing = PlaceMap(places: story.places, outlines: outlines)
        let svg = drawing.svg()
        let caption: Markup = drawing.caption.isEmpty ? "" : "<figcaption>\(drawing.caption)</figcaption>"
        return section(
            "map", "Map", Wording.places + " Only what gazetteer and reports give is drawn.",
            "<div class=\"mapside\"><figure>\(svg)\(caption)\(setting == nil ? "" : drawing.locator())</figure><div class=\"scroll\">\(table)</div></div>\n"
        )
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
        return section("gaps", "Gaps", Wording.gaps, "<ul class=\"plain\">\n\(items.joined())</ul>\n", items.isEmpty)
    }

    func sources() -> Markup {
        var body: Markup = ""
        var cited: [Int: [Int]] = [:]
        for (i, evidence) in story.evidence.enumerated() { cited[evidence.document, default: []].append(i) }
        for (d, reading) in story.story.readings.enumerated() {
            let document = reading.document
            body += "<div class=\"src\" id=\"\(p)-d\(d + 1)\"><div class=\"n\">\(d + 1)</div><div>"
            body +=
                "<p><span class=\"name\">\(view.outlet(d))</span> · \(document.published.map { Clock.stated($0) } ?? "date unknown")</p>"
            if let title = document.title?.value { body += "<p class=\"said\">\(title)</p>" }
            body +=
                "<p class=\"small\">\(HTML.link(Wording.address(document)))\(archived(document, nil))\(fix(document: document, d + 1))</p>"
            let relation = d < story.story.origins.count ? story.story.origins[d].relation : .independent
            let kind = relation == .independent ? "own" : relation == .copy || relation == .version ? "copy" : ""
            body += "<p class=\"from \(kind)\">\(Wording.origin(story, d))</p>"
            for flag in document.flags {
                body += "<p class=\"small quiet\">\(flag.kind): \(flag.detail)</p>"
            }
            if let cited = cited[d] {
                body += "<ul>"
                for evidence in cited.sorted(by: { story.evidence[$0].number < story.evidence[$1].number }) {
                    body +=
                        "<li id=\"\(p)-d\(d + 1)-\(story.evidence[evidence].number)\"><b>\(story.label(evidence))</b><span class=\"said\">\(story.evidence[evidence].quote)</span>\(archived(document, story.evidence[evidence].citation.extent))</li>\n"
                }
                body += "</ul>"
            }
            body += "</div></div>\n"
        }
        return section(
            "sources", "Sources and origins", Wording.sources,
            (setting == nil ? "" : OriginGraph(page: self).markup) + "<div>\n\(body)</div>\n"
        )
    }

    func unplaced() -> Markup {
        let items = story.unplaced.map { entry -> Markup in
            "<li><span class=\"said\">\(story.evidence[entry.evidence].quote)</span>\u{2060}\(cite(entry.evidence))<span class=\"why\">\(entry.why)</span></li>\n"
        }
        var body: Markup = "<ul class=\"plain\">\n\(items.joined())</ul>\n"
        if story.unplacedLeftOut > 0 {
            body += "<p class=\"more\">\(story.unplacedLeftOut) more events without a time</p>"
        }
        return section("unplaced", "Not placed", Wording.unplaced, body, items.isEmpty)
    }
}
