import Readings
import Documents
import Lexicons
import Moments
import Stories

extension HTMLStory {
    func timeline() -> String {
        guard !story.timeline.isEmpty else { return "" }
        let events = story.timeline.map { story.story.events[$0.event] }
        let track = TimeTrack(
            events: events, reported: story.timeline.compactMap(\.reported), asOf: report.asOf)
        var items: [String] = []
        for (entry, event) in zip(story.timeline, events) {
            var left = "<span class=\"time\">\(HTML.escaped(entry.time))</span><br>"
            left += track.svg(event, reported: entry.reported)
            if let mark = entry.statement.mark { left += HTML.mark(mark) }
            left += "<span class=\"why\">\(HTML.words(entry.statement.note))</span>"
            var right = "<div class=\"ev\">"
            if let place = entry.place { right += "<p>\(HTML.words(place))</p>" }
            if !entry.reason.isEmpty { right += "<p>time: \(HTML.words(entry.reason))</p>" }
            if let reported = entry.reported { right += "<p>first reported \(Clock.short(reported))</p>" }
            right += "</div>"
            items.append(
                "<div class=\"st\" id=\"\(p)-\(HTML.escaped(event.id))\"><div>\(left)</div><p class=\"words\">\(words(entry.statement))</p>\(right)</div>\n"
            )
        }
        var body = "<p class=\"small quiet\">\(track.legend)</p>" + list(items, "tl")
        if story.timelineLeftOut > 0 {
            body +=
                "<p class=\"more\">\(story.timelineLeftOut) more events with a time are in the JSON, and here with --all.</p>"
        }
        return section("timeline", "Timeline", Wording.timeline, body)
    }

    func numbers() -> String {
        guard !story.numbers.isEmpty else { return "" }
        var charts = ""
        for table in story.numbers {
            let chart = StepChart(table: table, asOf: report.asOf)
            guard let svg = chart.svg() else { continue }
            charts +=
                "<figure><h3>\(HTML.words(table.title))</h3>\(svg)<figcaption>\(HTML.words(chart.caption))</figcaption></figure>\n"
        }
        var body = charts.isEmpty ? "" : "<div class=\"multiples\">\n\(charts)</div>\n"
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
            let rows = others.flatMap { table in
                table.rows.map { self.row($0, before: "<td>\(HTML.words(table.title))</td>") }
            }
            body += numberTable(id: "others", title: "Other figures", before: "<th scope=\"col\">Of what</th>", rows)
        }
        return section("numbers", "Numbers", Wording.numbers, body)
    }

    private func numberTable(id: String, title: String, before: String, _ rows: [String]) -> String {
        let columns = ["Reported", "Figure", "According to", "Printed by", "Status", "Source"]
        let head = columns.map { "<th scope=\"col\">\($0)</th>" }.joined()
        return
            "<div class=\"table\" id=\"\(p)-\(id)\"><h3>\(HTML.words(title))</h3><table class=\"fold\"><thead><tr>\(before)\(head)</tr></thead><tbody>\n"
            + rows.joined() + "</tbody></table></div>\n"
    }

    private func row(_ row: NumberTable.Row, before: String) -> String {
        let gone = row.status.hasPrefix("current") ? "" : " class=\"gone\""
        let source = row.source == row.outlet ? "its own words" : HTML.words(row.source)
        let cells = [
            "<td class=\"nb\">\(row.reported.map { Clock.short($0) } ?? "date unknown")</td>",
            "<td class=\"said\">\(HTML.words(row.words))</td>", "<td>\(source)</td>",
            "<td>\(HTML.words(row.outlet))</td>",
            "<td>\(HTML.words(row.status))</td>", "<td>\(row.evidence.map { cite($0) }.joined())</td>",
        ]
        return "<tr\(gone)>\(before)\(cells.joined())</tr>\n"
    }

    func voices() -> String {
        guard !story.voices.isEmpty else { return "" }
        let items = story.voices.map { voice in
            var left = "<h3>\(HTML.words(voice.source))</h3><p class=\"small quiet\">"
            left += voice.anonymous ? "unnamed · " : ""
            left += "in \(voice.documents) \(voice.documents == 1 ? "report" : "reports")"
            if voice.outlets > 1 { left += " of \(voice.outlets) outlets" }
            left += "</p>"
            var said = "<ul>"
            for item in voice.said {
                let cue =
                    item.denies
                    ? "<span class=\"cue denies\">≠ \(HTML.words(item.cue)):</span>"
                    : "<span class=\"cue\">\(HTML.words(item.cue)):</span>"
                said +=
                    "<li>\(cue) <span class=\"said\">\(HTML.words(story.evidence[item.evidence].quote))</span>\u{2060}\(cite(item.evidence))</li>"
            }
            said += "</ul>"
            if voice.leftOut > 0 { said += "<p class=\"more\">and \(voice.leftOut) more</p>" }
            return "<div class=\"voice\"><div>\(left)</div><div>\(said)</div></div>\n"
        }
        return section("says", "Who says what", Wording.voices, list(items))
    }

    func disputes() -> String {
        let items = story.disputes.map { dispute in
            func side(_ side: Dispute.Side) -> String {
                let document = story.evidence[side.evidence].document
                return
                    "<div><p class=\"said\">\(HTML.words(story.evidence[side.evidence].quote))\u{2060}\(cite(side.evidence))</p><p class=\"small\"><b>\(HTML.words(side.source))</b> <span class=\"quiet\">in \(HTML.words(view.outlet(document))), \(date(document))</span></p></div>"
            }
            return
                "<div class=\"disp\" id=\"\(p)-\(dispute.id)\"><h3>\(HTML.words(dispute.slot)) <span class=\"small quiet\">\(HTML.escaped(dispute.kind))</span></h3><div class=\"sides\">\(side(dispute.a))<div class=\"versus\" aria-label=\"does not fit\">\(dispute.isOpen ? "≠" : "·")</div>\(side(dispute.b))</div><p class=\"small quiet\">Paired because \(HTML.words(dispute.why))</p></div>\n"
        }
        let corrections = list(story.corrections.map { statement($0) }, "quietly")
        return section("disputed", "Disputed", Wording.disputes, list(items), items.isEmpty)
            + section(
                "corrections", "Corrections", "Sentences in which an outlet takes something back.", corrections,
                story.corrections.isEmpty)
            + amendments()
    }

    private func amendments() -> String {
        let all = story.story.amendments
        guard !all.isEmpty else { return "" }
        let items = all.map { amendment in
            "<p>\(HTML.words(amendment.text))<br><span class=\"small quiet\">\(HTML.words(Wording.amendment(amendment)))</span></p>\n"
        }
        return section("amendments", "Corrections by people", Wording.amendments, list(items, "quietly"), false)
    }

    func map() -> String {
        guard !story.places.isEmpty else { return "" }
        var table =
            "<table><thead><tr><th scope=\"col\" class=\"num\">No.</th><th scope=\"col\">Place</th><th scope=\"col\">How exact</th><th scope=\"col\" class=\"num\">Reports</th><th scope=\"col\">First named</th></tr></thead><tbody>\n"
        for (i, place) in story.places.enumerated() {
            table +=
                "<tr><td class=\"num\">\(i + 1)</td><td>\(HTML.words(place.name))\(place.country.map { ", " + HTML.words($0) } ?? "")<br><span class=\"quiet\">\(Wording.degrees(place.latitude)), \(Wording.degrees(place.longitude))</span></td><td>\(place.precision.rawValue)</td><td class=\"num\">\(place.documents)</td><td>\(cite(place.evidence))</td></tr>\n"
        }
        table += "</tbody></table>"
        let drawing = PlaceMap(places: story.places, outlines: outlines)
        let svg = drawing.svg()
        let caption = drawing.caption.isEmpty ? "" : "<figcaption>\(HTML.words(drawing.caption))</figcaption>"
        return section(
            "map", "Map", Wording.places + " Only what gazetteer and reports give is drawn.",
            "<div class=\"mapside\"><figure>\(svg)\(caption)</figure><div class=\"scroll\">\(table)</div></div>\n")
    }

    func gaps() -> String {
        let items = story.gaps.map { gap in
            var item = "<li>\(HTML.words(gap.text))"
            if gap.kind == "no answer" || gap.kind == "no named source" {
                for evidence in gap.evidence {
                    item +=
                        "<br><span class=\"said\">\(HTML.words(story.evidence[evidence].quote))</span>\u{2060}\(cite(evidence))"
                }
            } else {
                item += gap.evidence.map { cite($0) }.joined()
            }
            return item + "</li>\n"
        }
        return section("gaps", "Gaps", Wording.gaps, "<ul class=\"plain\">\n\(items.joined())</ul>\n", items.isEmpty)
    }

    func sources() -> String {
        var body = ""
        for (d, reading) in story.story.readings.enumerated() {
            let document = reading.document
            body += "<div class=\"src\" id=\"\(p)-d\(d + 1)\"><div class=\"n\">\(d + 1)</div><div>"
            body +=
                "<p><span class=\"name\">\(HTML.words(view.outlet(d)))</span> · \(document.published.map { HTML.escaped(Clock.stated($0)) } ?? "date unknown")</p>"
            if let title = document.title?.value { body += "<p class=\"said\">\(HTML.words(title))</p>" }
            body += "<p class=\"small\">\(HTML.link(Wording.address(document)))</p>"
            let relation = d < story.story.origins.count ? story.story.origins[d].relation : .independent
            let kind = relation == .independent ? "own" : relation == .copy || relation == .version ? "copy" : ""
            body += "<p class=\"from \(kind)\">\(HTML.words(Wording.origin(story, d)))</p>"
            for flag in document.flags {
                body += "<p class=\"small quiet\">\(HTML.words(flag.kind)): \(HTML.words(flag.detail))</p>"
            }
            let cited = story.evidence.indices.filter { story.evidence[$0].document == d }
                .sorted { story.evidence[$0].number < story.evidence[$1].number }
            if !cited.isEmpty {
                body += "<ul>"
                for item in cited {
                    body +=
                        "<li id=\"\(p)-d\(d + 1)-\(story.evidence[item].number)\"><b>\(story.label(item))</b><span class=\"said\">\(HTML.words(story.evidence[item].quote))</span></li>\n"
                }
                body += "</ul>"
            }
            body += "</div></div>\n"
        }
        return section("sources", "Sources and origins", Wording.sources, "<div>\n\(body)</div>\n")
    }

    func unplaced() -> String {
        let items = story.unplaced.map { entry in
            "<li><span class=\"said\">\(HTML.words(story.evidence[entry.evidence].quote))</span>\u{2060}\(cite(entry.evidence))<span class=\"why\">\(HTML.words(entry.why))</span></li>\n"
        }
        var body = "<ul class=\"plain\">\n\(items.joined())</ul>\n"
        if story.unplacedLeftOut > 0 {
            body += "<p class=\"more\">\(story.unplacedLeftOut) more events without a time</p>"
        }
        return section("unplaced", "Not placed", Wording.unplaced, body, items.isEmpty)
    }
}
