import Readings
import Documents
import Stories

extension HTMLStory {
    /// Reports that a site lists unfolded.
    private static let mostOpen = 60

    func sources() -> Markup {
        setting == nil
            ? section("sources", "Sources and origins", Wording.sources, everySource())
            : section("sources", "Sources and origins", "Every report that was read, by outlet.", outlets())
    }

    private func relation(_ d: Int) -> Origin.Relation {
        d < story.story.origins.count ? story.story.origins[d].relation : .independent
    }

    /// Every report with the sentences cited from it: in a report that is one file citations lead here.
    private func everySource() -> Markup {
        var body: Markup = ""
        var cited: [Int: [Int]] = [:]
        for (i, evidence) in story.evidence.enumerated() { cited[evidence.document, default: []].append(i) }
        for (d, reading) in story.story.readings.enumerated() {
            let document = reading.document
            let kind =
                relation(d) == .independent ? "own" : relation(d) == .copy || relation(d) == .version ? "copy" : ""
            body +=
                "<div class=\"src\" id=\"\(p)-d\(d + 1)\"><div class=\"n\">\(d + 1)</div><div><p><span class=\"name\">\(view.outlet(d))</span> · \(document.published.map { Clock.stated($0) } ?? "date unknown") <span class=\"from \(kind)\">\(Wording.origin(story, d))</span></p>"
            if let title = document.title?.value { body += "<p class=\"said\">\(title)</p>" }
            body += "<p class=\"small\">\(HTML.link(Wording.address(document)))</p>"
            for flag in document.flags { body += "<p class=\"small quiet\">\(flag.kind): \(flag.detail)</p>" }
            if let cited = cited[d]?.sorted(by: { story.evidence[$0].number < story.evidence[$1].number }) {
                body += "<ul>"
                for evidence in cited {
                    body +=
                        "<li id=\"\(p)-d\(d + 1)-\(story.evidence[evidence].number)\"><b>\(story.label(evidence))</b><span class=\"said\">\(story.evidence[evidence].quote)</span></li>\n"
                }
                body += "</ul>"
            }
            body += "</div></div>\n"
        }
        return "<div>\n\(body)</div>\n"
    }

    /// Reports by outlet, the one that printed first first; what is cited from a report stands in its own page.
    private func outlets() -> Markup {
        var order: [String] = []
        var members: [String: [Int]] = [:]
        for d in story.story.readings.indices {
            let outlet = view.outlet(d)
            if members[outlet] == nil { order.append(outlet) }
            members[outlet, default: []].append(d)
        }
        let open: Markup = story.story.readings.count <= Self.mostOpen ? " open" : ""
        var body: Markup = ""
        for outlet in order {
            let reports = members[outlet] ?? []
            let copies = reports.count { relation($0) != .independent }
            let of = copies > 0 ? ", \(copies) not \(reports.count == 1 ? "its" : "of its") own" : ""
            body +=
                "<details class=\"outlet\"\(open)><summary><b>\(outlet)</b> <span class=\"quiet\">\(reports.count) \(reports.count == 1 ? "report" : "reports")\(of)</span></summary><table><tbody>\n"
            for d in reports { body += line(d) }
            body += "</tbody></table></details>\n"
        }
        return OriginGraph(page: self).markup + "<div class=\"outlets\">\n\(body)</div>\n"
    }

    private func line(_ d: Int) -> Markup {
        let document = story.story.readings[d].document
        let kind = relation(d)
        var notes = kind == .independent ? [] : [Wording.origin(story, d)]
        notes += document.flags.map(\.kind)
        let address = Wording.address(document)
        let isWeb = address.hasPrefix("https://") || address.hasPrefix("http://")
        if !isWeb { notes.append(address) }
        let original: Markup =
            isWeb
            ? "<a class=\"orig\" href=\"\(address)\" rel=\"noreferrer noopener\">original<span class=\"vh\"> of report \(d + 1)</span></a>"
            : ""
        let title = document.title?.value ?? "No title"
        let link: Markup = "<a class=\"said\" href=\"\(setting?.document(document, nil) ?? "" as Markup)\">\(title)</a>"
        return
            "<tr id=\"\(p)-d\(d + 1)\"><th scope=\"row\" class=\"num\">\(d + 1)</th><td class=\"nb\">\(document.published.map { Clock.short($0) } ?? "date unknown")</td><td><span class=\"sq\" aria-hidden=\"true\">\(kind == .independent ? "■" : "□")</span>\(link) <span class=\"quiet\">\(notes.joined(separator: " · "))</span></td><td>\(original)</td><td>\(fix(document: document, d + 1))</td></tr>\n"
    }

    /// What was read and could not be placed, by the reason.
    func unplaced() -> Markup {
        let kinds = [
            ("no time", "Events without a time"), ("place", "Places not located"),
            ("heading", "Headings, which assert nothing by themselves"),
        ]
        var body: Markup = ""
        for (kind, name) in kinds {
            let entries = story.unplaced.filter { $0.kind == kind }
            guard !entries.isEmpty else { continue }
            body += "<h3>\(name) <span class=\"small quiet\">\(entries.count)</span></h3>\n"
            // A reason that all share stands once, in the name of the group.
            let isShared = kind == "heading" || entries.allSatisfy { $0.why == entries[0].why }
            let items = entries.map { entry -> Markup in
                let why: Markup = isShared ? "" : "<span class=\"why\">\(entry.why)</span>"
                return
                    "<li><span class=\"said\">\(story.evidence[entry.evidence].quote)</span>\u{2060}\(cite(entry.evidence))\(why)</li>\n"
            }
            let most = items.count > 12 ? 8 : items.count
            body += "<ul class=\"plain close\">\n\(items.prefix(most).joined())</ul>\n"
            if items.count > most {
                body += folded(
                    "\(items.count - most) more", "<ul class=\"plain close\">\n\(items.dropFirst(most).joined())</ul>")
            }
        }
        if story.unplacedLeftOut > 0 { body += more("\(story.unplacedLeftOut) more events without a time") }
        return section("unplaced", "Not placed", Wording.unplaced, body, story.unplaced.isEmpty)
    }
}
