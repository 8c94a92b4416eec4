import Archive
import JSON
import Moments
import Reports

/// All stories: what is running, the one with the newest report first.
struct StoriesPage: Page {
    /// One story.
    struct Row: Sendable {
        var id: String
        var title: String
        var documents: Int
        var fresh: Int
        var outlets: Int
        var first: Moment?
        var last: Moment?
        var newest: Archive.Publication?
        /// Reports in each step of the common time axis.
        var bars: [Int]
    }

    var rows: [Row]
    /// Stories of one report, left out unless asked for.
    var alone: Int
    var total: Int
    var ask: Ask
    var offset: Int
    var least: Int
    /// The common time axis: from, to, seconds a step.
    var axis: (start: Moment, end: Moment, step: Int64)

    let title = "Stories"
    let part = "stories"

    var next: String? {
        guard offset + rows.count < total else { return nil }
        return ask.link(
            "stories", with: [("least", "\(least)"), ("next", PageToken.write(offset + rows.count))])
    }

    // MARK: Query

    static let steps = 42

    init(_ ask: Ask, _ store: SiteStore) throws {
        self.ask = ask
        offset = try PageToken.read(ask.query)
        let (lines, publications) = try store.read { archive throws(ArchiveError) in
            (try archive.stories(), try archive.publications(knownAt: ask.asOf))
        }
        var titles: [String: String] = [:]
        for line in lines { titles[line.id] = line.title }
        var groups: [ArraySlice<Archive.Publication>] = []
        var start = 0
        while start < publications.count {
            var end = start + 1
            while end < publications.count, publications[end].story == publications[start].story { end += 1 }
            groups.append(publications[start..<end])
            start = end
        }
        let newest = publications.map { $0.published ?? $0.arrived }.max() ?? ask.asOf
        // Four hours a bar, a week in all, up to the newest report.
        let step: Int64 = 4 * 3600
        let end = newest.seconds - ((newest.seconds % step) + step) % step + step
        axis = (Moment(seconds: end - step * Int64(Self.steps)), Moment(seconds: end), step)
        let axisStart = axis.start.seconds
        var rows = groups.compactMap { group -> Row? in
            guard let first = group.first, let last = group.last, let title = titles[first.story] else { return nil }
            var bars = [Int](repeating: 0, count: Self.steps)
            for one in group {
                let i = ((one.published ?? one.arrived).seconds - axisStart) / step
                if i >= 0, i < Self.steps { bars[Int(i)] += 1 }
            }
            let fresh = ask.since.map { since in group.count { ($0.published ?? $0.arrived) > since } } ?? 0
            return Row(
                id: first.story, title: title, documents: group.count, fresh: fresh,
                outlets: Set(group.compactMap(\.outlet)).count, first: first.published ?? first.arrived,
                last: last.published ?? last.arrived, newest: last, bars: bars)
        }
        rows.sort { a, b in
            if a.last != b.last { return (a.last?.seconds ?? 0) > (b.last?.seconds ?? 0) }
            return a.documents != b.documents ? a.documents > b.documents : a.id < b.id
        }
        let several = rows.count { $0.documents > 1 }
        let least = ask.query["least"].flatMap(Int.init).map { max(1, min($0, 1_000_000)) } ?? (several > 0 ? 2 : 1)
        alone = least > 1 ? rows.count - rows.count { $0.documents >= least } : 0
        rows = rows.filter { $0.documents >= least }
        self.least = least
        total = rows.count
        self.rows = Array(rows.dropFirst(offset).prefix(SiteLimits.page))
    }

    // MARK: View

    var main: Markup {
        var out: Markup = "<div class=\"head\"><h1>Stories</h1></div>\n"
        guard !rows.isEmpty else {
            return out
                + "<p>Nothing was known by then. Add documents with <kbd>sitrep add</kbd>, or choose a later time.</p>\n"
                + form
        }
        out += form
        let drawn = "reports every four hours, \(Clock.day(axis.start.day())) to \(Clock.stamp(axis.end))"
        let fresh: Markup = ask.since == nil ? "" : "<th scope=\"col\" class=\"num\">New since</th>"
        out += """
            <div class="scroll" tabindex="0" role="region" aria-label="Stories"><table class="stories"><caption>\(total) \(total == 1 ? "story" : "stories"), the newest report first. Bars: \(drawn).</caption>\
            <thead><tr><th scope="col">Story</th><th scope="col" class="num">Reports</th>\(fresh)<th scope="col" class="num">Outlets</th>\
            <th scope="col">Reports by time</th><th scope="col">Newest report</th></tr></thead><tbody>

            """
        for row in rows { out += self.row(row) }
        out += "</tbody></table></div>\n"
        if let next { out += "<p class=\"more\"><a rel=\"next\" href=\"\(next)\">More stories</a></p>\n" }
        if alone > 0 {
            out +=
                "<p class=\"more\">\(alone) more with fewer than \(least) reports. <a href=\"\(ask.link("stories", with: [("least", "1")]))\">Show all</a></p>\n"
        }
        return out
    }

    private func row(_ row: Row) -> Markup {
        let fresh: Markup =
            ask.since == nil
            ? "" : "<td class=\"num\" data-l=\"new\">\(row.fresh > 0 ? "+\(row.fresh)" : "0")</td>"
        var newest: Markup = ""
        if let one = row.newest {
            newest =
                "<span class=\"said\">\(one.title ?? "No title")</span><br><span class=\"quiet\">\(one.outlet ?? "outlet unknown"), \(one.published.map { Clock.short($0) } ?? "date unknown")</span>"
        }
        return """
            <tr data-item><th scope="row"><a class="said" href="\(ask.link("stories", row.id))">\(row.title)</a>\
            <br><span class="quiet">since \(row.first.map { Clock.day($0.day()) } ?? "an unknown day")</span></th>\
            <td class="num" data-l="\(row.documents == 1 ? "report" : "reports")"><strong>\(row.documents)</strong></td>\(fresh)\
            <td class="num" data-l="\(row.outlets == 1 ? "outlet" : "outlets")">\(row.outlets)</td><td class="sp">\(Spark(bars: row.bars).svg)</td><td>\(newest)</td></tr>

            """
    }

    private var form: Markup { MomentForm(ask: ask, path: ["stories"]).markup }

    // MARK: JSON

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("asOf", ask.asOf.rfc3339())
            json.member("since", ask.since?.rfc3339())
            json.member("total", total)
            json.name("stories")
            json.array(rows) { json, row in
                json.object { json in
                    json.member("id", row.id)
                    json.member("title", row.title)
                    json.member("documents", row.documents)
                    if ask.since != nil { json.member("new", row.fresh) }
                    json.member("outlets", row.outlets)
                    json.member("first", row.first?.rfc3339())
                    json.member("last", row.last?.rfc3339())
                    json.member("address", Address.make(["stories", row.id], ask.moments))
                }
            }
            json.member("next", next)
        }
        json.newline()
    }
}
